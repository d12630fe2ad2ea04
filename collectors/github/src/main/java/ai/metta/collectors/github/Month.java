// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Outcome;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// What GitHub shows of the last month only.
///
/// @param since nothing is known of the time before
record Month<T>(T told, Instant since) {
  private static final Duration LENGTH = Duration.ofDays(30);
  private static final String REASON = "GitHub shows this for the last month only";

  /// Of an empty repository, of which everything is known.
  static <T> Month<T> whole(T told) {
    return new Month<>(told, Instant.MIN);
  }

  /// Of the month before an instant.
  static <T> Month<T> before(Instant now, T told) {
    return new Month<>(told, now.minus(LENGTH));
  }

  /// Refuses what looks back further than a month at the end of a window already.
  static void require(Window window, Instant now) {
    if (window.until().minus(Lookback.DAYS_7).isBefore(now.minus(LENGTH))) {
      throw new UnsupportedException(REASON);
    }
  }

  /// What follows for the week before an instant, where all of that is known.
  Outcome week(Instant asOf, Function<T, Outcome> outcome) {
    return asOf.minus(Lookback.DAYS_7).isBefore(since)
        ? new Outcome.Unsupported(REASON)
        : outcome.apply(told);
  }
}
