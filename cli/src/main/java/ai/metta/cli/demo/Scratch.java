// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A folder for what a demo or a sandbox writes.
record Scratch(Path folder, Fate fate) implements AutoCloseable {
  private static final int TRIALS = 20;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /// What becomes of it in the end.
  enum Fate {
    /// It goes, with all that is in it.
    TAKEN_AWAY,
    KEPT
  }

  /// A new one for what is not worth keeping.
  ///
  /// @param place where to make it; where the system keeps such folders unless said
  /// @throws ExitException where nothing can be written there
  static Scratch in(Optional<Path> place) {
    try {
      if (place.isEmpty()) {
        return new Scratch(Files.createTempDirectory("metta-demo"), Fate.TAKEN_AWAY);
      }
      return new Scratch(
          Files.createTempDirectory(Files.createDirectories(place.get()), "metta-demo"),
          Fate.TAKEN_AWAY);
    } catch (IOException unwritable) {
      throw refused(place);
    }
  }

  /// One that stays, where a place is named; else a new one that does not.
  ///
  /// @throws ExitException where nothing can be written there
  static Scratch lasting(Optional<Path> place) {
    if (place.isEmpty()) {
      return in(place);
    }
    try {
      Path folder = Files.createDirectories(place.get());
      if (!Files.isWritable(folder)) {
        throw refused(place);
      }
      return new Scratch(folder, Fate.KEPT);
    } catch (IOException unwritable) {
      throw refused(place);
    }
  }

  private static ExitException refused(Optional<Path> place) {
    return new ExitException(
        Exit.FAILED,
        "no folder can be made in "
            + place.map(Path::toString).orElseGet(() -> System.getProperty("java.io.tmpdir"))
            + "; name another with --data-dir");
  }

  /// A folder in it.
  ///
  /// @throws ExitException where it cannot be made
  Path inside(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException unwritable) {
      throw refused(Optional.of(folder));
    }
  }

  /// Something that is being ended may still write; what cannot be deleted after a while is left to
  /// the system.
  @Override
  public void close() {
    if (fate == Fate.KEPT) {
      return;
    }
    for (int trial = 0; trial < TRIALS && !isGone(); trial++) {
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private boolean isGone() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
      return true;
    } catch (IOException | UncheckedIOException written) {
      return !Files.exists(folder);
    }
  }
}
