// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.metric.Metric;
import ai.metta.metric.MonitorHint;
import ai.metta.metric.MonitorHint.Edge;
import ai.metta.metric.MonitorHint.Held;
import ai.metta.metric.Orientation;
import ai.metta.metric.Target;
import java.util.Optional;

/// What a value is held against, and how much of the window must be beyond it.
///
/// @param aggregation of the window: avg, min, max or sum
/// @param sign of the comparison that alerts: `>`, `>=`, `<` or `<=`
record Bound(String aggregation, String sign, MonitorOptions.Thresholds thresholds) {

  /// What a declaration asks for.
  static Bound of(MonitorHint hint, Orientation orientation) {
    boolean rises = orientation == Orientation.LOWER_IS_BETTER;
    boolean worst = hint.held() == Held.ONCE;
    return new Bound(
        rises == worst ? "max" : "min",
        (rises ? ">" : "<") + (hint.edge() == Edge.AT ? "=" : ""),
        new MonitorOptions.Thresholds(hint.critical(), hint.warning()));
  }

  /// A target that is missed throughout the window; empty where a declaration does not say which
  /// side of it is worse.
  static Optional<Bound> missing(Target target, Orientation orientation) {
    if (orientation == Orientation.NEUTRAL) {
      return Optional.empty();
    }
    boolean rises = orientation == Orientation.LOWER_IS_BETTER;
    boolean atIt =
        switch (target.comparison()) {
          case BELOW, ABOVE -> true;
          case AT_MOST, AT_LEAST, EXACTLY -> false;
        };
    return Optional.of(
        new Bound(
            rises ? "min" : "max",
            (rises ? ">" : "<") + (atIt ? "=" : ""),
            new MonitorOptions.Thresholds(target.value(), target.warning())));
  }

  /// The same, of another aggregation of the window.
  Bound over(String other) {
    return new Bound(other, sign, thresholds);
  }

  /// How a query ends, and begins: `max(last_30m):… > 5`.
  String query(Window window, String expression) {
    return aggregation
        + "("
        + window.text()
        + "):"
        + expression
        + " "
        + sign
        + " "
        + Numbers.text(thresholds.critical());
  }

  /// How series of a metric combine where a monitor does not look at each of them.
  static String across(Metric metric) {
    return switch (metric.across()) {
      case SUM -> "sum";
      case MAX -> "max";
      case MIN -> "min";
      case MEAN -> "avg";
      // Each series is looked at by itself; what is worse is kept where two are not told apart.
      case NEVER -> metric.orientation() == Orientation.HIGHER_IS_BETTER ? "min" : "max";
    };
  }
}
