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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The events of a run.
record RunEvents(String collector, Tags sourceTags, Instant asOf) {
  private static final int MOST = 50;

  /// One event for each reason that cost metrics or the whole run, and the newest of what happened.
  ///
  /// @param whole why nothing came of it; empty where something did
  List<Event> of(Evaluated evaluated, Optional<Failure> whole) {
    Map<String, Set<String>> costs = new LinkedHashMap<>();
    whole.ifPresent(cause -> costs.put(cause.message(), new LinkedHashSet<>()));
    for (MetricOutcome one : evaluated.outcomes()) {
      if (one.outcome() instanceof Outcome.Failed(Failure cause)) {
        costs.computeIfAbsent(cause.message(), _ -> new LinkedHashSet<>()).add(one.metric());
      }
    }
    List<Event> events = new ArrayList<>();
    costs.forEach((reason, metrics) -> events.add(error(reason, metrics)));
    events.addAll(evaluated.events());
    return atMost(MOST, events);
  }

  private Event error(String reason, Set<String> metrics) {
    String failed =
        switch (metrics.size()) {
          case 0 -> "the run failed";
          case 1 -> "1 metric failed";
          default -> metrics.size() + " metrics failed";
        };
    return new Event(
        "collector_error",
        collector + ":" + Integer.toHexString(reason.hashCode()),
        collector + ": " + failed,
        metrics.isEmpty() ? reason : reason + "\n\nNot collected: " + String.join(", ", metrics),
        Event.Level.ERROR,
        Tags.of("collector", collector).and(sourceTags),
        asOf);
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
