// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.Sample;
import ai.metta.metric.Scope;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Keeps a metric's samples within the budgets of its tag keys. A budget is the whole run's: its
/// scopes share it, so that a bill does not grow with the number of repositories.
record TagBudget(Metric metric) {
  private static final String OTHER = "other";

  /// The samples that fit, in the order they came.
  Map<Scope, List<Sample>> keep(Map<Scope, List<Sample>> samples) {
    Map<Scope, List<Sample>> kept = samples;
    for (TagKey key : keys()) {
      kept = within(key, kept);
    }
    return kept;
  }

  private List<TagKey> keys() {
    return metric.groups().stream().flatMap(group -> group.keys().stream()).distinct().toList();
  }

  private Map<Scope, List<Sample>> within(TagKey key, Map<Scope, List<Sample>> samples) {
    Set<String> met = met(key, samples.values());
    if (met.size() <= key.budget()) {
      return samples;
    }
    Set<String> fits = new HashSet<>(key.declared());
    switch (key.overflow()) {
      case DROP -> met.stream().limit(key.budget()).forEach(fits::add);
      case OTHER -> largest(key, samples.values()).limit(key.budget() - 1L).forEach(fits::add);
    }
    Map<Scope, List<Sample>> kept = new LinkedHashMap<>();
    samples.forEach((scope, values) -> {
      List<Sample> fitting =
          key.overflow() == Overflow.DROP
              ? values.stream().filter(sample -> fits(sample, key, fits)).toList()
              : combined(values, key, fits);
      if (!fitting.isEmpty()) {
        kept.put(scope, fitting);
      }
    });
    return kept;
  }

  /// The values that were not declared, what matters most first: each scope's first, then each
  /// one's second.
  private Set<String> met(TagKey key, Collection<List<Sample>> scopes) {
    Set<String> met = new LinkedHashSet<>();
    int longest = scopes.stream().mapToInt(List::size).max().orElse(0);
    for (int place = 0; place < longest; place++) {
      for (List<Sample> samples : scopes) {
        if (place < samples.size()) {
          undeclared(samples.get(place), key).ifPresent(met::add);
        }
      }
    }
    return met;
  }

  private Stream<String> largest(TagKey key, Collection<List<Sample>> scopes) {
    Map<String, Double> sizes = new LinkedHashMap<>();
    for (List<Sample> samples : scopes) {
      for (Sample sample : samples) {
        undeclared(sample, key)
            .ifPresent(value ->
                sizes.merge(
                    value,
                    sample.value(),
                    metric.across() == Across.SUM ? Double::sum : Math::max));
      }
    }
    return sizes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private List<Sample> combined(List<Sample> samples, TagKey key, Set<String> fits) {
    Map<Tags, List<Double>> combined = new LinkedHashMap<>();
    for (Sample sample : samples) {
      Tags tags = fits(sample, key, fits) ? sample.tags() : sample.tags().with(key.key(), OTHER);
      combined.computeIfAbsent(tags, _ -> new ArrayList<>()).add(sample.value());
    }
    List<Sample> kept = new ArrayList<>();
    combined.forEach((tags, values) ->
        metric.across().combine(values).ifPresent(value -> kept.add(new Sample(tags, value))));
    return kept;
  }

  private boolean fits(Sample sample, TagKey key, Set<String> fits) {
    return undeclared(sample, key).map(fits::contains).orElse(true);
  }

  /// The sample's value under this key, where it has one that is not declared. A key of the same
  /// name in another group is another key.
  private Optional<String> undeclared(Sample sample, TagKey key) {
    return metric
        .groupOf(sample.tags())
        .filter(group -> group.keys().contains(key))
        .flatMap(_ -> sample.tags().value(key.key()))
        .filter(value -> !key.declared().contains(value));
  }
}
