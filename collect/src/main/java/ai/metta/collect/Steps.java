// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The instants of a backfill, both ends included. They lie on the epoch's grid of the step's
/// length, so that whoever asks again meets the same ones.
///
/// @param every whole seconds
public record Steps(Instant first, Instant last, Duration every) {
  public Steps {
    if (!every.isPositive() || !every.equals(every.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("a step of " + every + " is no whole number of seconds");
    }
    if (!isOn(every, first) || !isOn(every, last) || last.isBefore(first)) {
      throw new IllegalArgumentException("no steps of " + every + ": " + first + ", " + last);
    }
  }

  /// Those of the grid that lie between two instants, or on one of them; empty where none does.
  public static Optional<Steps> between(Instant since, Instant until, Duration every) {
    Instant first = isOn(every, since) ? since : before(every, since).plus(every);
    Instant last = before(every, until);
    return last.isBefore(first) ? Optional.empty() : Optional.of(new Steps(first, last, every));
  }

  private static boolean isOn(Duration every, Instant instant) {
    return before(every, instant).equals(instant);
  }

  /// The latest of the grid that is not later.
  private static Instant before(Duration every, Instant instant) {
    long second = instant.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, every.toSeconds()));
  }

  public long count() {
    return Duration.between(first, last).dividedBy(every) + 1;
  }

  public Stream<Instant> all() {
    return LongStream.range(0, count()).mapToObj(step -> first.plus(every.multipliedBy(step)));
  }

  public boolean contains(Instant step) {
    return !step.isBefore(first) && !step.isAfter(last);
  }

  /// From the earlier beginning to the later end, of the same grid.
  Steps and(Steps others) {
    return new Steps(
        first.isBefore(others.first) ? first : others.first,
        last.isAfter(others.last) ? last : others.last,
        every);
  }
}
