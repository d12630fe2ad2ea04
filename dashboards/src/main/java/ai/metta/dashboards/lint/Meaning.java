// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.metric.Metric;
import java.util.List;

/// What the values of a formula are, in terms of what is declared.
sealed interface Meaning {
  /// The same number always.
  record Constant(double value) implements Meaning {}

  /// Values of declared metrics of one quantity, added or subtracted: each times the factor, and
  /// the offset once.
  record Linear(List<Metric> metrics, double factor, double offset) implements Meaning {
    public Linear {
      metrics = List.copyOf(metrics);
    }

    Metric first() {
      return metrics.getFirst();
    }

    /// Whether it may be a mean of several, or weigh them: its factor converts nothing then.
    boolean isMean() {
      return metrics.size() > 1 && Math.abs(factor) != 1;
    }

    /// Whether it grows as one metric's values do.
    boolean isOfOne() {
      return metrics.size() == 1 && factor > 0;
    }
  }

  /// Something else.
  record Undecided() implements Meaning {}
}
