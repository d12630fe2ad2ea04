// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.json.JsonTree;
import ai.metta.dashboards.monitors.Rule.NotEvaluatedException;
import ai.metta.metric.SeriesSource;
import ai.metta.query.evaluation.EvaluationException;
import ai.metta.query.syntax.QuerySyntaxException;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a monitor says of series as they are, were it evaluated now for the first time: what its
/// state was before, and so a threshold of recovery, plays no part.
public sealed interface Evaluation {
  /// It was evaluated.
  ///
  /// @param states by group; one group without a name where it judges one value
  /// @param values of the groups that have one in its window
  record Evaluated(SortedMap<String, State> states, SortedMap<String, Double> values)
      implements Evaluation {
    /// The worst state of its groups, and which group is in it; that of no data where it has none.
    public State worst() {
      return states.values().stream().max(Comparator.naturalOrder()).orElse(State.NO_DATA);
    }
  }

  /// It is of a kind that is not evaluated here, or its query cannot be.
  record NotEvaluated(String why) implements Evaluation {}

  /// Evaluates a monitor.
  ///
  /// @param document as Datadog's API takes it
  static Evaluation of(JsonTree document, SeriesSource series, Instant now) {
    try {
      Rule rule = Rule.of(document);
      Asked asked = new Asked(rule, series);
      SortedMap<String, Double> values = asked.over(rule.window(), now);
      SortedMap<String, State> states = new TreeMap<>(new Course(rule, asked, now).at(now));
      // A group is judged from its first value on: how long ago that was, nobody knows here.
      values.forEach((group, value) -> states.putIfAbsent(group, rule.judged(value, State.OK)));
      return new Evaluated(states, values);
    } catch (NotEvaluatedException other) {
      return new NotEvaluated(other.getMessage() + " is not evaluated locally");
    } catch (QuerySyntaxException | EvaluationException wrong) {
      return new NotEvaluated("the query: " + wrong.getMessage());
    }
  }
}
