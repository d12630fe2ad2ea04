// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A metric monitor's query: `avg(last_5m):avg:system.load.1{*} by {host} > 2`.
///
/// @param evaluation what stands before the colon, such as `avg(last_5m)`
/// @param expression what is held against the threshold
/// @param comparison one of `< <= > >= == !=`
public record MonitorQuery(
    String evaluation, Expression expression, String comparison, double threshold) {
  private static final Pattern EVALUATION =
      Pattern.compile(
          "(?:(?:avg|sum|min|max|percentile)\\s*\\(\\s*(?:last|current|next)_\\d{1,5}(?:mo|m|h|d|w)\\s*\\)"
              + "|(?:change|pct_change)\\s*\\(\\s*(?:avg|sum|min|max)\\s*\\(\\s*last_\\d{1,5}(?:mo|m|h|d|w)\\s*\\)"
              + "\\s*,\\s*(?:last_\\d{1,5}(?:mo|m|h|d|w)|\\d{1,5}(?:mo|m|h|d|w)_ago)\\s*\\))\\s*:");

  /// How every monitor's query ends that is held against a number: its sign, and the number.
  public static final Pattern COMPARISON =
      Pattern.compile("(<=|>=|==|!=|<|>)\\s*(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*$");

  /// Reads a monitor's query that brings no queries of other names along.
  ///
  /// @throws QuerySyntaxException where it is none, or has a function that does not exist
  public static MonitorQuery parse(String text) {
    return parse(text, Set.of());
  }

  /// Reads a monitor's query.
  ///
  /// @param queries the names of those that the monitor brings along
  /// @throws QuerySyntaxException where it is none, or has a function or a name that does not exist
  public static MonitorQuery parse(String text, Set<String> queries) {
    Matcher evaluation = EVALUATION.matcher(text);
    int start = text.length() - text.stripLeading().length();
    if (!evaluation.find(start) || evaluation.start() != start) {
      throw new QuerySyntaxException(text, start, "expected an evaluation such as avg(last_5m):");
    }
    Matcher comparison = COMPARISON.matcher(text);
    if (!comparison.find(evaluation.end())) {
      throw new QuerySyntaxException(
          text, text.length(), "expected a comparison with a threshold, such as > 5");
    }
    Expression expression;
    try {
      expression =
          QueryParser.parse(text.substring(evaluation.end(), comparison.start()), Variables.NONE);
    } catch (QuerySyntaxException wrong) {
      throw wrong.within(text, evaluation.end());
    }
    FunctionNames.unknown(expression)
        .findFirst()
        .ifPresent(call -> {
          throw new QuerySyntaxException(
              text, evaluation.end() + call.position(), call.function() + " is no function");
        });
    expression
        .names()
        .filter(name -> !queries.contains(name.name()))
        .findFirst()
        .ifPresent(name -> {
          throw new QuerySyntaxException(
              text,
              evaluation.end() + name.position(),
              "\""
                  + name.name()
                  + "\" is no query; a metric's is such as avg:"
                  + name.name()
                  + "{*}");
        });
    double threshold = Double.parseDouble(comparison.group(2));
    if (Double.isInfinite(threshold)) {
      throw new QuerySyntaxException(text, comparison.start(2), "a number beyond 1.8e308");
    }
    return new MonitorQuery(
        text.substring(start, evaluation.end() - 1).strip(),
        expression,
        comparison.group(1),
        threshold);
  }
}
