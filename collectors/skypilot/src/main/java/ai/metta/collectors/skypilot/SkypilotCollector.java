// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.dashboards.Dashboard;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// SkyPilot: managed jobs, clusters, and what they cost.
public final class SkypilotCollector implements Collector<SkypilotSnapshot> {
  private static final Schedule SCHEDULE = Schedule.everyMinutes(10);

  @Override
  public Profile profile() {
    return new Profile(
        "skypilot",
        "Job orchestration and GPU use: jobs, clusters, runtimes, costs",
        Priority.HIGH,
        SCHEDULE,
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        SkypilotConfig.settings(),
        List.of(SkypilotConfig.TOKEN),
        List.of());
  }

  @Override
  public Catalogue<SkypilotSnapshot> catalogue() {
    return SkypilotMetrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(SkypilotDashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, SkypilotSnapshot> fetch(Fetch fetch, Window window) {
    SkypilotConfig config = SkypilotConfig.from(fetch.settings());
    return Map.of(
        Scope.all(), SkypilotReading.begin(fetch, config, window.from()).snapshot(config.prices()));
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return SkypilotReading.begin(fetch, SkypilotConfig.from(fetch.settings()), fetch.asOf())
        .probes(SkypilotReading.shown(fetch.settings()));
  }
}
