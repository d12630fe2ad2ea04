// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.List;

/// `avg:system.load.1{env:prod} by {host}.rollup(max, 60)`.
///
/// @param aggregator how the series of a group combine
/// @param metric its name
/// @param scope which series are meant
/// @param by tag keys that make a group each; none for one group of all
/// @param modifiers in the order written
/// @param position where it stands in the text, for messages
public record MetricQuery(
    Aggregator aggregator,
    String metric,
    Filter scope,
    List<String> by,
    List<Modifier> modifiers,
    int position) {
  public MetricQuery {
    by = List.copyOf(by);
    modifiers = List.copyOf(modifiers);
  }
}
