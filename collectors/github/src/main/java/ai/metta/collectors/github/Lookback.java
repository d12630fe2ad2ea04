// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Duration;
import java.time.Instant;

/// How far metrics look back from the instant they are of.
final class Lookback {
  static final Duration DAYS_7 = Duration.ofDays(7);

  /// How old a merge may be that is deployed now.
  static final Duration DAYS_60 = Duration.ofDays(60);

  static final Duration DAYS_30 = Duration.ofDays(30);

  /// More than a run takes to read a repository.
  private static final Duration WHILE_READING = Duration.ofMinutes(10);

  private Lookback() {}

  /// Whether an instant has passed. What a run reads is somewhat later than the instant that it is
  /// of, and is of it all the same.
  static boolean isPast(Instant instant, Instant now) {
    return instant.isBefore(now.minus(WHILE_READING));
  }
}
