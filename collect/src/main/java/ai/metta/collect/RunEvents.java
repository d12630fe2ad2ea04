// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import ai.metta.metric.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The events of a run.
record RunEvents(String collector, Tags sourceTags, Instant asOf) {
  private static final int MOST = 50;

  /// One event for each reason that cost metrics, and the newest of what happened.
  List<Event> of(Evaluated evaluated) {
    Map<String, List<String>> costs = new LinkedHashMap<>();
    for (MetricOutcome one : evaluated.outcomes()) {
      if (one.outcome() instanceof Outcome.Failed(Failure cause)) {
        costs.computeIfAbsent(cause.message(), _ -> new ArrayList<>()).add(one.metric());
      }
    }
    List<Event> events = new ArrayList<>();
    costs.forEach((reason, metrics) ->
        events.add(
            new Event(
                "collector_error",
                collector + ":" + Integer.toHexString(reason.hashCode()),
                collector + ": " + metrics.size() + " metrics failed",
                reason
                    + "\n\nNot collected: "
                    + String.join(", ", metrics.stream().distinct().toList()),
                Event.Level.ERROR,
                Tags.of("collector", collector).and(sourceTags),
                asOf)));
    events.addAll(evaluated.events());
    return atMost(MOST, events);
  }

  /// The first ones, and one more that says how many there were besides.
  private List<Event> atMost(int most, List<Event> events) {
    if (events.size() <= most) {
      return events;
    }
    int left = events.size() - most + 1;
    Event overflow =
        new Event(
            "collector_overflow",
            collector + ":" + asOf,
            collector + ": " + left + " more events are not shown",
            "A run sends at most " + most + " events; the newest were kept.",
            Event.Level.WARNING,
            Tags.of("collector", collector).and(sourceTags),
            asOf);
    return Stream.concat(events.stream().limit(most - 1), Stream.of(overflow)).toList();
  }
}
