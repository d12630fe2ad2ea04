// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;

/// Answers queries in Datadog's query language, over what some store has.
public interface QueryEngine {
  /// The lines of a query over a window; those without any value are left out.
  ///
  /// @throws FailureException of kind configuration where the query is refused, with the store's
  ///   own reason; of another kind where the store cannot be asked
  List<Answered> query(String query, Window window);

  /// One line.
  ///
  /// @param expression the part of the query that it answers
  /// @param tags of its group, as texts; none for one group of all
  /// @param points in the order of time, those without a value left out
  record Answered(String expression, List<String> tags, List<Point> points) {
    public Answered {
      tags = List.copyOf(tags);
      points = List.copyOf(points);
    }
  }
}
