// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import ai.metta.query.syntax.Aggregator.CountWhere;
import ai.metta.query.syntax.Aggregator.Percentile;
import ai.metta.query.syntax.Aggregator.Plain;
import ai.metta.query.syntax.Modifier.CalendarUnit;
import ai.metta.query.syntax.Modifier.Period;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes an expression as a query: one text for every way of writing the same.
public final class QueryText {
  private QueryText() {}

  public static String of(Expression expression) {
    return switch (expression) {
      case Expression.Constant(double value) -> number(value);
      case Expression.Negated(Expression inner) -> "-" + operand(inner);
      case Expression.Arithmetic(Expression.Operator operator, Expression left, Expression right) ->
          operand(left) + " " + operator.sign() + " " + operand(right);
      case Expression.Call(String function, List<Argument> arguments, int _) ->
          function
              + arguments.stream().map(QueryText::of).collect(Collectors.joining(", ", "(", ")"));
      case Expression.Modified(Expression inner, List<Modifier> modifiers, int _) ->
          (inner instanceof Expression.Call ? of(inner) : "(" + of(inner) + ")") + of(modifiers);
      case Expression.Metric(MetricQuery query) -> of(query);
      case Expression.Reference(String name, int _) -> name;
    };
  }

  private static String operand(Expression expression) {
    return expression instanceof Expression.Arithmetic || expression instanceof Expression.Negated
        ? "(" + of(expression) + ")"
        : of(expression);
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String of(Argument argument) {
    return switch (argument) {
      case Argument.Value(Expression expression) -> of(expression);
      case Argument.Text(String text) ->
          text.indexOf('\'') < 0 ? "'" + text + "'" : "\"" + text + "\"";
      case Argument.Named(String name, Argument value) -> name + "=" + of(value);
      case Argument.Keys(List<String> keys) -> "{" + String.join(",", keys) + "}";
    };
  }

  private static String of(MetricQuery query) {
    String by = query.by().isEmpty() ? "" : " by {" + String.join(",", query.by()) + "}";
    return of(query.aggregator())
        + ":"
        + query.metric()
        + "{"
        + scope(query.scope())
        + "}"
        + by
        + of(query.modifiers());
  }

  /// As it stands before a metric.
  public static String of(Aggregator aggregator) {
    return switch (aggregator) {
      case Plain plain -> plain.word();
      case Percentile(double quantile) -> "p" + number(Math.round(quantile * 100_000) / 1000.0);
      case CountWhere(Aggregator.Comparison comparison, double bound) ->
          "count(v: v " + comparison.sign() + " " + number(bound) + ")";
    };
  }

  private static String scope(Filter filter) {
    return filter instanceof Filter.All(List<Filter> parts)
        ? parts.stream().map(QueryText::part).collect(Collectors.joining(","))
        : of(filter);
  }

  private static String of(Filter filter) {
    return switch (filter) {
      case Filter.Everything() -> "*";
      case Filter.HasTag(String pattern) ->
          pattern.matches("[^,(){}!\"$\\s]+") ? pattern : "\"" + pattern + "\"";
      case Filter.Unknown(String variable) -> "$" + variable;
      case Filter.Not(Filter inner) -> "!" + part(inner);
      case Filter.All(List<Filter> parts) ->
          parts.stream().map(QueryText::part).collect(Collectors.joining(" AND "));
      case Filter.AnyOf(List<Filter> parts) ->
          parts.stream().map(QueryText::part).collect(Collectors.joining(" OR "));
    };
  }

  private static String part(Filter filter) {
    return filter instanceof Filter.All || filter instanceof Filter.AnyOf
        ? "(" + of(filter) + ")"
        : of(filter);
  }

  private static String of(List<Modifier> modifiers) {
    return modifiers.stream().map(QueryText::of).collect(Collectors.joining());
  }

  /// A modifier as it stands behind a query, with its dot.
  public static String of(Modifier modifier) {
    return switch (modifier) {
      case Modifier.AsCount() -> ".as_count()";
      case Modifier.AsRate() -> ".as_rate()";
      case Modifier.Weighted() -> ".weighted()";
      case Modifier.Fill(Modifier.Filling filling, long limit) ->
          ".fill(" + word(filling) + ", " + limit + ")";
      case Modifier.Rollup rollup -> ".rollup(" + arguments(rollup) + ")";
    };
  }

  private static String arguments(Modifier.Rollup rollup) {
    String method = rollup.method().map(QueryText::word).orElse("");
    String period = rollup.period().map(QueryText::of).orElse("");
    return method + (method.isEmpty() || period.isEmpty() ? "" : ", ") + period;
  }

  private static String of(Period period) {
    return switch (period) {
      case Period.Seconds(long seconds) -> Long.toString(seconds);
      case Period.Calendar calendar ->
          word(calendar.unit())
              + ", "
              + start(calendar.unit(), calendar.start())
              + ", '"
              + calendar.zone()
              + "'";
    };
  }

  private static String start(CalendarUnit unit, int start) {
    return switch (unit) {
      case DAILY -> (start % 12 == 0 ? 12 : start % 12) + (start < 12 ? "am" : "pm");
      case WEEKLY -> DayOfWeek.of(start).name().toLowerCase(Locale.ROOT);
      case MONTHLY ->
          start
              + (start / 10 == 1
                  ? "th"
                  : switch (start % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                  });
      case YEARLY -> Month.of(start).name().toLowerCase(Locale.ROOT);
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
