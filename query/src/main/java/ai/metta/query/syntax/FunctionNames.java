// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names of all functions, evaluated here or not. A query with any other can be read, and comes
/// to nothing.
///
/// Source: Datadog's functions pages, and the rarer forms that real dashboards hold.
public final class FunctionNames {
  private static final Set<String> NAMES =
      Set.of(
          // arithmetic
          "abs",
          "cumsum",
          "integral",
          "log10",
          "log2",
          "max",
          "min",
          "round",
          // counting, exclusion, filling
          "clamp_max",
          "clamp_min",
          "count_nonzero",
          "count_nonzero_finite",
          "count_not_null",
          "count_not_null_finite",
          "cutoff_max",
          "cutoff_min",
          "default",
          "default_zero",
          "exclude_null",
          // aggregation over a query
          "avg",
          "count",
          "percentile",
          "reduce",
          "rollup",
          "stddev",
          "sum",
          // rates
          "derivative",
          "diff",
          "dt",
          "monotonic_diff",
          "per_hour",
          "per_minute",
          "per_second",
          "rate",
          "throughput",
          // ranking
          "top",
          "top_offset",
          // smoothing and regression
          "autosmooth",
          "moving_rollup",
          "piecewise_constant",
          "robust_trend",
          "trend_line",
          // another time
          "calendar_shift",
          "day_before",
          "hour_before",
          "month_before",
          "timeshift",
          "week_before",
          // what is unusual
          "anomalies",
          "forecast",
          "outliers");

  private static final Pattern NUMBERED =
      Pattern.compile(
          "(top|bottom)(5|10|15|20)(_(mean|max|min|last|area|l2norm|norm|sum))?"
              + "|ewma_(3|5|7|10|20)|median_(3|5|7|9)|rollingavg_(5|13|21|29)");

  /// What needs a course to work on, and is none of one value.
  private static final Pattern OVER_TIME =
      Pattern.compile(
          "forecast|top|dt|robust_trend|trend_line|piecewise_constant|moving_rollup|autosmooth"
              + "|ewma_\\d+|median_\\d+");

  private FunctionNames() {}

  /// Whether a name in lower case is one of a function.
  public static boolean contains(String name) {
    return NAMES.contains(name) || NUMBERED.matcher(name).matches();
  }

  /// The calls in an expression of what is no function, from left to right.
  public static Stream<Expression.Call> unknown(Expression expression) {
    return expression
        .all()
        .<Expression.Call>mapMulti((part, calls) -> {
          if (part instanceof Expression.Call call && !contains(call.function())) {
            calls.accept(call);
          }
        });
  }

  /// The calls in an expression that a single value – of a table, a top list – knows not, since
  /// they are of a course over time.
  public static Stream<Expression.Call> overTime(Expression expression) {
    return expression
        .all()
        .<Expression.Call>mapMulti((part, calls) -> {
          if (part instanceof Expression.Call call
              && OVER_TIME.matcher(call.function()).matches()) {
            calls.accept(call);
          }
        });
  }
}
