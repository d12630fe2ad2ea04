// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import ai.metta.metric.Schedule;
import ai.metta.metric.TagKey;
import java.time.Duration;
import java.util.List;

/// What a dashboard is about: the metrics of one collector.
///
/// @param collector its name
/// @param schedule how often it measures them
/// @param scope the keys that each of its series carries beside the metric's own
public record Subject(
    String collector, Schedule schedule, List<Metric> metrics, List<TagKey> scope) {
  public Subject {
    metrics = List.copyOf(metrics);
    scope = List.copyOf(scope);
  }

  public static Subject of(String collector, Schedule schedule, Catalogue<?> catalogue) {
    return new Subject(collector, schedule, catalogue.metrics(), catalogue.scope());
  }

  boolean declares(Metric metric) {
    return metrics.stream().anyMatch(one -> one.name().equals(metric.name()));
  }

  /// After how long a value of its metric says nothing of now.
  Duration freshness(Metric metric) {
    return metric.freshness(schedule);
  }
}
