// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/// What stands behind a metric or brackets with a dot.
public sealed interface Modifier {
  /// Whether not both can hold: two of a kind, or a count and a rate.
  default boolean excludes(Modifier other) {
    return getClass().equals(other.getClass()) || (isCounting() && other.isCounting());
  }

  private boolean isCounting() {
    return this instanceof AsCount || this instanceof AsRate;
  }

  /// Values counted per bucket: no mean of a count, no gaps filled.
  record AsCount() implements Modifier {}

  /// The same per second.
  record AsRate() implements Modifier {}

  /// A sum of gauges weighted by how long their series live.
  record Weighted() implements Modifier {}

  /// How values become one of a bucket, and how long a bucket is.
  ///
  /// @param method empty for the default
  /// @param period empty for the default
  record Rollup(Optional<Method> method, Optional<Period> period) implements Modifier {}

  /// What an empty bucket holds.
  ///
  /// @param limitSeconds how long after the last value it is filled
  record Fill(Filling filling, long limitSeconds) implements Modifier {}

  /// What gaps are filled with.
  enum Filling {
    LINEAR,
    LAST,
    ZERO,
    NULL
  }

  /// How the values of a bucket become one.
  enum Method {
    AVG,
    SUM,
    MIN,
    MAX,
    COUNT;

    /// The method of a name in a query; empty for what is none.
    public static Optional<Method> named(String word) {
      return switch (word) {
        case "avg", "mean" -> Optional.of(AVG);
        case "sum" -> Optional.of(SUM);
        case "min" -> Optional.of(MIN);
        case "max" -> Optional.of(MAX);
        case "count" -> Optional.of(COUNT);
        default -> Optional.empty();
      };
    }
  }

  /// A bucket's length.
  sealed interface Period {
    record Seconds(long seconds) implements Period {}

    /// Buckets that begin with the calendar's days, weeks, months or years.
    ///
    /// @param start where in the unit they begin: an hour from 0, a weekday from 1 for Monday, a
    ///   day of the month from 1, a month from 1
    /// @param zone of the calendar
    record Calendar(CalendarUnit unit, int start, ZoneId zone) implements Period {}
  }

  /// A stretch of the calendar, by the word for it in a query.
  enum CalendarUnit {
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    /// The unit of a word; empty for what is none.
    static Optional<CalendarUnit> named(String word) {
      return Stream.of(values()).filter(unit -> unit.name().equalsIgnoreCase(word)).findFirst();
    }
  }
}
