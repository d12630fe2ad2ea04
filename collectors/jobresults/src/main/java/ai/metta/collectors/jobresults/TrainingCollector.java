// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

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

/// What came of training jobs, and of what is asked of every job of the stable suite.
public final class TrainingCollector implements Collector<JobResultsSnapshot> {
  @Override
  public Profile profile() {
    return new Profile(
        "training",
        "What came of training jobs, and of what is asked of every job of the stable suite",
        Priority.HIGH,
        Schedule.everyMinutes(15),
        Lookback.DAYS_2,
        Duration.ofMinutes(5),
        JobResultsConfig.settings(),
        List.of(JobResultsConfig.TOKEN),
        List.of());
  }

  @Override
  public Catalogue<JobResultsSnapshot> catalogue() {
    return TrainingMetrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(TrainingDashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, JobResultsSnapshot> fetch(Fetch fetch, Window window) {
    return JobResultsReading.of(fetch, window).snapshots();
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return JobResultsReading.of(fetch, Window.ending(fetch.asOf(), Lookback.DAYS_2)).probes();
  }
}
