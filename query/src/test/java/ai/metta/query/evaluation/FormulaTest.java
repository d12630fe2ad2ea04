// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.Span.Shape;
import ai.metta.query.syntax.FunctionNames;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.Variables;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A function says the same of a query whether it stands around the query or, in a formula, around
/// its name.
///
/// Source of the order: Datadog's page on arithmetic, where `diff` and its kin run after the
/// aggregation over time and before the one over space.
class FormulaTest {
  private static final long START = 1_700_000_400L / 3600 * 3600;
  private static final double NONE = Double.NaN;

  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "default", ", 3",
          "timeshift", ", -120",
          "calendar_shift", ", '-1d', 'UTC'",
          "moving_rollup", ", 120, 'max'",
          "clamp_min", ", 5",
          "clamp_max", ", 5",
          "cutoff_min", ", 5",
          "cutoff_max", ", 5",
          "top_offset", ", 1, 'max', 'desc', 1");

  private static final List<String> QUERIES =
      List.of(
          "sum:ctr{*}",
          "sum:ctr{*} by {h}",
          "sum:late{*}.fill(zero)",
          "sum:events{*}.as_rate()",
          "avg:ctr{*}.rollup(max, 120)",
          "count:d{*}.as_rate()",
          "p50:d{*} by {h}",
          "sum:ctr{*} * 2",
          "(sum:events{*} / sum:ctr{*}).as_count()",
          "diff(sum:ctr{*})");

  private final Evaluator evaluator =
      SixMinutes.evaluator(
          new Points()
              .put("ctr", "h:1", START, 60, 0, 10, 0, 7, NONE, 9)
              .put("ctr", "h:2", START, 60, 0, 10, 20, 30, 40, 35)
              .put("ctr", "h:2", START - 86_400, 60, 1, 2, 3)
              .put("two", "h:1", START, 60, 0, 10, 0)
              .put("two", "h:2", START, 60, 0, 10, 20)
              .put("late", "h:1", START, 60, 10, 20, 30, 40)
              .put("late", "h:2", START + 120, 60, 1000, 1010, 1020)
              .type("events", MetricType.COUNT)
              .put("events", "h:1", START, 60, 6, NONE, 12, 0)
              .put("events", "h:2", START, 60, 1, 2, 3, 4, 5, 6)
              .type("d", MetricType.DISTRIBUTION)
              .put("d", "h:1", START, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9)
              .put("d", "h:2", START, 60, 100, 200, NONE, 300));

  static Stream<Arguments> callsAndQueries() {
    return new TreeSet<>(Functions.ALL.keySet())
        .stream().flatMap(function -> QUERIES.stream().map(query -> Arguments.of(function, query)));
  }

  @ParameterizedTest
  @MethodSource("callsAndQueries")
  void aFunctionOfANameIsThatOfItsQuery(String function, String query) {
    String call = function + "(%s" + ARGUMENTS.getOrDefault(function, "") + ")";
    assertThat(formula(call.formatted("q"), query).toString())
        .isEqualTo(inline(call.formatted(query)).toString());
  }

  @Test
  void everyFunctionThatIsEvaluatedIsKnown() {
    assertThat(Functions.ALL.keySet()).allMatch(FunctionNames::contains);
  }

  /// Worked out with a pencil: each series' change first, then their sum.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          monotonic_diff(q) | sum:two{*}  | NaN 20 10 NaN NaN NaN
          diff(q)           | sum:two{*}  | NaN 20 0 NaN NaN NaN
          diff(q)           | sum:late{*} | NaN 10 10 20 10 NaN
          per_minute(q)     | sum:late{*} | NaN 10 10 20 10 NaN
          """)
  void aChangeIsOfEachSeriesBeforeTheyCombine(String formula, String query, String values) {
    Line line = formula(formula, query).lines().getFirst();
    assertThat(line.toString().replace(".0", "").replace(",", "")).isEqualTo("{}[" + values + "]");
  }

  /// One value has no change: series change before they become one.
  @ParameterizedTest
  @CsvSource({"diff", "per_second", "derivative", "monotonic_diff", "throughput"})
  void aChangeInAScalarIsOfTheSeriesToo(String function) {
    Frame inFormula = scalar(function + "(q)", "sum:ctr{*}");
    Frame inQuery = scalar("q", function + "(sum:ctr{*})");
    assertThat(inFormula.lines().getFirst().toString())
        .isEqualTo(inQuery.lines().getFirst().toString())
        .doesNotContain("NaN");
  }

  private Frame scalar(String formula, String query) {
    return evaluator.scalar(
        QueryParser.parse(formula, Variables.NONE),
        Map.of("q", new Evaluator.Reduced(QueryParser.parse(query, Variables.NONE), "sum")),
        span());
  }

  private Frame formula(String formula, String query) {
    return evaluator.timeseries(
        QueryParser.parse(formula, Variables.NONE),
        Map.of("q", QueryParser.parse(query, Variables.NONE)),
        span());
  }

  private Frame inline(String query) {
    return evaluator.timeseries(QueryParser.parse(query, Variables.NONE), span());
  }

  private static Span span() {
    return new Span(START, START + 360, OptionalLong.of(60), Shape.LINE, 0);
  }
}
