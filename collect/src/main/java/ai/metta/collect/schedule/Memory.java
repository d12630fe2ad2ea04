// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What became of each collector's last turn, for the scheduler that starts next: a file for each,
/// which holds a word and the slot. Where it cannot be read, nothing is known.
public record Memory(Path folder) {

  /// That of a data directory.
  public static Memory in(Path dataDirectory) {
    return new Memory(dataDirectory.resolve("schedule"));
  }

  /// A turn that has ended.
  public record Last(Turn.Ending ending, Instant slot) {}

  public Optional<Last> last(String collector) {
    try {
      String[] words = Files.readString(folder.resolve(collector)).strip().split(" ", 2);
      return words.length < 2
          ? Optional.empty()
          : Optional.of(
              new Last(
                  Turn.Ending.valueOf(words[0].toUpperCase(Locale.ROOT)), Instant.parse(words[1])));
    } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /// Writes it aside and puts it in place, so that it is there whole or not at all.
  ///
  /// @throws IOException where the folder cannot be written; then a start may run the slot again
  void keep(String collector, Last last) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(collector + ".tmp");
    try {
      Files.writeString(
          unfinished, last.ending().name().toLowerCase(Locale.ROOT) + " " + last.slot());
      Files.move(unfinished, folder.resolve(collector), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
