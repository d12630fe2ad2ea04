// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which steps of a collector's backfill are safe, so that another goes on behind them: stretches
/// of time, in a file of one destination, collector, step and choice of metrics. Where there is
/// none, or none that can be read, no step is known to be safe, and all are filled in anew.
public record SafeSteps(Path file, Duration every) {

  /// Steps without a gap.
  private record Stretch(Instant first, Instant last) {
    static Stretch parse(String line) {
      int slash = line.indexOf('/');
      return new Stretch(
          Instant.parse(line.substring(0, Math.max(0, slash))),
          Instant.parse(line.substring(slash + 1)));
    }

    /// With one that begins later, and not behind a gap.
    Stretch and(Stretch later) {
      return new Stretch(first, later.last.isAfter(last) ? later.last : last);
    }

    boolean contains(Instant step) {
      return !step.isBefore(first) && !step.isAfter(last);
    }
  }

  /// From the first to the last of those that are still to be filled in; empty where none is.
  public Optional<Steps> left(Steps wanted) {
    List<Stretch> safe = stretches();
    List<Instant> left =
        wanted.all().filter(step -> safe.stream().noneMatch(one -> one.contains(step))).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Steps(left.getFirst(), left.getLast(), every));
  }

  /// Remembers steps that are safe besides those that are already.
  ///
  /// @throws IOException where it cannot be written; then another backfill repeats them
  public void remember(Collection<Instant> steps) throws IOException {
    List<Stretch> ones = new ArrayList<>(stretches());
    steps.forEach(step -> ones.add(new Stretch(step, step)));
    ones.sort(Comparator.comparing(Stretch::first));
    List<Stretch> joined = new ArrayList<>();
    for (Stretch one : ones) {
      if (!joined.isEmpty() && !one.first().isAfter(joined.getLast().last().plus(every))) {
        joined.add(joined.removeLast().and(one));
      } else {
        joined.add(one);
      }
    }
    write(joined.stream().map(one -> one.first() + "/" + one.last() + "\n").toList());
  }

  /// Begins anew.
  ///
  /// @throws IOException where it cannot be forgotten
  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  private List<Stretch> stretches() {
    try {
      return Files.readAllLines(file).stream().map(Stretch::parse).toList();
    } catch (IOException | DateTimeException unreadable) {
      return List.of();
    }
  }

  private void write(List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(unfinished, String.join("", lines));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
