// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

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

/// Kubernetes: pods, what they use and waste, and whether the platform's own jobs run, of one
/// cluster.
public final class KubernetesCollector implements Collector<KubernetesSnapshot> {
  @Override
  public Profile profile() {
    return new Profile(
        "kubernetes",
        "Kubernetes: wasted and missing resources, unhealthy pods, failed jobs",
        Priority.MEDIUM,
        Schedule.everyMinutes(15),
        Duration.ofHours(24),
        Duration.ofMinutes(5),
        KubernetesConfig.settings(),
        List.of(),
        List.of());
  }

  @Override
  public Catalogue<KubernetesSnapshot> catalogue() {
    return KubernetesMetrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(KubernetesDashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, KubernetesSnapshot> fetch(Fetch fetch, Window window) {
    KubernetesReading reading = KubernetesReading.of(fetch);
    return Map.of(Scope.of("cluster", reading.cluster()), reading.snapshot());
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return KubernetesReading.of(fetch).probes();
  }
}
