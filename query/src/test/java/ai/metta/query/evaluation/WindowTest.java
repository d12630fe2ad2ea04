// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.SixMinutes.START;
import static ai.metta.query.evaluation.SixMinutes.parsed;
import static ai.metta.query.evaluation.SixMinutes.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.Evaluator.Reduced;
import ai.metta.query.evaluation.Span.Shape;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a bucket says does not depend on the window that it is seen through, and nothing is filled
/// in that is still to come.
class WindowTest {
  private static final long BUCKET = 20;
  private static final long HOURS = 2 * 3600;

  /// Points of four hosts at odd times: now and then one is silent for longer than a gap is filled.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum:gauge{*}",
        "avg:gauge{*} by {h}",
        "sum:gauge{h:a}",
        "max:gauge{*}.rollup(max, 60)",
        "sum:gauge{*}.fill(last, 120)",
        "(sum:gauge{*} * 2).fill(last, 120)",
        "(sum:gauge{h:a} / 2).fill(linear)",
        "default_zero(avg:gauge{h:a})",
        "default_zero(top(avg:gauge{h:b}, 9))",
        "sum(avg:gauge{*} by {h}) + avg:gauge{h:a}",
        "exclude_null(avg:gauge{*} by {h}) * sum:events{*}.as_count()",
        "avg:gauge{h:a} + avg:gauge{h:b}",
        "timeshift(sum:gauge{*}, -40) - sum:gauge{*}",
        "sum:events{*} by {h}.as_count()",
        "default_zero(sum:events{*}.as_rate())",
        "throughput(sum:gauge{*})",
        "throughput(avg:gauge{h:a} + sum:events{*}.as_count())",
        "moving_rollup(sum:events{*}.as_count(), 100, 'sum')",
        "default_zero(sum:gauge{*}.rollup(max, 300) / sum:events{*}.as_count().rollup(60))",
        "(abs(sum:gauge{h:a})).fill(last, 300)",
        "sum:gauge{*}.rollup(max, 300) + (sum:gauge{*}.rollup(60) + (sum:gauge{*} + (sum:gauge{*}.rollup(max, 120) + (sum:gauge{*}.rollup(100) + (sum:gauge{*}.rollup(140) + (sum:gauge{*}.rollup(180) + (sum:gauge{*}.rollup(200) + (sum:gauge{*}.rollup(220) + (sum:gauge{*}.rollup(240) + (sum:gauge{*}.rollup(260) + (sum:gauge{*}.rollup(280) + (sum:gauge{*}.rollup(160) + (sum:gauge{*}.rollup(320) + (sum:gauge{*}.rollup(340) + (sum:gauge{*}.rollup(360) + sum:gauge{*}.rollup(380))))))))))))))))"
      })
  void aBucketSaysTheSameInEveryWindow(String query) {
    compare(query, points(700), true);
  }

  /// A group that is nowhere in the window is not there, and 0 nowhere.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_zero(top(avg:gauge{*} by {h}, 9))",
        "default_zero(sum:events{*} by {h}.as_count())",
        "sum:events{h:a}.as_count() / sum:events{*}.as_count()",
        "throughput(sum:events{h:a}.as_count()) / throughput(sum:events{*}.as_count())"
      })
  void aGroupThatIsThereSaysTheSameInEveryWindow(String query) {
    compare(query, points(700), false);
  }

  /// No host is silent for longer than 300 seconds: a change is of the value before.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diff(avg:gauge{h:a})",
        "diff(sum:gauge{*})",
        "per_second(sum:gauge{*} by {h})",
        "per_minute(sum:gauge{*}.rollup(max, 60))",
        "monotonic_diff(max:gauge{*})",
        "derivative(avg:gauge{h:a}) + avg:gauge{h:b}",
        "diff(sum:events{h:a}.as_count())",
        "diff(avg:gauge{h:a} * 2)",
        "diff(abs(avg:gauge{h:a}))",
        "diff(timeshift(avg:gauge{h:a}, -60))",
        "per_second(default_zero(sum:events{*}.as_count()))",
        "dt(avg:gauge{h:a})",
        "diff(abs(sum:events{*}.as_count().rollup(300) / sum:events{*}.as_count().rollup(600)))",
        "diff(sum:gauge{*} + sum:gauge{h:b})"
      })
  void aChangeIsTheSameInEveryWindow(String query) {
    compare(query, points(280), true);
  }

  private static void compare(String query, Points points, boolean isOfAllGroups) {
    long seed = query.hashCode();
    Random random = new Random(seed);
    Evaluator evaluator = SixMinutes.evaluator(points);
    Frame all = evaluator.timeseries(parsed(query), span(START, START + HOURS));
    for (int window = 0; window < 40; window++) {
      long from = START + 1000 + random.nextLong(HOURS - 3000) / 60 * 60;
      long until = from + 60 + random.nextLong(900) / 60 * 60;
      Frame part = evaluator.timeseries(parsed(query), span(from, until));
      for (int i = 0; i < part.buckets().size(); i++) {
        long start = part.buckets().start(i);
        Map<String, String> expected = values(all, start);
        if (!isOfAllGroups) {
          expected
              .keySet()
              .retainAll(part.lines().stream().map(line -> line.group().toString()).toList());
        }
        assertThat(values(part, start))
            .as("%s, seed %d: %d in %d to %d", query, seed, start, from, until)
            .isEqualTo(expected);
      }
    }
  }

  /// By group, those that have any.
  private static Map<String, String> values(Frame frame, long start) {
    Map<String, String> values = new TreeMap<>();
    for (Line line : frame.lines()) {
      double value = line.value(frame.buckets().at(start));
      if (!Double.isNaN(value)) {
        values.put(line.group().toString(), String.format("%.6f", value));
      }
    }
    return values;
  }

  private static Points points(int longestSilence) {
    Random random = new Random(longestSilence);
    Points points = new Points().type("events", MetricType.COUNT);
    for (String host : new String[] {"h:a", "h:b", "h:c", "h:d"}) {
      for (String metric : new String[] {"gauge", "events"}) {
        long second = START - 1200;
        while (second < START + HOURS + 1200) {
          points.put(metric, host, second, 1, random.nextInt(100));
          second += random.nextInt(5) == 0 ? random.nextInt(longestSilence) : random.nextInt(90);
        }
      }
    }
    return points;
  }

  private static Span span(long from, long until) {
    return new Span(from, until, OptionalLong.of(BUCKET), Shape.LINE, 0);
  }

  /// A minute has begun since the last value: that is filled, and the nine after it not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum:two{*}                              | * 11 11
          avg:two{*} by {h}                       | h:a 10 10; h:b 1 1
          sum:two{*}.fill(last)                   | * 11 11
          sum:two{*}.fill(zero)                   | * 11 0
          (sum:two{*} * 2).fill(last)             | * 22 22
          default_zero(avg:two{h:a})              | * 10 10
          default_zero(sum:none{*})               | * 0 0
          default(sum:none{*}, 3)                 | * 3 3
          avg:two{h:a} * sum:count{*}.as_count()  | * 50 -
          avg:two{h:a} * default_zero(sum:count{*}.as_count()) | * 50 0
          cumsum(sum:count{*}.as_count())         | * 5 5
          moving_rollup(sum:two{*}, 120, 'sum')   | * 11 22
          count_not_null(sum:two{*} by {h})       | * 2 2
          count_nonzero(sum:two{h:a})             | * 1 0
          trend_line(sum:two{*})                  | * 11 11
          """)
  void nothingIsFilledThatIsStillToCome(String query, String lines) {
    Points points =
        new Points()
            .put("two", "h:a", START, 60, 10)
            .put("two", "h:b", START, 60, 1)
            .type("count", MetricType.COUNT)
            .put("count", "", START, 60, 5);
    Evaluator evaluator =
        new Evaluator(points, InstantSource.fixed(Instant.ofEpochSecond(START + 80)));
    Span span = new Span(START, START + 600, OptionalLong.of(60), Shape.LINE, 0);
    String expected = lines.replace(";", " - - - - - - - -;") + " - - - - - - - -";
    assertThat(shown(evaluator.timeseries(parsed(query), span))).as(query).isEqualTo(expected);
  }

  /// Days of a number each, seen through windows that begin in months of other lengths, and where a
  /// clock was put back.
  @ParameterizedTest
  @CsvSource({
    "'calendar_shift(avg:days{*}.rollup(daily), ''-1mo'')', 2026-10-30, 2026-11-15, 288",
    "'calendar_shift(avg:days{*}.rollup(daily), ''-1mo'')', 2026-11-01, 2026-11-15, 288",
    "'calendar_shift(avg:days{*}.rollup(daily), ''-1y'')', 2026-02-01, 2026-03-02, 61",
    "'calendar_shift(avg:days{*}.rollup(3600), ''-1w'', ''Europe/Paris'')', 2026-10-24, 2026-11-05, 302",
    "'calendar_shift(avg:days{*}.rollup(3600), ''-1w'', ''Europe/Paris'')', 2026-11-02, 2026-11-05, 302"
  })
  void aCalendarsShiftIsThatOfTheBucket(
      String query, LocalDate from, LocalDate shown, double dayOfYear) {
    long start = LocalDate.of(2025, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    double[] hours =
        IntStream.range(0, 2 * 365 * 24).mapToDouble(hour -> hour / 24 % 365 + 1).toArray();
    Points days = new Points().put("days", "", start, 3600, hours);
    long first = from.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    long second = shown.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    Span span = new Span(first, second + 86_400, OptionalLong.empty(), Shape.LINE, 0);
    Frame frame = SixMinutes.evaluator(days).timeseries(parsed(query), span);
    assertThat(frame.lines().getFirst().value(frame.buckets().at(second))).isEqualTo(dayOfYear);
  }

  /// One an hour: a month has as many as it has hours, also when it is shown in the next, and so
  /// has the day on which a clock is put back.
  @ParameterizedTest
  @CsvSource({
    "monthly, UTC, -1mo, 2026-09-01T00:00:00Z, 744",
    "monthly, UTC, -1mo, 2026-10-01T00:00:00Z, 720",
    "monthly, UTC, -1mo, 2026-11-01T00:00:00Z, 744",
    "daily, Europe/Paris, -1d, 2026-10-24T22:00:00Z, 24",
    "daily, Europe/Paris, -1d, 2026-10-25T23:00:00Z, 25",
    "weekly, Europe/Paris, -1w, 2026-10-25T23:00:00Z, 169"
  })
  void aPeriodOfTheCalendarIsComparedWithAWholeOne(
      String unit, String zone, String shift, Instant shown, double hours) {
    long start = Instant.parse("2026-07-01T00:00:00Z").getEpochSecond();
    Points points =
        new Points()
            .type("hours", MetricType.COUNT)
            .put("hours", "", start, 3600, IntStream.range(0, 3300).mapToDouble(_ -> 1).toArray());
    String query =
        "calendar_shift(sum:hours{*}.as_count().rollup('%s','%s'), '%s', '%s')"
            .formatted(unit, zone, shift, zone);
    Evaluator evaluator =
        new Evaluator(points, InstantSource.fixed(Instant.parse("2026-11-15T00:00:00Z")));
    for (int days : new int[] {0, 20, 40}) {
      Span span = Span.of(shown.minusSeconds(days * 86_400L), shown.plusSeconds(7200));
      Frame frame = evaluator.timeseries(parsed(query), span);
      int bucket = frame.buckets().at(shown.getEpochSecond());
      assertThat(frame.buckets().start(bucket)).isEqualTo(shown.getEpochSecond());
      assertThat(frame.lines().getFirst().value(bucket))
          .as("%s in %s", query, span)
          .isEqualTo(hours);
    }
  }

  /// A group of which nothing lies where the long buckets begin is there all the same.
  @ParameterizedTest
  @ValueSource(ints = {0, 60, 120, 240, 300})
  void aGroupIsThereWhereverTheWindowBegins(int later) {
    Points points =
        new Points()
            .put("a", "h:a", START, 60, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)
            .put("a", "h:x", START + 60, 60, 2, 2, 2, 2)
            .put("a", "h:x", START + 360, 60, 2, 2, 2, 2)
            .put("a", "h:x", START + 660, 60, 2, 2, 2, 2)
            .put("m", "", START, 60, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4);
    String query =
        "default_zero(avg:a{*} by {h}.rollup(60).fill(null) * avg:m{*}.rollup(300).fill(null))";
    Span span = new Span(START + later, START + later + 480, OptionalLong.of(60), Shape.LINE, 0);
    assertThat(SixMinutes.evaluator(points).timeseries(parsed(query), span).lines()).hasSize(2);
  }

  /// A point may be of a time that is still to come; how many of something else there are then,
  /// nobody knows.
  @Test
  void besideAPointOfLaterNothingIsZero() {
    Points points =
        new Points()
            .type("hits", MetricType.COUNT)
            .put("hits", "", START, 60, 4, 4, 4)
            .type("errors", MetricType.COUNT)
            .put("errors", "", START, 60, 1);
    Evaluator evaluator =
        new Evaluator(points, InstantSource.fixed(Instant.ofEpochSecond(START + 80)));
    Span span = new Span(START, START + 180, OptionalLong.of(60), Shape.LINE, 0);
    String query = "sum:errors{*}.as_count() / sum:hits{*}.as_count()";
    assertThat(shown(evaluator.timeseries(parsed(query), span))).isEqualTo("* 0.25 0 -");
  }

  /// One of two hosts ended long before: the other's last value holds all the same, as it does
  /// where both are in the window.
  @Test
  void whetherGapsAreFilledIsUpToTheQueryAndNotToTheWindow() {
    Points points =
        new Points().put("g", "h:a", START, 60, 7, 7).put("g", "h:b", START + 1800, 60, 3);
    Evaluator evaluator = SixMinutes.evaluator(points);
    Span late = new Span(START + 1800, START + 2040, OptionalLong.of(60), Shape.LINE, 0);
    assertThat(shown(evaluator.timeseries(parsed("sum:g{*}"), late))).isEqualTo("* 3 3 3 3");
    assertThat(shown(evaluator.timeseries(parsed("sum:g{h:b}"), late))).isEqualTo("* 3 - - -");
  }

  /// Of a group that is not there, what its line would come to.
  @ParameterizedTest
  @CsvSource({"avg, 5", "sum, 30", "last, 5", "max, 5"})
  void aGroupThatIsNotThereIsReducedAsItsLineWouldBe(String aggregator, double value) {
    Points points =
        new Points()
            .put("full", "h:x", START, 60, 0, 0, 0, 0, 0, 0)
            .put("full", "h:y", START, 60, 0, 0, 0, 0, 0, 0)
            .put("part", "h:x", START, 60, 5, 5, 5, 5, 5, 5);
    Frame frame =
        SixMinutes.evaluator(points)
            .scalar(
                parsed("a + b"),
                Map.of(
                    "a", new Reduced(parsed("default(sum:part{*} by {h}, 5)"), aggregator),
                    "b", new Reduced(parsed("sum:full{*} by {h}"), aggregator)),
                SixMinutes.span());
    assertThat(frame.lines()).hasSize(2);
    assertThat(frame.lines())
        .allSatisfy(line -> assertThat(line.value(0)).isCloseTo(value, within(1e-9)));
  }
}
