// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Run.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// When each collector last told what had happened, so that a run that comes late tells the rest. A
/// file for each, which holds an instant. Where there is none, or none that can be read, nothing is
/// known, and a run tells of one turn of its schedule.
///
/// @param folder of one destination: what was told there was told nowhere else
public record LastRuns(Path folder) {

  public Map<String, Instant> known() {
    Map<String, Instant> known = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        read(file).ifPresent(at -> known.put(String.valueOf(file.getFileName()), at));
      }
    } catch (IOException none) {
      return Map.of();
    }
    return known;
  }

  /// Remembers a run whose points and events are safe. One of the past changes nothing.
  ///
  /// @throws IOException where the folder cannot be written; then the next run tells the same again
  public void remember(Run run) throws IOException {
    Map<String, Instant> known = known();
    for (Result result : run.results()) {
      Instant before = known.getOrDefault(result.collector(), Instant.MIN);
      if (result.told() && run.asOf().isAfter(before)) {
        write(folder.resolve(result.collector()), run.asOf());
      }
    }
  }

  private static Optional<Instant> read(Path file) {
    try {
      return Optional.of(Instant.parse(Files.readString(file).strip()));
    } catch (IOException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static void write(Path file, Instant at) throws IOException {
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(unfinished, at.toString());
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
