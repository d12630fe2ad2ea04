// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.collect.Registry;
import ai.metta.collect.Run;
import ai.metta.metric.MetricType;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.cost.Extent;
import ai.metta.metric.cost.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Counts the series of runs.
public final class SeriesCount {
  private SeriesCount() {}

  /// How often each collector runs, by name.
  public static Map<String, Duration> schedules(Registry registry) {
    return registry.all().stream()
        .collect(
            Collectors.toMap(
                collector -> collector.profile().name(),
                collector -> collector.profile().schedule().every()));
  }

  /// The usage of each metric, if every collector goes on as it did in this run.
  public static List<Usage> of(Run run, Map<String, Duration> schedules) {
    Map<String, MetricType> types = new TreeMap<>();
    Map<String, Map<Tags, Duration>> met = new TreeMap<>();
    for (Run.Result result : run.results()) {
      Duration every = Optional.ofNullable(schedules.get(result.collector())).orElseThrow();
      for (Series series : result.series()) {
        types.put(series.metric(), series.type());
        met.computeIfAbsent(series.metric(), _ -> new LinkedHashMap<>()).put(series.tags(), every);
      }
    }
    List<Usage> usages = new ArrayList<>();
    types.forEach((metric, type) ->
        usages.add(new Usage(metric, type, new Extent.Met(met.getOrDefault(metric, Map.of())))));
    return usages;
  }
}
