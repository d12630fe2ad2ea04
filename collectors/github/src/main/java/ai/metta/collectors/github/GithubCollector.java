// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

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

/// GitHub: pull requests, commits, CI, branches, reviews, issues and developers of one or many
/// repositories.
public final class GithubCollector implements Collector<GithubSnapshot> {
  @Override
  public Profile profile() {
    return new Profile(
        "github",
        "Engineering health of repositories: pull requests, CI, commits, reviews, issues",
        Priority.HIGH,
        Schedule.everyMinutes(15),
        Lookback.DAYS_7,
        Duration.ofMinutes(5),
        GithubConfig.settings(),
        List.of(GithubConfig.TOKEN, GithubConfig.APP_ID, GithubConfig.APP_KEY),
        List.of());
  }

  @Override
  public Catalogue<GithubSnapshot> catalogue() {
    return GithubMetrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(GithubDashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, GithubSnapshot> fetch(Fetch fetch, Window window) {
    return new GithubReading(fetch).snapshots(window);
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return new GithubReading(fetch).probes();
  }
}
