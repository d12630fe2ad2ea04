// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.SystemReason;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Fingerprint;
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
import java.util.function.UnaryOperator;
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
    return read(names, this::made);
  }

  /// The same, also where somebody edited the [Copy] of one.
  List<Document> laidOver(List<String> names) {
    return read(names, this::laidOver);
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

  private List<Document> read(List<String> names, UnaryOperator<Document> made) {
    requireKnown(names);
    Predicate<String> wanted = name -> names.isEmpty() || names.contains(name);
    Reading reading = new Reading();
    generatedHere().stream()
        .filter(one -> wanted.test(one.name()))
        .forEach(one -> reading.take(() -> made.apply(one)));
    for (Path file : files()) {
      String name = name(file);
      if (isOverlay(file)) {
        reading.require(() -> requireGenerated(file));
      } else if (wanted.test(name) && generated(name).isEmpty()) {
        reading.take(() -> own(name));
      }
    }
    return reading.all();
  }

  /// One that people wrote.
  Document own(String name) {
    return new Document(name, new DocumentFile(file(name), kind).document());
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

  /// The file of a generated one, where it has one.
  ///
  /// @param made as it should be, but for what is edited there
  Optional<Copy> copy(Document made) {
    Path file = file(made.name());
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
    Path file = overlayFile(name);
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

  /// Remembers that what is live says what one that is generated should. Its copy is renewed; an
  /// overlay that changes nothing is not kept.
  ///
  /// @param live what is live
  void agree(Document document, Fingerprint live) {
    if (generated(document.name()).isEmpty()) {
      return;
    }
    Overlay overlay = overlay(document.name());
    Overlay agreed = overlay.agreedOn(Optional.of(live));
    Path file = overlayFile(document.name());
    if (overlay.isEmpty()) {
      remove(file);
    } else if (!agreed.json().equals(overlay.json())) {
      write(file, agreed.json());
    }
    copy(document)
        .filter(Copy::isOutdated)
        .ifPresent(copy -> write(copy.file(), copy.renewed(document.json())));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new ExitException(
          Exit.FAILED, file + ": cannot be taken away: " + SystemReason.of(kept));
    }
  }

  /// Where a document's own text is.
  Path file(String name) {
    return folder.resolve(name + JSON);
  }

  Path overlayFile(String name) {
    return folder.resolve(name + OVERLAY);
  }

  static Path write(Path file, Members json) {
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
