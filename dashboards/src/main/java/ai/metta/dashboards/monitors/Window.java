// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import java.time.Duration;

/// The time that a monitor looks at.
record Window(Duration length) {
  private static final Duration DAY = Duration.ofDays(1);

  /// The length that is asked for, or the time between two values: it holds one of them, so that a
  /// number is of one run.
  static Window ofOne(Duration least, Duration period) {
    return new Window(period.compareTo(least) > 0 ? period : least);
  }

  /// The length that is asked for, or twice the time between two values, so that there is one in it
  /// when the other is late.
  static Window of(Duration least, Duration period) {
    Duration two = period.multipliedBy(2);
    return new Window(two.compareTo(least) > 0 ? two : least);
  }

  /// `last_30m`, `last_12h`, `last_2d`
  String text() {
    long minutes = length.toMinutes();
    if (minutes % DAY.toMinutes() == 0) {
      return "last_" + length.toDays() + "d";
    }
    return minutes % 60 == 0 ? "last_" + length.toHours() + "h" : "last_" + minutes + "m";
  }
}
