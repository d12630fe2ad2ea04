// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Probe;
import ai.metta.collect.Report;
import ai.metta.metric.Series;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is asked, how often, and what it takes to be allowed to.
final class RequestsTest {
  @Test
  void everyListIsReadOnceInPagesOf500() {
    try (KubernetesServer server = Served.cluster(1)) {
      Report report = Served.collecting(server).run();
      assertThat(server.requests())
          .hasSize(5)
          .doesNotHaveDuplicates()
          .contains(
              "/api/v1/pods?limit=500",
              "/apis/metrics.k8s.io/v1beta1/pods",
              "/apis/apps/v1/deployments?limit=500",
              "/apis/batch/v1/jobs?labelSelector=collector&limit=500");
      assertThat(server.requests()).filteredOn(one -> one.contains("continue=")).hasSize(1);
      assertThat(counted(report)).isEqualTo(5);
    }
  }

  private static double counted(Report report) {
    return report.result().series().stream()
        .filter(series -> series.metric().equals("collector.kubernetes.api_requests"))
        .map(Series::points)
        .findFirst()
        .orElseThrow()
        .getFirst()
        .value();
  }

  /// No metrics server knows it: usage was empty then, and everything requested was waste.
  @Test
  void nobodyIsAskedForAResourceThatDoesNotExist() {
    try (KubernetesServer server = Served.cluster(1)) {
      Served.collecting(server).run();
      assertThat(server.requests()).noneMatch(one -> one.contains("podmetrics"));
    }
  }

  @Test
  void theSelectorOfOwnJobsIsTheTeams() {
    try (KubernetesServer server = Served.cluster(1)) {
      Served.collecting(server).with("kubernetes.own_jobs", "collector=github").run();
      assertThat(server.requests())
          .contains("/apis/batch/v1/jobs?labelSelector=collector%3Dgithub&limit=500");
    }
  }

  @Test
  void doctorReadsOneItemOfEachList() {
    try (KubernetesServer server = Served.cluster(1)) {
      List<Probe> probes = Served.collecting(server).probes();
      assertThat(probes)
          .extracting(Probe::question)
          .containsExactly(
              "pods may be listed",
              "pods.metrics.k8s.io may be listed",
              "deployments.apps may be listed",
              "jobs.batch may be listed");
      assertThat(probes).allMatch(probe -> probe.finding() instanceof Probe.Good);
      assertThat(server.requests()).hasSize(4).contains("/api/v1/pods?limit=1");
    }
  }

  @Test
  void theRoleGrantsWhatIsAskedForAndNothingElse() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (Listed listed : Listed.values()) {
      asked.add("list " + listed.granted());
    }
    assertThat(granted()).isEqualTo(asked);
  }

  /// The server knows the role, as a set of what it grants.
  @Test
  void theRoleIsEnough() throws IOException {
    String[] resources =
        granted().stream().map(one -> one.replace("list ", "")).toArray(String[]::new);
    try (KubernetesServer server = KubernetesServer.start(Served.options(1).withRole(resources))) {
      assertThat(Served.collecting(server).run().failed()).isEmpty();
    }
    try (KubernetesServer server = KubernetesServer.start(Served.options(1).withRole("pods"))) {
      assertThat(Served.collecting(server).run().failed())
          .contains(
              "k8s.deployments.unavailable",
              "k8s.jobs.failed_24h",
              "k8s.resources.cpu_used_cores",
              "collector.kubernetes.metrics_api_available")
          .doesNotContain("k8s.pods.running");
    }
  }

  private static Set<String> granted() throws IOException {
    Set<String> granted = new TreeSet<>();
    for (String document : Files.readString(Path.of("rbac.yaml")).split("\n---\n", -1)) {
      if (new KubernetesSerialization().<Object>unmarshal(document) instanceof ClusterRole role) {
        role.getRules()
            .forEach(rule ->
                rule.getVerbs()
                    .forEach(verb ->
                        rule.getApiGroups()
                            .forEach(group ->
                                rule.getResources()
                                    .forEach(resource ->
                                        granted.add(
                                            Stream.of(resource, group)
                                                .filter(part -> !part.isEmpty())
                                                .reduce((one, other) -> one + "." + other)
                                                .map(name -> verb + " " + name)
                                                .orElseThrow())))));
      }
    }
    return granted;
  }
}
