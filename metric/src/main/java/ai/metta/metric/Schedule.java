// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.time.Instant;

/// How often a collector runs, as text and as a length. Only periods that divide an hour or a day
/// are offered, because what is due only sometimes is decided on the schedule's grid.
///
/// @param cron five fields, UTC
public record Schedule(String cron, Duration every) {

  /// `*/10 * * * *` and the like; `0 * * * *` for 60.
  public static Schedule everyMinutes(int minutes) {
    if (minutes < 1 || 60 % minutes != 0) {
      throw new IllegalArgumentException(minutes + " minutes do not divide an hour");
    }
    String cron =
        minutes == 60 ? "0 * * * *" : minutes == 1 ? "* * * * *" : "*/" + minutes + " * * * *";
    return new Schedule(cron, Duration.ofMinutes(minutes));
  }

  /// `0 */6 * * *` and the like; `0 0 * * *` for 24.
  public static Schedule everyHours(int hours) {
    if (hours < 1 || 24 % hours != 0) {
      throw new IllegalArgumentException(hours + " hours do not divide a day");
    }
    String cron = hours == 24 ? "0 0 * * *" : hours == 1 ? "0 * * * *" : "0 */" + hours + " * * *";
    return new Schedule(cron, Duration.ofHours(hours));
  }

  /// The next boundary of a period's grid after an instant. For periods that divide a day, the grid
  /// holds every midnight UTC.
  public static Instant nextBoundary(Duration period, Instant instant) {
    long millis = instant.toEpochMilli();
    long after = Math.floorMod(millis, period.toMillis());
    return Instant.ofEpochMilli(millis - after + period.toMillis());
  }
}
