// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.metric.SeriesSource;
import ai.metta.query.evaluation.Evaluator;
import ai.metta.query.evaluation.Evaluator.Reduced;
import ai.metta.query.evaluation.Frame;
import ai.metta.query.evaluation.Line;
import ai.metta.query.evaluation.Span;
import ai.metta.query.evaluation.Span.Shape;
import ai.metta.query.syntax.Argument;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What a rule's expression comes to over a window, one value a group.
///
/// Counts are added up over the window, each query by itself, before a formula reckons with them;
/// of everything else the formula is reckoned at each instant, and what it comes to is aggregated.
final class Asked {
  private static final long MOST_BUCKETS = 1500;
  private static final long[] INTERVALS = {60, 120, 300, 600, 900, 1200, 1800, 3600};

  private final Rule rule;
  private final SeriesSource series;
  private final ToLongFunction<Instant> before;
  private final Map<String, Reduced> queries = new LinkedHashMap<>();
  private final Expression formula;
  private final boolean goesByPointsAlone;
  private final Map<Duration, SortedMap<Sight, SortedMap<String, Double>>> seen = new HashMap<>();

  /// Of written series, which many evaluations ask for the same points.
  Asked(Rule rule, Fixture series) {
    this(rule, series, instant -> series.before(instant.getEpochSecond()));
  }

  /// Of series that are read once.
  Asked(Rule rule, SeriesSource series) {
    this(rule, series, Instant::getEpochSecond);
  }

  /// @param before how many points lie before an instant, or what else tells which are in a window
  private Asked(Rule rule, SeriesSource series, ToLongFunction<Instant> before) {
    this.rule = rule;
    this.series = series;
    this.before = before;
    this.formula = rule.addsUpFirst() ? named(rule.expression()) : rule.expression();
    this.goesByPointsAlone = rule.expression().all().allMatch(this::goesByPointsAlone);
  }

  /// Whether it comes to the same wherever in a window the same points are. A function or a rollup
  /// may look elsewhere, and between the points of gauges that combine lie values that nobody sent.
  private boolean goesByPointsAlone(Expression part) {
    return switch (part) {
      case Expression.Metric(MetricQuery query) ->
          query.modifiers().stream().allMatch(Modifier.AsCount.class::isInstance)
              && (!query.modifiers().isEmpty()
                  || (query.by().isEmpty() && !series.hasSeveral(query.metric(), _ -> true)));
      case Expression.Constant _, Expression.Negated _, Expression.Arithmetic _ -> true;
      case Expression.Call _, Expression.Modified _, Expression.Reference _ -> false;
    };
  }

  /// The values of the groups that have one.
  ///
  /// @param now when the rule is evaluated
  SortedMap<String, Double> over(Duration window, Instant now) {
    Instant until = now.minus(rule.delay());
    if (!goesByPointsAlone) {
      return evaluated(window, now, until);
    }
    Sight sight = new Sight(before.applyAsLong(until.minus(window)), before.applyAsLong(until));
    return seen.computeIfAbsent(window, _ -> new TreeMap<>(Sight.ORDER))
        .computeIfAbsent(sight, _ -> evaluated(window, now, until));
  }

  /// Which points are in a window: how many lie before its beginning and before its end.
  private record Sight(long before, long until) {
    static final Comparator<Sight> ORDER =
        Comparator.comparingLong(Sight::before).thenComparingLong(Sight::until);
  }

  private SortedMap<String, Double> evaluated(Duration window, Instant now, Instant until) {
    Evaluator evaluator = new Evaluator(series, () -> now);
    Instant from = until.minus(window);
    Span span =
        new Span(
            from.getEpochSecond(),
            until.getEpochSecond(),
            OptionalLong.of(rule.addsUpFirst() ? window.toSeconds() : interval(window)),
            Shape.LINE,
            0);
    Frame frame =
        rule.addsUpFirst()
            ? evaluator.scalar(formula, queries, span)
            : evaluator.timeseries(formula, span);
    SortedMap<String, Double> values = new TreeMap<>();
    for (Line line : frame.lines()) {
      DoubleStream known =
          IntStream.range(0, line.size())
              .mapToDouble(line::value)
              .filter(value -> !Double.isNaN(value));
      aggregated(known).ifPresent(value -> values.put(group(line), value));
    }
    return values;
  }

  private OptionalDouble aggregated(DoubleStream values) {
    return switch (rule.aggregation()) {
      case "avg" -> values.average();
      case "min" -> values.min();
      case "max" -> values.max();
      default -> values.reduce(Double::sum);
    };
  }

  private static long interval(Duration window) {
    for (long one : INTERVALS) {
      if (window.toSeconds() / one <= MOST_BUCKETS) {
        return one;
      }
    }
    return INTERVALS[INTERVALS.length - 1];
  }

  /// `repo:a/b`, the keys in order.
  private static String group(Line line) {
    return new TreeMap<>(line.group())
        .entrySet().stream()
            .map(tag -> tag.getKey() + ":" + tag.getValue())
            .collect(Collectors.joining(","));
  }

  /// The same with a name in the place of each query.
  private Expression named(Expression expression) {
    return switch (expression) {
      case Expression.Constant _, Expression.Reference _ -> expression;
      case Expression.Metric _ -> {
        String name = "query" + (queries.size() + 1);
        queries.put(name, new Reduced(expression, "sum"));
        yield new Expression.Reference(name, 0);
      }
      case Expression.Negated(Expression inner) -> new Expression.Negated(named(inner));
      case Expression.Modified _ -> {
        String name = "query" + (queries.size() + 1);
        queries.put(name, new Reduced(expression, "sum"));
        yield new Expression.Reference(name, 0);
      }
      case Expression.Arithmetic(Expression.Operator operator, Expression left, Expression right) ->
          new Expression.Arithmetic(operator, named(left), named(right));
      case Expression.Call(String function, List<Argument> arguments, int position) ->
          new Expression.Call(function, arguments.stream().map(this::named).toList(), position);
    };
  }

  private Argument named(Argument argument) {
    return switch (argument) {
      case Argument.Value(Expression value) -> new Argument.Value(named(value));
      case Argument.Named(String name, Argument value) -> new Argument.Named(name, named(value));
      case Argument.Text _, Argument.Keys _ -> argument;
    };
  }
}
