// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.SixMinutes.START;
import static ai.metta.query.evaluation.SixMinutes.parsed;
import static ai.metta.query.evaluation.SixMinutes.shown;
import static ai.metta.query.evaluation.SixMinutes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.Evaluator.Reduced;
import ai.metta.query.evaluation.Span.Shape;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One value a group, over [SixMinutes] of a few series, each worked out with a pencil.
class ScalarTest {
  private final Evaluator evaluator = SixMinutes.evaluator(SixMinutes.points());

  /// Of a span that begins and ends between the hours, as few as lie in it: the end of a scalar
  /// request is exclusive, as Datadog's API description says.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum     | sum:ticks{*}.as_count()                       | 1800 | 606600  | 10080
          sum     | sum:ticks{*}.as_count()                       | 1800 | 261000  | 4320
          sum     | sum:ticks{*}.as_count()                       | 610  | 1210    | 10
          sum     | sum:ticks{*}.as_count().rollup(sum, daily)    | 1800 | 261000  | 4320
          sum     | sum:ticks{*}.as_count().rollup(sum, 3600)     | 1800 | 2400    | 10
          area    | sum:ticks{*}.as_rate().rollup(3600)           | 1800 | 9000    | 120
          last    | sum:ticks{*}.as_rate().rollup(3600)           | 1800 | 9000    | 0.01666666666666666
          max     | sum:ticks{*}.as_rate()                        | 1801 | 16201   | 0.01666666666666666
          last    | sum:ticks{*}.as_rate()                        | 1801 | 16201   | 0.01666666666666666
          min     | sum:ticks{*}.as_count()                       | 1801 | 16201   | 1
          sum     | day_before(sum:ticks{*}.as_count())           | 88200 | 95400  | 120
          sum     | timeshift(sum:ticks{*}.as_count(), -3600)     | 88230 | 95430  | 120
          sum     | hour_before(sum:ticks{*}.as_count())          | 90600 | 177600 | 1450
          sum     | calendar_shift(sum:ticks{*}.as_count(), '-1d', 'UTC') | 88260 | 95340 | 118
          sum     | avg:seldom{*}                                 | 0    | 172800  | 12
          sum     | avg:seldom{*}                                 | 550  | 172800  | 12
          sum     | sum:flat{*} by {h}.rollup(sum)                | 1    | 3601    | 360
          sum     | sum:flat{*} by {h}.rollup(sum, 60)            | 1    | 14401   | 1440
          sum     | avg:seldom{*} by {h}                          | 550  | 172800  | 12
          sum     | sum:seldom{*}.rollup(sum)                     | 570  | 172800  | 7
          area    | avg:seldom{*}                                 | 550  | 172800  | 10450
          area    | sum:rare{*}.as_count()                        | 0    | 86400   | 1800
          area    | avg:flat{*}                                   | 0    | 3600    | 3600
          area    | avg:flat{*}                                   | 19   | 3619    | 3599
          area    | avg:flat{*}                                   | 150  | 43350   | 43200
          sum     | abs(sum:ticks{*}.as_count().rollup(3600))     | 1800 | 2400    | 10
          sum     | default_zero(sum:ticks{*}.as_count())         | 30   | 259230  | 4320
          sum     | round(sum:ticks{*}.as_count().rollup(3600))   | 1800 | 2400    | 10
          area    | sum:rare{*}.as_count() + sum:rare{*}.as_count() | 0  | 86400   | 3600
          area    | cutoff_min(sum:rare{*}.as_count(), 0)         | 0    | 86400   | 1800
          area    | sum:ticks{*}.as_count().rollup(3600)          | 0    | 3600    | 216000
          area    | sum:ticks{*}.as_count().rollup(3600)          | 1800 | 5400    | 216000
          area    | sum:flat{*}.rollup(sum, 3600)                 | 900  | 4500    | 1296000
          percentile | p50:sketched{*}                            | 60   | 120     | 2
          """)
  void aNumberIsOfWhatLiesInItsSpan(
      String aggregator, String query, long from, long until, double value) {
    long day = START / 86_400 * 86_400;
    Points ticks =
        new Points()
            .type("ticks", MetricType.COUNT)
            .put("ticks", "", day, 60, IntStream.range(0, 12_000).mapToDouble(_ -> 1).toArray())
            .put("flat", "", day, 10, IntStream.range(0, 6000).mapToDouble(_ -> 1).toArray())
            .type("rare", MetricType.COUNT)
            .put("rare", "", day, 20_000, 5, 1)
            .put("seldom", "h:a", day + 560, 1340, 5, 7)
            .type("sketched", MetricType.DISTRIBUTION)
            .put("sketched", "", day, 60, 1, 2, 3);
    Frame frame =
        SixMinutes.evaluator(ticks)
            .scalar(
                parsed("q"),
                Map.of("q", new Reduced(parsed(query), aggregator)),
                new Span(day + from, day + until, OptionalLong.empty(), Shape.LINE, 0));
    assertThat(frame.lines().getFirst().value(0)).isCloseTo(value, within(1e-9));
  }

  @Test
  void aChangeOfOneValueIsRefusedInAScalar() {
    assertThat(
            catchThrowableOfType(
                EvaluationException.class, () -> scalar("diff(q * 2)", "sum:g{*}", "sum")))
        .hasMessageStartingWith("diff in a scalar query takes the name of a query");
    assertThat(
            catchThrowableOfType(
                EvaluationException.class, () -> scalar("diff(q)", "p50:d{*}", "percentile")))
        .hasMessageContaining("not of how they change");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          avg    | a         | host:a 3.5; host:b 35
          sum    | a         | host:a 21; host:b 210
          min    | a         | host:a 1; host:b 10
          max    | a         | host:a 6; host:b 60
          last   | a         | host:a 6; host:b 60
          mean   | a         | host:a 3.5; host:b 35
          l2norm | a         | host:a 9.5394; host:b 95.3939
          area   | a         | host:a 1260; host:b 12600
          max    | a / b     | host:a 0.1; host:b 1
          sum    | a + 1     | host:a 22; host:b 211
          sum    | default_zero(c) | * 0
          sum    | default_zero(d) + a | host:a 42; host:b 210
          sum    | d + a     | host:a 42
          sum    | c         | none
          sum    | abs(-1)   | * 1
          """)
  void aScalarIsReducedBeforeTheFormula(String aggregator, String formula, String lines) {
    Map<String, Reduced> queries =
        Map.of(
            "a", new Reduced(parsed("sum:g{env:prod} by {host}"), aggregator),
            "b", new Reduced(parsed("sum:g{host:b}"), aggregator),
            "c", new Reduced(parsed("sum:g{host:zzz}"), aggregator),
            "d", new Reduced(parsed("sum:g{host:a} by {host}"), aggregator));
    assertThat(shown(evaluator.scalar(parsed(formula), queries, span()))).isEqualTo(lines);
  }

  /// Source: Datadog's page on the update to query value widgets, which lists them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "top(q, 1)",
        "top5_max(q)",
        "bottom10(q)",
        "top_offset(q, 1, 'max', 'desc', 1)",
        "dt(q)",
        "trend_line(q)",
        "moving_rollup(q, 60)",
        "ewma_3(q)",
        "median_9(q)"
      })
  void whatSaysNothingOfOneValueIsRefusedInAScalar(String formula) {
    assertThat(
            catchThrowableOfType(
                EvaluationException.class, () -> scalar("1 + " + formula, "sum:g{*}", "sum")))
        .hasMessage(
            formula.substring(0, formula.indexOf('('))
                + " is not available in a scalar query, which has one value a group at position 5");
  }

  @Test
  void insideAScalarsQueryAllFunctionsAreOfLines() {
    assertThat(shown(scalar("q", "top(sum:g{*} by {host}, 1, 'max')", "max")))
        .isEqualTo("host:b 60");
    assertThat(shown(scalar("q", "ewma_3(avg:g{host:b})", "last"))).isEqualTo("* 50.3125");
  }

  /// Of all values in the span, not of the percentiles of its buckets: the aggregator `percentile`
  /// of Datadog's scalar queries.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          p50:d{k:x}                     | * 9
          p99:d{*}                       | * 200
          p75:d{*} by {k}                | k:x 13; k:y 200
          p50:d{k:x}.rollup(avg, 60)     | * 9
          p50:d{k:zzz}                   | none
          """)
  void aScalarPercentileIsOfAllValuesOfTheSpan(String query, String lines) {
    assertThat(shown(scalar("q", query, "percentile"))).isEqualTo(lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          avg:d{*}          | the aggregator percentile is for queries of one, such as p95:metric{*} at position 1
          p50:d{*} * 2      | the aggregator percentile is for queries of one, such as p95:metric{*} at position 1
          p50:g{*}          | p50 needs a distribution, and g is none at position 1
          """)
  void aScalarPercentileIsOfNothingElse(String query, String message) {
    assertThat(
            catchThrowableOfType(EvaluationException.class, () -> scalar("q", query, "percentile")))
        .hasMessage(message);
  }

  private Frame scalar(String formula, String query, String aggregator) {
    return evaluator.scalar(
        parsed(formula), Map.of("q", new Reduced(parsed(query), aggregator)), span());
  }
}
