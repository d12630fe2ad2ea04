// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A new folder for what is not worth keeping, which is taken away with all that is in it.
record Scratch(Path folder) implements AutoCloseable {

  /// @param place where to make it; where the system keeps such folders unless said
  /// @throws ExitException where nothing can be written there
  static Scratch in(Optional<Path> place) {
    try {
      if (place.isEmpty()) {
        return new Scratch(Files.createTempDirectory("metta-demo"));
      }
      return new Scratch(
          Files.createTempDirectory(Files.createDirectories(place.get()), "metta-demo"));
    } catch (IOException unwritable) {
      throw new ExitException(
          Exit.FAILED,
          "no folder can be made in "
              + place.map(Path::toString).orElseGet(() -> System.getProperty("java.io.tmpdir"))
              + "; name another with --data-dir");
    }
  }

  /// What cannot be deleted is left to the system.
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : innermostFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException left) {
      // Nothing of it is of use to anybody, and the system clears such folders.
    }
  }
}
