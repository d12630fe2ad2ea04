// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.SixMinutes.START;
import static ai.metta.query.evaluation.SixMinutes.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.Evaluator.Reduced;
import ai.metta.query.evaluation.Span.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sums and areas over spans at random, held to a plain sum of the points that lie in each:
/// whatever stands around a query and changes no value changes no sum.
class SumTest {
  private static final long LENGTH = 6 * 3600;
  private static final int SPANS = 25;

  private final List<Point> a = points(7, 137);
  private final List<Point> b = points(8, 259);
  private final Evaluator evaluator = evaluator();

  private record Point(long second, double value) {}

  /// At odd times, now and then none for longer than a gap is filled.
  private static List<Point> points(long seed, int longest) {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (long second = START; second < START + LENGTH; second += 1 + random.nextInt(longest)) {
      points.add(new Point(second, 1 + random.nextInt(9)));
      second += random.nextInt(20) == 0 ? random.nextInt(900) : 0;
    }
    return points;
  }

  private Evaluator evaluator() {
    Points all = new Points().type("c", MetricType.COUNT);
    for (String metric : new String[] {"c", "g"}) {
      a.forEach(point -> all.put(metric, "h:a", point.second(), 1, point.value()));
      b.forEach(point -> all.put(metric, "h:b", point.second(), 1, point.value()));
    }
    return SixMinutes.evaluator(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X",
        "(sum:c{*}).as_count()",
        "(sum:g{*}).rollup(sum, 300)",
        "sum:g{*}.rollup(sum)",
        "sum(sum:g{*} by {h}.rollup(sum, 60))",
        "sum:g{h:a}.rollup(sum, 60) + sum:g{h:b}.rollup(sum, 60)",
        "sum:c{h:a}.as_count() + sum:g{h:b}.rollup(sum, 60)",
        "default_zero(sum:g{h:a}.rollup(sum, 60)) + default_zero(sum:g{h:b}.rollup(sum, 60))",
        "default_zero(X)",
        "default(X, 0)",
        "round(X)",
        "abs(X)",
        "-(0 - X)",
        "clamp_min(X, 0)",
        "clamp_max(X, 100000)",
        "cutoff_min(X, 0)",
        "max(X, 0 * X)",
        "top(X, 5, 'sum', 'desc')",
        "exclude_null(X)",
        "sum(sum:c{*} by {h}.as_count())",
        "(X + X) / 2",
        "timeshift(X, 0)",
        "round(default_zero(timeshift(sum:g{*}.rollup(sum, 120), 0)))",
        "(X).fill(zero)"
      })
  void aSumIsOfThePointsInItsSpan(String form) {
    String query = form.replace("X", "sum:c{*}.as_count()");
    over((from, until, seed) ->
        assertThat(scalar(query, "sum", from, until))
            .as("%s, seed %d: %d to %d", query, seed, from - START, until - START)
            .isCloseTo(sum(a, from, until) + sum(b, from, until), within(1e-6)));
  }

  /// So is the area of a count, times the seconds of a bucket; of a rate it is the sum itself.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X",
        "round(X)",
        "default_zero(X)",
        "default(X, 0)",
        "max(X, 0)",
        "cutoff_min(X, 0)",
        "top(X, 5, 'sum', 'desc')",
        "sum(sum:c{*} by {h}.as_count().rollup(60))",
        "(X + X) / 2",
        "sum:g{*}.rollup(sum, 60)",
        "default_zero(sum:g{*}.rollup(sum, 60))",
        "60 * sum:c{*}.as_rate().rollup(60)",
        "60 * throughput(X)"
      })
  void anAreaIsOfThePointsInItsSpan(String form) {
    String query = form.replace("X", "sum:c{*}.as_count().rollup(60)");
    over((from, until, seed) ->
        assertThat(scalar(query, "area", from, until))
            .as("%s, seed %d: %d to %d", query, seed, from - START, until - START)
            .isCloseTo(60 * (sum(a, from, until) + sum(b, from, until)), within(1e-6)));
  }

  private interface Check {
    void of(long from, long until, long seed);
  }

  private static void over(Check check) {
    long seed = 18;
    Random random = new Random(seed);
    for (int i = 0; i < SPANS; i++) {
      long from = START + random.nextLong(LENGTH - 7200);
      check.of(from, from + 1200 + random.nextLong(5000), seed);
    }
  }

  private double scalar(String query, String aggregator, long from, long until) {
    Span span = new Span(from, until, OptionalLong.of(60), Shape.LINE, 0);
    return evaluator
        .scalar(parsed("q"), Map.of("q", new Reduced(parsed(query), aggregator)), span)
        .lines()
        .getFirst()
        .value(0);
  }

  private static double sum(List<Point> points, long from, long until) {
    return points.stream()
        .filter(point -> point.second() >= from && point.second() < until)
        .mapToDouble(Point::value)
        .sum();
  }
}
