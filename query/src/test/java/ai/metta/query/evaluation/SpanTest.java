// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Span.Shape;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.Modifier;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  private static final Instant UNTIL = Instant.parse("2026-03-02T00:00:00Z");

  /// The table of Datadog's rollup page.
  @ParameterizedTest
  @CsvSource({
    "PT1H, 20, 60",
    "PT4H, 60, 120",
    "P1D, 300, 1200",
    "P2D, 600, 1800",
    "P7D, 3600, 7200",
    "P30D, 14400, 43200",
    "PT15M, 20, 60",
    "P3D, 3600, 7200",
    "P90D, 86400, 86400"
  })
  void bucketsAreAsLongAsSuitsTheWindow(Duration window, long line, long bars) {
    assertThat(seconds(window, OptionalLong.empty(), Shape.LINE)).isEqualTo(line);
    assertThat(seconds(window, OptionalLong.empty(), Shape.BARS)).isEqualTo(bars);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 1, 5", "PT1H, 60, 60", "P1D, 10, 60", "P7D, 60, 600", "P365D, 60, 28800"})
  void moreThanFifteenHundredAreRefused(Duration window, long asked, long got) {
    assertThat(seconds(window, OptionalLong.of(asked), Shape.LINE)).isEqualTo(got);
  }

  @Test
  void bucketsBeginWithTheClock() {
    Buckets buckets = new Span(1_000_007, 1_000_130, OptionalLong.of(60), Shape.LINE, 0).buckets();
    assertThat(starts(buckets)).isEqualTo("999960 1000020 1000080");
    assertThat(buckets.end(2)).isEqualTo(1_000_140);
    assertThat(buckets.at(999_959)).isNegative();
    assertThat(buckets.at(999_960)).isZero();
    assertThat(buckets.at(1_000_139)).isEqualTo(2);
    assertThat(buckets.at(1_000_140)).isNegative();
  }

  /// In Paris clocks went ahead on 29 March.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          sum, daily                            | 2026-03-28T12:00:00Z | 2026-03-30T12:00:00Z | 03-28T00Z 03-29T00Z 03-30T00Z
          sum, daily, 'Europe/Paris'            | 2026-03-28T12:00:00Z | 2026-03-30T12:00:00Z | 03-27T23Z 03-28T23Z 03-29T22Z
          sum, daily, 6am, 'Europe/Paris'       | 2026-03-28T03:00:00Z | 2026-03-29T12:00:00Z | 03-27T05Z 03-28T05Z 03-29T04Z
          sum, weekly                           | 2026-03-04T00:00:00Z | 2026-03-16T00:00:00Z | 03-02T00Z 03-09T00Z
          sum, weekly, sunday                   | 2026-03-04T00:00:00Z | 2026-03-16T00:00:00Z | 03-01T00Z 03-08T00Z 03-15T00Z
          sum, monthly                          | 2026-01-15T00:00:00Z | 2026-03-15T00:00:00Z | 01-01T00Z 02-01T00Z 03-01T00Z
          sum, monthly, 31st                    | 2026-02-15T00:00:00Z | 2026-05-01T00:00:00Z | 01-31T00Z 02-28T00Z 03-31T00Z 04-30T00Z
          sum, yearly, april                    | 2026-01-15T00:00:00Z | 2026-05-01T00:00:00Z | 04-01T00Z 04-01T00Z
          """)
  void calendarsHaveBucketsOfTheirOwn(String rollup, Instant from, Instant until, String starts) {
    Buckets buckets = Span.of(from, until).buckets(period(rollup));
    assertThat(
            IntStream.range(0, buckets.size())
                .mapToObj(i -> Instant.ofEpochSecond(buckets.start(i)).toString())
                .map(text -> text.substring(5, 13) + "Z")
                .collect(Collectors.joining(" ")))
        .isEqualTo(starts);
  }

  /// As a rollup of seconds is raised to fit, so is one of days: by whole days.
  @ParameterizedTest
  @CsvSource({
    "daily, 1990-01-01T00:00:00Z, 9",
    "daily, 2021-11-01T00:00:00Z, 2",
    "daily, 2022-02-01T00:00:00Z, 1",
    "weekly, 2000-01-03T00:00:00Z, 7",
    "weekly, 1970-01-01T00:00:00Z, 14"
  })
  void aCalendarOfTooManyPeriodsHasLongerBuckets(String rollup, Instant from, int days) {
    Span span = Span.of(from, UNTIL);
    Buckets buckets = span.buckets(period(rollup));
    assertThat(buckets.size()).isBetween(750, 1501);
    assertThat(buckets.at(from.getEpochSecond())).isZero();
    assertThat(buckets.at(UNTIL.getEpochSecond() - 1)).isEqualTo(buckets.size() - 1);
    assertThat(buckets.seconds(0)).isEqualTo(days * 86_400L);
  }

  private static Modifier.Period period(String rollup) {
    Expression query = QueryParser.parse("sum:a{*}.rollup(" + rollup + ")", Variables.NONE);
    Modifier.Rollup modifier =
        (Modifier.Rollup) ((Expression.Metric) query).query().modifiers().getFirst();
    return modifier.period().orElseThrow();
  }

  @Test
  void aSpanHasALength() {
    assertThatThrownBy(() -> Span.of(UNTIL, UNTIL)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long seconds(Duration window, OptionalLong asked, Shape shape) {
    long until = UNTIL.getEpochSecond();
    Buckets buckets = new Span(until - window.toSeconds(), until, asked, shape, 0).buckets();
    assertThat(buckets.size()).isLessThanOrEqualTo(1501);
    return buckets.seconds(0);
  }

  private static String starts(Buckets buckets) {
    return IntStream.range(0, buckets.size())
        .mapToObj(i -> Long.toString(buckets.start(i)))
        .collect(Collectors.joining(" "));
  }
}
