// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.dashboards.lint.Meaning.Constant;
import ai.metta.dashboards.lint.Meaning.Linear;
import ai.metta.dashboards.lint.Meaning.Undecided;
import ai.metta.metric.Metric;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Argument;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what the formulas of one request mean.
final class Meanings {
  /// Functions whose values are such as they are given: later, smoother or fewer.
  private static final Pattern KEEPING =
      Pattern.compile(
          "abs|round|default|default_zero|exclude_null|autosmooth|moving_rollup|ewma_\\d+|median_\\d+"
              + "|rollingavg_\\d+|(top|bottom).*|trend_line|robust_trend|piecewise_constant|forecast"
              + "|anomalies|outliers|timeshift|calendar_shift|(hour|day|week|month)_before");

  private final Names names;
  private final Map<String, Meaning> queries;
  private final List<String> mixed = new ArrayList<>();

  /// @param queries what the queries mean, by name
  Meanings(Names names, Map<String, Meaning> queries) {
    this.names = names;
    this.queries = queries;
  }

  /// Sums of what does not add up, in words.
  List<String> mixed() {
    return mixed;
  }

  Meaning of(Expression expression) {
    return switch (expression) {
      case Expression.Constant(double value) -> new Constant(value);
      case Expression.Negated(Expression inner) -> scaled(of(inner), -1);
      case Expression.Modified(Expression inner, List<Modifier> modifiers, int _) ->
          keep(modifiers) ? of(inner) : undecided(inner);
      case Expression.Metric(MetricQuery query) -> of(query);
      case Expression.Reference(String name, int _) -> queries.getOrDefault(name, new Undecided());
      case Expression.Call(String function, List<Argument> arguments, int _) ->
          call(function, arguments);
      case Expression.Arithmetic(Expression.Operator operator, Expression left, Expression right) ->
          arithmetic(operator, of(left), of(right));
    };
  }

  private Meaning of(MetricQuery query) {
    Optional<Metric> metric = names.find(query.metric());
    boolean isPlain =
        switch (query.aggregator()) {
          case Aggregator.Plain plain ->
              plain != Aggregator.Plain.COUNT && plain != Aggregator.Plain.STDDEV;
          case Aggregator.Percentile _ -> true;
          case Aggregator.CountWhere _ -> false;
        };
    return metric
        .filter(_ -> isPlain && keep(query.modifiers()))
        .<Meaning>map(one -> new Linear(List.of(one), 1, 0))
        .orElseGet(Undecided::new);
  }

  private static boolean keep(List<Modifier> modifiers) {
    return modifiers.stream()
        .allMatch(modifier ->
            switch (modifier) {
              case Modifier.AsCount _, Modifier.AsRate _, Modifier.Weighted _ -> false;
              case Modifier.Rollup(Optional<Modifier.Method> method, Optional<Modifier.Period> _) ->
                  method
                      .filter(one -> one == Modifier.Method.SUM || one == Modifier.Method.COUNT)
                      .isEmpty();
              case Modifier.Fill _ -> true;
            });
  }

  private Meaning call(String function, List<Argument> arguments) {
    boolean adds =
        arguments.stream()
            .anyMatch(one ->
                one instanceof Argument.Text(String text)
                    && (text.equals("sum") || text.equals("count")));
    Meaning about =
        arguments.stream()
            .limit(1)
            .<Expression>mapMulti((argument, value) -> {
              if (argument instanceof Argument.Value(Expression inner)) {
                value.accept(inner);
              }
            })
            .findFirst()
            .map(this::of)
            .orElseGet(Undecided::new);
    return KEEPING.matcher(function).matches() && !adds ? about : new Undecided();
  }

  /// What stands in it is looked at all the same, for sums.
  private Meaning undecided(Expression inner) {
    of(inner);
    return new Undecided();
  }

  private Meaning arithmetic(Expression.Operator operator, Meaning left, Meaning right) {
    return switch (operator) {
      case PLUS -> sum(left, right);
      case MINUS -> sum(left, scaled(right, -1));
      case TIMES -> product(left, right);
      case OVER ->
          right instanceof Constant(double by) && by != 0 ? scaled(left, 1 / by) : new Undecided();
    };
  }

  private static Meaning product(Meaning left, Meaning right) {
    if (left instanceof Constant(double by)) {
      return scaled(right, by);
    }
    return right instanceof Constant(double by) ? scaled(left, by) : new Undecided();
  }

  private static Meaning scaled(Meaning meaning, double by) {
    return switch (meaning) {
      case Constant(double value) -> new Constant(value * by);
      case Linear(List<Metric> metrics, double factor, double offset) ->
          by == 0 ? new Constant(0) : new Linear(metrics, factor * by, offset * by);
      case Undecided undecided -> undecided;
    };
  }

  private Meaning sum(Meaning left, Meaning right) {
    if (left instanceof Constant(double one)) {
      return moved(right, one);
    }
    if (right instanceof Constant(double one)) {
      return moved(left, one);
    }
    if (left instanceof Linear one && right instanceof Linear other && addsUp(one, other)) {
      return new Linear(
          Stream.concat(one.metrics().stream(), other.metrics().stream()).toList(),
          Math.abs(one.factor()),
          one.offset() + other.offset());
    }
    return new Undecided();
  }

  private static Meaning moved(Meaning meaning, double by) {
    return switch (meaning) {
      case Constant(double value) -> new Constant(value + by);
      case Linear(List<Metric> metrics, double factor, double offset) ->
          new Linear(metrics, factor, offset + by);
      case Undecided undecided -> undecided;
    };
  }

  /// Whether both are of one quantity, times the same factor; where they are of two, that is kept.
  private boolean addsUp(Linear one, Linear other) {
    Optional<Quantity> left = Quantity.of(one.first());
    Optional<Quantity> right = Quantity.of(other.first());
    if (left.isEmpty() || right.isEmpty()) {
      return false;
    }
    double ratio = Math.abs(one.factor() / other.factor());
    boolean fits =
        left.get().isShownAs(right.get(), ratio) && right.get().isShownAs(left.get(), 1 / ratio);
    if (!fits) {
      mixed.add(
          "adds \""
              + one.first()
              + "\", declared in "
              + Quantity.words(one.first())
              + ", and \""
              + other.first()
              + "\", declared in "
              + Quantity.words(other.first())
              + ": convert one, or show them apart");
    }
    return fits && left.get().kind().equals(right.get().kind()) && (ratio == 1);
  }
}
