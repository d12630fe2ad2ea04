// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.collectors.kubernetes.Given.AS_OF;
import static ai.metta.collectors.kubernetes.Given.deployments;
import static ai.metta.collectors.kubernetes.Given.jobs;
import static ai.metta.collectors.kubernetes.Given.rules;
import static ai.metta.collectors.kubernetes.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Counted by hand, as of noon of 18 March 2026, UTC.
final class WorkloadMetricsTest {
  private static Deployment deployment(String name, int wanted, int ready) {
    return new Deployment(new ObjectName("web", name), wanted, ready, Optional.empty());
  }

  private static Deployment unavailable(String name, int wanted, int ready, long seconds) {
    return new Deployment(
        new ObjectName("web", name), wanted, ready, Optional.of(AS_OF.minusSeconds(seconds)));
  }

  @Test
  void aDeploymentOfNoPodsIsSwitchedOffAndNotUnavailable() {
    KubernetesSnapshot facts =
        deployments(rules(), deployment("off", 0, 0), deployment("on", 2, 2));

    assertThat(told(facts, "k8s.deployments.zero_replicas")).containsExactly("1.0");
    assertThat(told(facts, "k8s.deployments.unavailable")).containsExactly("0.0");
  }

  /// One that lacks a pod of four is available as long as Kubernetes calls it so.
  @Test
  void aDeploymentIsUnavailableAfterMoreThanFiveMinutes() {
    KubernetesSnapshot facts =
        deployments(
            rules(),
            deployment("lacks-one", 4, 3),
            unavailable("edge", 2, 0, 300),
            unavailable("gone", 2, 0, 301),
            unavailable("back", 2, 2, 3000),
            unavailable("off", 0, 0, 3000));

    assertThat(told(facts, "k8s.deployments.unavailable")).containsExactly("1.0");
  }

  @Test
  void deploymentsAreToldByNamespaceWhereAsked() {
    KubernetesSnapshot facts =
        deployments(
            rules("kubernetes.per_namespace", "true"),
            deployment("off", 0, 0),
            new Deployment(new ObjectName("data", "store"), 1, 1, Optional.empty()));

    assertThat(told(facts, "k8s.deployments.zero_replicas_by"))
        .containsExactly("namespace:data=0.0", "namespace:web=1.0");
  }

  @Test
  void aClusterWithoutDeploymentsHasNoneSwitchedOff() {
    assertThat(told(deployments(rules()), "k8s.deployments.zero_replicas")).containsExactly("0.0");
    assertThat(
            told(
                deployments(rules("kubernetes.per_namespace", "true")),
                "k8s.deployments.zero_replicas_by"))
        .containsExactly("absent: no namespace has any");
  }

  @Test
  void jobsThatFailedInTheLastDayCount() {
    KubernetesSnapshot facts =
        jobs(
            job("edge", "2026-03-17T12:00:00Z"),
            job("in", "2026-03-17T12:00:01Z"),
            job("now", "2026-03-18T12:00:00Z"),
            new OwnJob(new ObjectName("monitoring", "well"), Optional.empty()));

    assertThat(told(facts, "k8s.jobs.failed_24h")).containsExactly("2.0");
  }

  private static OwnJob job(String name, String failed) {
    return new OwnJob(new ObjectName("monitoring", name), Optional.of(Instant.parse(failed)));
  }
}
