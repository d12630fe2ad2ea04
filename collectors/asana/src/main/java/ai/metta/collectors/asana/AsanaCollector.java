// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

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

/// Asana: tasks, projects and bugs of one workspace.
public final class AsanaCollector implements Collector<AsanaSnapshot> {
  @Override
  public Profile profile() {
    return new Profile(
        "asana",
        "Project work: open and overdue tasks, project status, bugs",
        Priority.LOW,
        Schedule.everyHours(6),
        Lookback.DAYS_30,
        Duration.ofMinutes(15),
        AsanaConfig.settings(),
        List.of(AsanaConfig.TOKEN, AsanaConfig.CLIENT_ID, AsanaConfig.CLIENT_SECRET),
        List.of());
  }

  @Override
  public Catalogue<AsanaSnapshot> catalogue() {
    return AsanaMetrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(AsanaDashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, AsanaSnapshot> fetch(Fetch fetch, Window window) {
    AsanaReading reading = AsanaReading.of(fetch, window);
    Scope workspace = Scope.of("workspace", reading.client().workspace());
    return Map.of(workspace, reading.snapshot());
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return AsanaReading.of(fetch, Window.ending(fetch.asOf(), Lookback.DAYS_30)).probes();
  }
}
