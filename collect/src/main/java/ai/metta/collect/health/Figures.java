// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Outcome;
import ai.metta.metric.Tags;
import java.util.List;
import java.util.Map;

/// What rows come to, where the outcomes of their metrics are known.
public final class Figures {
  private Figures() {}

  /// One figure for each row.
  ///
  /// @param outcomes by the name of the metric, then by the tags of the scope; a metric that is not
  ///   in there was not measured
  public static List<Figure> of(List<HealthRow> rows, Map<String, Map<Tags, Outcome>> outcomes) {
    return rows.stream()
        .map(row -> new Combining(row).of(outcomes.getOrDefault(row.raw().name(), Map.of())))
        .toList();
  }
}
