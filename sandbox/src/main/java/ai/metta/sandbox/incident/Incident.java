// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.incident;

import ai.metta.sandbox.dice.Dice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A cloud runs out of spot machines in one region. What ran on them there is interrupted and
/// waits; what is asked for does not start; whatever follows from it comes late, badly, or not at
/// all.
///
/// @param from the first instant of it
/// @param until the first instant after it
/// @param region where, as the cloud calls it
public record Incident(Instant from, Instant until, String region) {
  private static final long LINE = 9901;
  private static final Duration AGO = Duration.ofDays(5);

  /// How long what was interrupted takes at most until it runs again.
  public static final Duration RECOVERY = Duration.ofHours(6);

  public Incident {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(from + " is not before " + until);
    }
  }

  /// The one that a story has behind it at an instant: it began five days before that day, and
  /// lasted for almost two.
  ///
  /// @param seed which organisation
  /// @param around the instant that its story leads up to
  public static Incident before(long seed, Instant around) {
    Dice dice = Dice.of(seed, LINE, 0);
    Instant from =
        around
            .truncatedTo(ChronoUnit.DAYS)
            .minus(AGO)
            .plus(Duration.ofMinutes(dice.between(360, 600)));
    return new Incident(from, from.plus(Duration.ofMinutes(dice.between(2640, 2880))), "us-east-1");
  }

  /// Whether it goes on.
  public boolean strikes(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  /// Whether it goes on, or what it interrupted is not yet back.
  public boolean isFelt(Instant at) {
    return !at.isBefore(from) && at.isBefore(until.plus(RECOVERY));
  }
}
