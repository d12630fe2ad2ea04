// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run came to, asked in a test's words. The tags of the run itself are left out.
record Reported(Run.Result result) {
  private static final List<String> OF_THE_RUN = List.of("env", "source");

  /// The value of the one series with just these `key:value` tags.
  double value(String metric, String... tags) {
    Map<Tags, Double> all = values(metric);
    Tags wanted = Tags.parse(Arrays.asList(tags));
    assertThat(all).as(() -> metric + ": " + outcome(metric)).containsKey(wanted);
    return all.get(wanted);
  }

  /// Every series of a metric.
  Map<Tags, Double> values(String metric) {
    return result.series().stream()
        .filter(series -> series.metric().equals(metric))
        .collect(Collectors.toMap(Reported::ownTags, series -> series.points().getFirst().value()));
  }

  /// The values by one tag, of the series that carry that tag and no other.
  Map<String, Double> by(String metric, String key) {
    Map<String, Double> values = new TreeMap<>();
    values(metric)
        .forEach((tags, value) -> {
          if (tags.keys().equals(java.util.Set.of(key))) {
            values.put(tags.value(key).orElseThrow(), value);
          }
        });
    return values;
  }

  /// The sum over series with at least these tags.
  double sum(String metric, String... tags) {
    Tags wanted = Tags.parse(Arrays.asList(tags));
    return values(metric).entrySet().stream()
        .filter(entry -> entry.getKey().contains(wanted))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  Outcome outcome(String metric) {
    return outcomes().stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  String reason(String metric) {
    return outcomes().stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst()
        .flatMap(MetricOutcome::reason)
        .orElse("");
  }

  List<MetricOutcome> outcomes() {
    return result.outcomes();
  }

  static Tags ownTags(Series series) {
    return new Tags(
        series.tags().all().stream().filter(tag -> !OF_THE_RUN.contains(tag.key())).toList());
  }
}
