// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Scope;
import ai.metta.metric.TagKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a run emitted, held against what its catalogue declares.
record Declarations(Catalogue<?> catalogue, Result run) {

  /// Mistakes that the run itself has found, values that a bounded tag does not declare, and scopes
  /// that the catalogue does not.
  List<String> broken() {
    Stream<String> mistakes =
        run.outcomes().stream()
            .filter(one -> one.outcome() instanceof Outcome.Failed(Failure.Bug _))
            .map(one -> one.reason().orElse(one.metric()));
    Set<String> scope = catalogue.scope().stream().map(TagKey::key).collect(Collectors.toSet());
    Stream<String> scopes =
        run.outcomes().stream()
            .filter(one -> !one.scope().keys().equals(scope))
            .map(one -> "scope {" + one.scope() + "} is not tagged by " + scope)
            .distinct();
    return Stream.of(mistakes, scopes, metrics().flatMap(this::undeclared))
        .flatMap(found -> found)
        .toList();
  }

  /// Series that have the name and tags of another.
  List<String> repeated() {
    Set<String> seen = new HashSet<>();
    return run.series().stream()
        .map(series -> series.metric() + "{" + series.tags() + "}")
        .filter(name -> !seen.add(name))
        .toList();
  }

  /// Metrics of which a budget kept something out.
  List<String> overBudget() {
    return metrics()
        .filter(metric -> !new TagBudget(metric).keep(samples(metric)).equals(samples(metric)))
        .map(metric -> metric.name() + " has more values than the budget of its tags")
        .toList();
  }

  private Stream<Metric> metrics() {
    return catalogue.metrics().stream();
  }

  private Stream<String> undeclared(Metric metric) {
    return metric.groups().stream()
        .flatMap(group -> group.keys().stream())
        .filter(TagKey::isBounded)
        .distinct()
        .flatMap(key -> {
          Set<String> met =
              samples(metric).values().stream()
                  .flatMap(List::stream)
                  .filter(sample ->
                      metric
                          .groupOf(sample.tags())
                          .filter(group -> group.keys().contains(key))
                          .isPresent())
                  .flatMap(sample -> sample.tags().value(key.key()).stream())
                  .filter(value -> !key.declared().contains(value))
                  .collect(Collectors.toCollection(TreeSet::new));
          return met.isEmpty()
              ? Stream.empty()
              : Stream.of(metric.name() + " has the undeclared values " + met + " of " + key.key());
        });
  }

  private Map<Scope, List<Sample>> samples(Metric metric) {
    Map<Scope, List<Sample>> samples = new LinkedHashMap<>();
    for (MetricOutcome one : run.outcomes()) {
      if (one.metric().equals(metric.name())
          && one.outcome() instanceof Outcome.Value(List<Sample> values)) {
        samples.put(new Scope(one.scope()), values);
      }
    }
    return samples;
  }
}
