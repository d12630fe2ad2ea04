// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.SixMinutes.START;
import static ai.metta.query.evaluation.SixMinutes.parsed;
import static ai.metta.query.evaluation.SixMinutes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.query.evaluation.Span.Shape;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How much is read for an answer, and when that is too much.
class ReadingTest {
  /// Datadog's limit is of points that are shown. A value every minute for two days, of which four
  /// hours are looked at: a day has 1440, however many buckets that is.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          moving_rollup(avg:ones{*}, 75600, 'sum')                            | 1260
          moving_rollup(avg:ones{*}, 86400, 'sum')                            | 1440
          moving_rollup(avg:ones{*}, 100000, 'sum')                           | 1666
          moving_rollup(avg:ones{*}.rollup(sum, 60), 86400, 'max')            | 1
          moving_rollup(avg:ones{*}, 86400, 'count')                          | 1440
          moving_rollup(avg:ones{*}.rollup(sum, daily), 172800, 'sum')        | 2160
          moving_rollup(moving_rollup(avg:ones{*}, 3600, 'sum'), 90000, 'max') | 60
          """)
  void aLongerWindowHasNoLongerBuckets(String query, double value) {
    long day = START / 86_400 * 86_400;
    Points ones =
        new Points()
            .put("ones", "", day, 60, IntStream.range(0, 3600).mapToDouble(_ -> 1).toArray());
    long from = day + 2 * 86_400;
    Span span = new Span(from, from + 4 * 3600, OptionalLong.empty(), Shape.LINE, 0);
    assertThat(
            SixMinutes.evaluator(ones).timeseries(parsed(query), span).lines().getFirst().value(0))
        .isEqualTo(value);
  }

  /// A year of which one hour is looked at: the finer side's buckets stand in the result, so that
  /// none before the hour has a say; the other way around all of the year's would have to be read.
  @Test
  void besideALongBucketNoMoreIsReadThanIsShown() {
    Span hour = new Span(START, START + 3600, OptionalLong.of(1), Shape.LINE, 0);
    String fine = "avg:g{host:b}.rollup(1)";
    String yearly = "avg:g{*}.rollup(yearly)";
    Evaluator few = new Evaluator(SixMinutes.points(), InstantSource.system(), 10_000);
    assertThat(few.timeseries(parsed(fine + "/" + yearly), hour).buckets().size()).isEqualTo(720);
    assertThat(
            catchThrowableOfType(
                EvaluationException.class, () -> few.timeseries(parsed(yearly + "/" + fine), hour)))
        .hasMessageMatching("g would need \\d+ buckets, and takes up to 50000; .* position 25");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sum:g{*}", "sum:g{*} by {host}", "avg:zero{*} + sum:g{*}", "p50:d{*} + sum:g{*}"})
  void moreThanFillsTheMemoryIsRefused(String query) {
    Evaluator few = new Evaluator(SixMinutes.points(), InstantSource.system(), 60);
    assertThat(
            catchThrowableOfType(
                EvaluationException.class, () -> few.timeseries(parsed(query), span())))
        .hasMessageContaining("g has more than")
        .hasMessageContaining("ask a shorter window, a coarser rollup or fewer series");
  }
}
