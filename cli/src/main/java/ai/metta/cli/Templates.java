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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Documents as they should be: those that are generated, with what was edited by hand, and the
/// files that people wrote. A file of a generated one's name is what `build` wrote, and is not
/// read.
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
  List<Document> named(List<String> names) {
    List<Document> all = all();
    for (String name : names) {
      if (all.stream().noneMatch(one -> one.name().equals(name))) {
        throw new ExitException(
            Exit.USAGE,
            "no "
                + kind.word()
                + " \""
                + name
                + "\" is generated or in "
                + folder
                + "; there are "
                + (all.isEmpty()
                    ? "none"
                    : String.join(", ", all.stream().map(Document::name).toList())));
      }
    }
    return names.isEmpty() ? all : all.stream().filter(one -> names.contains(one.name())).toList();
  }

  /// Those that are generated, with what was edited by hand.
  List<Document> made() {
    return switch (which) {
      case ALL -> generated.stream().map(one -> overlay(one.name()).apply(kind, one)).toList();
      case OWN -> List.of();
    };
  }

  List<Document> all() {
    List<Document> all = new ArrayList<>(made());
    for (Path file : files()) {
      String name = name(file);
      if (file.toString().endsWith(OVERLAY)) {
        requireGenerated(file);
      } else if (generated(name).isEmpty()) {
        all.add(new Document(name, members(file)));
      }
    }
    return all;
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
    return Files.exists(file) ? Overlay.read(name, bytes(file)) : Overlay.none(name);
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

  private static Members members(Path file) {
    if (JsonText.read(file.toString(), bytes(file)) instanceof Members members) {
      return members;
    }
    throw new FailureException(new Failure.Malformed(file + " is no object"));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unread) {
      throw unreadable(file, unread);
    }
  }

  private static ExitException unreadable(Path path, IOException why) {
    return new ExitException(Exit.USAGE, path + ": cannot be read: " + SystemReason.of(why));
  }
}
