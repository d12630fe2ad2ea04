// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.syntax.Modifier.CalendarUnit;
import ai.metta.query.syntax.Modifier.Period;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The time that is looked at, and how finely.
///
/// @param from in seconds since 1970
/// @param until in seconds since 1970, exclusive
/// @param interval seconds asked for; empty for what suits the length
/// @param shift seconds by which another time is looked at than is shown
/// @param shape what the values are drawn as: bars are wider than a line's points
/// @param before seconds before its beginning that are looked at as well, in buckets of the same
///   length
/// @param after the same after its end
public record Span(
    long from,
    long until,
    OptionalLong interval,
    Shape shape,
    long shift,
    long before,
    long after) {
  /// Datadog's limit of points a series.
  private static final long MOST_POINTS = 1500;

  private static final long DAY = 86_400;

  private static final long[] ROUND = {
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14_400, 28_800, 43_200,
    86_400, 172_800, 604_800
  };

  /// What values are drawn as.
  public enum Shape {
    LINE,
    BARS,
    /// A line's points, which are added up: of what adds up, only what lies in the span is read.
    SUM,
    /// The same, but of anything.
    AREA,
    /// One bucket, as long as the span.
    WHOLE
  }

  /// @throws IllegalArgumentException where it ends before it begins
  public Span {
    if (until <= from) {
      throw new IllegalArgumentException("it ends before it begins");
    }
  }

  public Span(long from, long until, OptionalLong interval, Shape shape, long shift) {
    this(from, until, interval, shape, shift, 0, 0);
  }

  public static Span of(Instant from, Instant until) {
    return new Span(
        from.getEpochSecond(), until.getEpochSecond(), OptionalLong.empty(), Shape.LINE, 0);
  }

  /// The same buckets, of a time so many seconds later.
  Span shifted(long seconds) {
    return new Span(from, until, interval, shape, shift + seconds, before, after);
  }

  /// The same, in other buckets.
  Span as(Shape other) {
    return new Span(from, until, interval, other, shift, before, after);
  }

  /// The same, read as a line is.
  Span ofWholeBuckets() {
    return shape == Shape.SUM || shape == Shape.AREA ? as(Shape.LINE) : this;
  }

  /// The same buckets, and more of their kind for some seconds before its beginning and after its
  /// end.
  Span around(long secondsBefore, long secondsAfter) {
    return new Span(
        from, until, interval, shape, shift, before + secondsBefore, after + secondsAfter);
  }

  /// The buckets of the length that is asked for or suits, aligned to 1970.
  public Buckets buckets() {
    long seconds = interval.orElseGet(this::usual);
    return every(Math.max(seconds, least()));
  }

  /// The buckets of a period that a query asks for. Where that would be more than 1500, they are
  /// longer.
  Buckets buckets(Period period) {
    return switch (period) {
      case Period.Seconds(long seconds) -> every(Math.max(seconds, least()));
      case Period.Calendar calendar -> by(calendar);
    };
  }

  /// How many buckets that would be, more or less.
  long needed(Optional<Period> period) {
    long seconds =
        period
            .map(one -> one instanceof Period.Seconds(long asked) ? asked : DAY)
            .orElseGet(() -> interval.orElseGet(this::usual));
    return (until + after - from + before) / Math.max(seconds, least());
  }

  /// What Datadog's documents say for windows of these lengths; between two of them the next longer
  /// one's.
  private long usual() {
    long length = until - from;
    boolean bars = shape == Shape.BARS;
    if (length <= 3600) {
      return bars ? 60 : 20;
    }
    if (length <= 4 * 3600) {
      return bars ? 120 : 60;
    }
    if (length <= 86_400) {
      return bars ? 1200 : 300;
    }
    if (length <= 2 * 86_400) {
      return bars ? 1800 : 600;
    }
    if (length <= 7 * 86_400) {
      return bars ? 7200 : 3600;
    }
    if (length <= 31 * 86_400) {
      return bars ? 43_200 : 14_400;
    }
    return 86_400;
  }

  /// The shortest round length that leaves no more points than are allowed.
  private long least() {
    long needed = (until - from + MOST_POINTS - 1) / MOST_POINTS;
    for (long round : ROUND) {
      if (round >= needed) {
        return round;
      }
    }
    return (needed + 604_799) / 604_800 * 604_800;
  }

  private Buckets every(long seconds) {
    long first = Math.floorDiv(from - before, seconds) * seconds;
    int count = Math.toIntExact((until + after - first + seconds - 1) / seconds);
    LongStream starts = IntStream.range(0, count).mapToLong(i -> first + i * seconds);
    return moved(starts, first + count * seconds);
  }

  /// Where there would be too many, each is as long as several periods.
  private Buckets by(Period.Calendar calendar) {
    ZonedDateTime around = Instant.ofEpochSecond(from).atZone(calendar.zone());
    long periods =
        unit(calendar.unit()).between(around, Instant.ofEpochSecond(until).atZone(calendar.zone()))
            + 2;
    long each = (periods + MOST_POINTS - 1) / MOST_POINTS;
    long first = beginning(calendar, around, 0).toEpochSecond() > from ? -1 : 0;
    while (beginning(calendar, around, first).toEpochSecond() > from - before) {
      first -= each;
    }
    List<Long> starts = new ArrayList<>();
    long next = beginning(calendar, around, first).toEpochSecond();
    while (next < until + after) {
      starts.add(next);
      next = beginning(calendar, around, first + starts.size() * each).toEpochSecond();
    }
    return moved(starts.stream().mapToLong(Long::longValue), next);
  }

  /// Where a period begins: the one of an instant's own day, week, month or year, or one some
  /// periods later.
  private static ZonedDateTime beginning(
      Period.Calendar calendar, ZonedDateTime around, long later) {
    ZonedDateTime day =
        around
            .truncatedTo(ChronoUnit.DAYS)
            .withDayOfMonth(
                calendar.unit() == CalendarUnit.MONTHLY || calendar.unit() == CalendarUnit.YEARLY
                    ? 1
                    : around.getDayOfMonth());
    ZonedDateTime moved = day.plus(later, unit(calendar.unit()));
    return switch (calendar.unit()) {
      case DAILY -> moved.withHour(calendar.start());
      case WEEKLY -> moved.minusDays(moved.getDayOfWeek().getValue() - calendar.start());
      case MONTHLY ->
          moved.withDayOfMonth(Math.min(calendar.start(), moved.toLocalDate().lengthOfMonth()));
      case YEARLY -> moved.withMonth(calendar.start());
    };
  }

  private static ChronoUnit unit(CalendarUnit unit) {
    return switch (unit) {
      case DAILY -> ChronoUnit.DAYS;
      case WEEKLY -> ChronoUnit.WEEKS;
      case MONTHLY -> ChronoUnit.MONTHS;
      case YEARLY -> ChronoUnit.YEARS;
    };
  }

  private Buckets moved(LongStream starts, long end) {
    return switch (shape) {
      case LINE, BARS, SUM, AREA ->
          new Buckets(starts.map(start -> start + shift).toArray(), end + shift);
      case WHOLE -> new Buckets(new long[] {from + shift}, until + shift);
    };
  }

  /// Buckets of its own, with none reaching over its beginning or end: what lies outside of it in
  /// one is a bucket apart, or in none.
  Buckets cut(Buckets whole) {
    long first = from + shift;
    long last = until + shift;
    int size = whole.size();
    if (size == 0) {
      return whole;
    }
    long end = whole.end(size - 1);
    long least = first < whole.end(0) ? first : whole.start(0);
    long most = last > whole.start(size - 1) ? Math.min(last, end) : end;
    return new Buckets(
        LongStream.concat(
                IntStream.range(0, size).mapToLong(whole::start), LongStream.of(first, last))
            .filter(start -> start >= least && start < most)
            .distinct()
            .sorted()
            .toArray(),
        most);
  }
}
