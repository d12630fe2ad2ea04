// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Metric;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps a metric's samples within the budgets of its tag keys.
record TagBudget(Metric metric) {
  private static final String OTHER = "other";

  static TagBudget of(Metric metric) {
    return new TagBudget(metric);
  }

  /// The samples that fit. Emission order says what matters most where values are dropped; size
  /// says it where the rest becomes `other`.
  List<Sample> keep(List<Sample> samples) {
    List<Sample> kept = samples;
    for (TagKey key : metric.groups().stream().flatMap(group -> group.keys().stream()).toList()) {
      if (!key.isBounded()) {
        kept = within(key, kept);
      }
    }
    return kept;
  }

  private List<Sample> within(TagKey key, List<Sample> samples) {
    Set<String> met =
        samples.stream()
            .flatMap(sample -> sample.tags().value(key.key()).stream())
            .filter(value -> !key.declared().contains(value))
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    if (met.size() <= key.budget()) {
      return samples;
    }
    Set<String> fits = new HashSet<>(key.declared());
    fits.addAll(first(key, samples, met));
    return key.overflow() == Overflow.DROP
        ? dropping(key, samples, fits)
        : combining(key, samples, fits);
  }

  private static List<String> first(TagKey key, List<Sample> samples, Set<String> met) {
    if (key.overflow() == Overflow.DROP) {
      return met.stream().limit(key.budget()).toList();
    }
    Map<String, Double> largest = new LinkedHashMap<>();
    for (Sample sample : samples) {
      sample
          .tags()
          .value(key.key())
          .filter(met::contains)
          .ifPresent(value -> largest.merge(value, sample.value(), Math::max));
    }
    return largest.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, key.budget() - 1))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Sample> dropping(TagKey key, List<Sample> samples, Set<String> fits) {
    return samples.stream()
        .filter(sample -> sample.tags().value(key.key()).map(fits::contains).orElse(true))
        .toList();
  }

  private List<Sample> combining(TagKey key, List<Sample> samples, Set<String> fits) {
    Map<Tags, List<Double>> combined = new LinkedHashMap<>();
    for (Sample sample : samples) {
      boolean fitting = sample.tags().value(key.key()).map(fits::contains).orElse(true);
      Tags tags = fitting ? sample.tags() : sample.tags().with(key.key(), OTHER);
      combined.computeIfAbsent(tags, _ -> new ArrayList<>()).add(sample.value());
    }
    List<Sample> kept = new ArrayList<>();
    combined.forEach((tags, values) ->
        metric.across().combine(values).ifPresent(value -> kept.add(new Sample(tags, value))));
    kept.sort(Comparator.comparing(sample -> sample.tags().toString()));
    return kept;
  }
}
