// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.SystemReason;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Fingerprint;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Mark;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Documents as they should be: those that are generated, with what was edited by hand, and the
/// files that people wrote. A file of a generated one's name is a [Copy].
///
/// @param folder which need not be there
/// @param own the files that people wrote
record Templates(Path folder, Kind kind, List<Document> generated, Which which, OwnFiles own) {
  /// Whether those that are generated are meant too.
  enum Which {
    ALL,
    OWN
  }

  private static final String JSON = ".json";
  private static final String OVERLAY = ".overlay.json";

  static Templates in(Path folder, Kind kind, List<Document> generated, Which which) {
    Set<String> names = generated.stream().map(Document::name).collect(Collectors.toSet());
    List<Path> files = files(folder).stream().filter(file -> !isOverlay(file)).toList();
    return new Templates(folder, kind, generated, which, OwnFiles.of(files, names, kind));
  }

  /// What can be pushed, and what cannot as long as something of it is mended here.
  record Found(List<Document> fit, List<Unfit> unfit) {}

  /// One that cannot be made as it is meant.
  record Unfit(Document generated, Failure why) {}

  /// Those with these names; all where there are none.
  ///
  /// @throws ExitException of the usage kind where one of them is not there
  /// @throws FailureException of the configuration kind where what is meant cannot be made, with
  ///   all that is wrong
  List<Document> named(List<String> names) {
    return read(names, this::made).all();
  }

  /// The same, with those apart whose overlay does not fit, or whose [Copy] somebody edited, where
  /// there are others.
  Found fit(List<String> names) {
    return read(names, this::made).found();
  }

  /// Those with these names, also where somebody edited the [Copy] of one.
  Found laidOver(List<String> names) {
    return read(names, this::laidOver).found();
  }

  private void requireKnown(List<String> names) {
    Set<String> known = new LinkedHashSet<>();
    generatedHere().forEach(one -> known.add(one.name()));
    own.names().stream().filter(name -> generated(name).isEmpty()).forEach(known::add);
    for (String name : names) {
      if (!known.contains(own.named(name))) {
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
    generatedHere().forEach(one -> reading.take(one, this::made));
    return reading.all();
  }

  List<Document> all() {
    return named(List.of());
  }

  private Reading read(List<String> names, UnaryOperator<Document> made) {
    requireKnown(names);
    List<String> asked = names.stream().map(own::named).toList();
    Predicate<String> wanted = name -> asked.isEmpty() || asked.contains(name);
    Reading reading = new Reading();
    files(folder).stream()
        .filter(Templates::isOverlay)
        .forEach(file -> reading.require(() -> requireGenerated(file)));
    generatedHere().stream()
        .filter(one -> wanted.test(one.name()))
        .forEach(one -> reading.take(one, made));
    for (String name : own.names()) {
      if (wanted.test(name)) {
        reading.require(() -> reading.made.add(written(name)));
      }
    }
    return reading;
  }

  /// One that people wrote.
  Document written(String name) {
    if (generated(name).isPresent()) {
      own.requireNone(name);
    }
    return Document.ofFile(kind, name, new DocumentFile(file(name), kind).document());
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

  /// Reads all that lies beside a generated one, whatever it says.
  private void requireReadable(Document one) {
    overlay(one.name());
    copy(one);
  }

  /// The file of a generated one, where it has one.
  ///
  /// @param made as it should be, but for what is edited there
  Optional<Copy> copy(Document made) {
    Path file = file(made.name());
    return Files.exists(file) && !own.isOwn(file)
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
  private final class Reading {
    private final List<Document> made = new ArrayList<>();
    private final List<Unfit> unfit = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    void take(Document generated, UnaryOperator<Document> rule) {
      require(() -> {
        requireReadable(generated);
        try {
          made.add(rule.apply(generated));
        } catch (FailureException why) {
          unfit.add(new Unfit(generated, why.failure()));
        }
      });
    }

    void require(Runnable check) {
      try {
        check.run();
      } catch (FailureException failed) {
        wrong.add(failed.failure().message());
      }
    }

    List<Document> all() {
      unfit.forEach(one -> wrong.add(one.why().message()));
      requireNothingWrong();
      return made;
    }

    Found found() {
      if (made.isEmpty()) {
        return new Found(all(), List.of());
      }
      requireNothingWrong();
      return new Found(made, unfit);
    }

    private void requireNothingWrong() {
      if (!wrong.isEmpty()) {
        throw DocumentFile.configuration(String.join("\n", wrong));
      }
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

  /// Remembers that what is live says what one should. An overlay that changes nothing is not kept.
  ///
  /// @param live what is live
  void agree(Document document, Fingerprint live) {
    switch (document.source()) {
      case GENERATED -> agreeOnOverlay(document, live);
      case FILE -> agreeOnFile(document, live);
    }
  }

  /// The mark of a file is renewed; what somebody else wrote into it meanwhile stays, as an edit.
  private void agreeOnFile(Document document, Fingerprint live) {
    Path file = file(document.name());
    Members now = new DocumentFile(file, kind).document();
    Members renewed = new Mark(document.name(), Optional.of(live)).putOn(kind, now);
    if (!renewed.equals(now)) {
      write(file, renewed);
    }
  }

  /// The file of one that people wrote, where it may not be written over.
  Optional<Path> readOnly(Document document) {
    return switch (document.source()) {
      case GENERATED -> Optional.empty();
      case FILE ->
          Optional.of(file(document.name()))
              .filter(file -> !new DocumentFile(file, kind).isWritable());
    };
  }

  /// Its copy is renewed too.
  private void agreeOnOverlay(Document document, Fingerprint live) {
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

  /// Where a document's own text is, or would be.
  ///
  /// @throws FailureException of the configuration kind where more than one file is the same
  Path file(String name) {
    Path usual = folder.resolve(name + JSON);
    return generated(name).isPresent() ? usual : own.of(name).orElse(usual);
  }

  Path overlayFile(String name) {
    return folder.resolve(name + OVERLAY);
  }

  static Path write(Path file, Members json) {
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && !DocumentFile.isOpen(file)) {
        throw new ExitException(
            Exit.FAILED, file + ": cannot be written: it is there to be read only");
      }
      Path meant = Files.exists(file) ? file.toRealPath() : file;
      Path part = meant.resolveSibling(meant.getFileName() + ".part");
      Files.writeString(part, JsonText.indented(json));
      keepPermissions(meant, part);
      Files.move(part, meant, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException unwritten) {
      throw new ExitException(
          Exit.FAILED, file + ": cannot be written: " + SystemReason.of(unwritten));
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from)
        && from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  private static List<Path> files(Path folder) {
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

  private static ExitException unreadable(Path path, IOException why) {
    return new ExitException(Exit.USAGE, path + ": cannot be read: " + SystemReason.of(why));
  }
}
