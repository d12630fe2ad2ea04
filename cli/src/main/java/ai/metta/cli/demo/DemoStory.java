// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which organisation a demo's data directory holds the history of, so that a later start goes on
/// with the same one: a file with a word a line.
///
/// @param around the instant that its story leads up to
/// @param filled until when its history is there; empty where it is not yet
record DemoStory(Path file, long seed, int jobs, Instant around, Optional<Instant> filled) {
  /// How long after it began a story still goes on.
  private static final Duration TOLD = Duration.ofDays(20);

  private static final int LINES = 3;

  /// The one that is there, else one that begins now.
  ///
  /// @throws ExitException where another one is there, or one that has ended
  static DemoStory in(Path folder, long seed, int jobs, Instant now) {
    Path file = folder.resolve("demo-story");
    DemoStory begun = new DemoStory(file, seed, jobs, now, Optional.empty());
    Optional<DemoStory> kept = read(file);
    if (kept.isEmpty()) {
      begun.write();
      return begun;
    }
    DemoStory there = kept.get();
    if (there.seed != seed || there.jobs != jobs) {
      throw refused(folder + " holds the demo of --seed " + there.seed + " --jobs " + there.jobs);
    }
    if (now.isAfter(there.around.plus(TOLD)) || now.isBefore(there.around)) {
      throw refused(
          "the story of the demo in " + folder + ", begun at " + there.around + ", is over");
    }
    return there;
  }

  private static ExitException refused(String why) {
    return new ExitException(
        Exit.CONFIGURATION, why + "; delete that folder, or name another with --data-dir");
  }

  private static Optional<DemoStory> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < LINES) {
        return Optional.empty();
      }
      return Optional.of(
          new DemoStory(
              file,
              Long.parseLong(lines.get(0)),
              Integer.parseInt(lines.get(1)),
              Instant.parse(lines.get(2)),
              lines.stream().skip(LINES).findFirst().map(Instant::parse)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | DateTimeException | NumberFormatException unreadable) {
      throw new ExitException(
          Exit.CONFIGURATION, file + " is not readable; delete its folder, or name another");
    }
  }

  private void write() {
    String text =
        seed + "\n" + jobs + "\n" + around + "\n" + filled.map(at -> at + "\n").orElse("");
    try {
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new ExitException(
          Exit.FAILED, file + " cannot be written: " + SystemReason.of(unwritable));
    }
  }

  /// Remembers until when the history is there.
  void filledUntil(Instant until) {
    new DemoStory(file, seed, jobs, around, Optional.of(until)).write();
  }
}
