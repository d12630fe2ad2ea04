// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

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

/// Weights & Biases: training runs, what they report and what they compute on, sweeps and launch
/// queues of one or many projects.
public final class WandbCollector implements Collector<WandbSnapshot> {
  @Override
  public Profile profile() {
    return new Profile(
        "wandb",
        "Training runs: how many, how they end, how fast and how well they learn, GPU use",
        Priority.HIGH,
        Schedule.everyMinutes(30),
        Runs.WEEK,
        Duration.ofMinutes(15),
        WandbConfig.settings(),
        List.of(WandbConfig.API_KEY),
        List.of());
  }

  @Override
  public Catalogue<WandbSnapshot> catalogue() {
    return WandbMetrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(WandbDashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, WandbSnapshot> fetch(Fetch fetch, Window window) {
    return WandbReading.of(fetch).snapshots(window);
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return WandbReading.of(fetch).probes();
  }
}
