// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.SystemReason;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Overlay;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Documents as they should be: those that are generated, with what was edited by hand, and the
/// files that people wrote. A file of a generated one's name is a [Copy].
///
/// @param folder which need not be there
record Templates(Path folder, Kind kind, List<Document> generated, Which which) {
  /// Whether those that are generated are meant too.
  enum Which {
    ALL,
    OWN
  }

  private static final String JSON = ".json";
  private static final String OVERLAY = ".overlay.json";

  /// Those with these names; all where there are none.
  ///
  /// @throws ExitException of the usage kind where one of them is not there
  /// @throws FailureException of the configuration kind where what is meant cannot be made, with
  ///   all that is wrong
  List<Document> named(List<String> names) {
    requireKnown(names);
    return read(name -> names.isEmpty() || names.contains(name));
  }

  private void requireKnown(List<String> names) {
    Set<String> known = new LinkedHashSet<>();
    generatedHere().forEach(one -> known.add(one.name()));
    files().stream()
        .filter(file -> !isOverlay(file))
        .map(Templates::name)
        .filter(name -> generated(name).isEmpty())
        .forEach(known::add);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ExitException(
            Exit.USAGE,
            "no "
                + kind.word()
                + " \""
                + name
                + "\" is generated or in "
                + folder
                + "; there are "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /// Those that are generated, with what was edited by hand.
  List<Document> made() {
    Reading reading = new Reading();
    generatedHere().forEach(one -> reading.take(() -> made(one)));
    return reading.all();
  }

  List<Document> all() {
    return named(List.of());
  }

  private List<Document> read(Predicate<String> wanted) {
    Reading reading = new Reading();
    generatedHere().stream()
        .filter(one -> wanted.test(one.name()))
        .forEach(one -> reading.take(() -> made(one)));
    for (Path file : files()) {
      String name = name(file);
      if (isOverlay(file)) {
        reading.require(() -> requireGenerated(file));
      } else if (wanted.test(name) && generated(name).isEmpty()) {
        reading.take(() -> new Document(name, new DocumentFile(file, kind).document()));
      }
    }
    return reading.all();
  }

  private List<Document> generatedHere() {
    return switch (which) {
      case ALL -> generated;
      case OWN -> List.of();
    };
  }

  private Document made(Document one) {
    Document made = laidOver(one);
    copy(made)
        .filter(Copy::isEdited)
        .ifPresent(edited -> {
          throw DocumentFile.configuration(edited.complaint());
        });
    return made;
  }

  private Document laidOver(Document one) {
    return overlay(one.name()).apply(kind, one);
  }

  private Optional<Copy> copy(Document made) {
    Path file = folder.resolve(made.name() + JSON);
    return Files.exists(file)
        ? Optional.of(new Copy(file, kind, made, new DocumentFile(file, kind).document()))
        : Optional.empty();
  }

  /// Files of generated ones.
  List<Copy> copies(List<String> names) {
    requireKnown(names);
    return generatedHere().stream()
        .filter(one -> names.isEmpty() || names.contains(one.name()))
        .flatMap(one -> copy(laidOver(one)).stream())
        .toList();
  }

  /// Takes the edits of a file of a generated one into its overlay.
  Path adopt(Copy copy) {
    String name = copy.made().name();
    Path overlay = adopt(name, copy.merged());
    Document made = laidOver(generated(name).orElseThrow());
    write(name, copy.renewed(made.json()));
    return overlay;
  }

  private static boolean isOverlay(Path file) {
    return file.toString().endsWith(OVERLAY);
  }

  /// Takes what can be made, and remembers what is wrong with the rest.
  private static final class Reading {
    private final List<Document> made = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    void take(Supplier<Document> document) {
      require(() -> made.add(document.get()));
    }

    void require(Runnable check) {
      try {
        check.run();
      } catch (FailureException failed) {
        wrong.add(failed.failure().message());
      }
    }

    List<Document> all() {
      if (!wrong.isEmpty()) {
        throw DocumentFile.configuration(String.join("\n", wrong));
      }
      return made;
    }
  }

  /// One as it is generated, without what was edited by hand.
  Optional<Document> generated(String name) {
    return generated.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private void requireGenerated(Path file) {
    String name = file.getFileName().toString().replace(OVERLAY, "");
    if (generated(name).isEmpty()) {
      throw new FailureException(
          new Failure.Configuration(
              file + " lies over \"" + name + "\", which is not generated; edit its own file"));
    }
  }

  /// What was edited by hand; nothing where there is no such file.
  private Overlay overlay(String name) {
    Path file = folder.resolve(name + OVERLAY);
    if (!Files.exists(file)) {
      return Overlay.none(name);
    }
    try {
      return Overlay.read(name, new DocumentFile(file, kind).bytes());
    } catch (FailureException malformed) {
      throw DocumentFile.configuration(
          folder
              + "/"
              + DocumentFile.inWords(malformed.failure().message())
              + "; expected is what push --adopt writes");
    }
  }

  /// Keeps what was edited by hand: beside one that is generated, else in its own file.
  Path adopt(String name, Members merged) {
    Optional<Document> made = generated(name);
    return made.isPresent()
        ? write(folder.resolve(name + OVERLAY), Overlay.between(kind, made.get(), merged).json())
        : write(name, merged);
  }

  Path write(String name, Members json) {
    return write(folder.resolve(name + JSON), json);
  }

  private static Path write(Path file, Members json) {
    try {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(part, JsonText.indented(json));
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritten) {
      throw new ExitException(
          Exit.FAILED, file + ": cannot be written: " + SystemReason.of(unwritten));
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(file -> file.toString().endsWith(JSON))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException unread) {
      throw unreadable(folder, unread);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  private static ExitException unreadable(Path path, IOException why) {
    return new ExitException(Exit.USAGE, path + ": cannot be read: " + SystemReason.of(why));
  }
}
