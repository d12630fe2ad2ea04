// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.collectors.kubernetes.Given.AS_OF;
import static ai.metta.collectors.kubernetes.Given.amounts;
import static ai.metta.collectors.kubernetes.Given.cluster;
import static ai.metta.collectors.kubernetes.Given.ended;
import static ai.metta.collectors.kubernetes.Given.in;
import static ai.metta.collectors.kubernetes.Given.made;
import static ai.metta.collectors.kubernetes.Given.pods;
import static ai.metta.collectors.kubernetes.Given.rules;
import static ai.metta.collectors.kubernetes.Given.running;
import static ai.metta.collectors.kubernetes.Given.runs;
import static ai.metta.collectors.kubernetes.Given.seen;
import static ai.metta.collectors.kubernetes.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.kubernetes.Pod.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counted by hand, as of noon of 18 March 2026, UTC.
final class ResourceMetricsTest {

  /// What one pod uses beyond its request saves nothing that another wastes.
  @Test
  void wasteIsReckonedPodByPod() {
    KubernetesSnapshot facts =
        cluster(
            seen().using("a", "0.5", 256).using("b", "3", 2048),
            running("a", "2", 1024),
            running("b", "1", 1024));

    assertThat(told(facts, "k8s.resources.cpu_requested_cores")).containsExactly("3.0");
    assertThat(told(facts, "k8s.resources.cpu_used_cores")).containsExactly("3.5");
    assertThat(told(facts, "k8s.resources.cpu_waste_cores")).containsExactly("1.5");
    assertThat(told(facts, "k8s.resources.memory_requested_gb")).containsExactly("2.0");
    assertThat(told(facts, "k8s.resources.memory_used_gb")).containsExactly("2.25");
    assertThat(told(facts, "k8s.resources.memory_waste_gb")).containsExactly("0.75");
  }

  /// A pending pod uses nothing, and what an unmeasured one uses nobody knows.
  @Test
  void onlyPodsThatRunAndAreMeasuredAreReckonedWith() {
    Pod pending = in(Phase.PENDING, "pending", Given.OLD);
    Pod asking =
        new Pod(
            pending.name(),
            Phase.PENDING,
            Given.OLD,
            Given.OLD,
            Given.amounts("64", 4096),
            List.of());
    KubernetesSnapshot facts =
        cluster(
            seen().using("a", "1", 512).using("pending", "0", 0),
            running("a", "2", 1024),
            running("unmeasured", "8", 8192),
            asking);

    assertThat(told(facts, "k8s.resources.cpu_requested_cores")).containsExactly("2.0");
    assertThat(told(facts, "k8s.resources.cpu_waste_cores")).containsExactly("1.0");
    assertThat(told(facts, "k8s.resources.cpu_efficiency_pct")).containsExactly("50.0");
    assertThat(told(facts, "k8s.resources.memory_efficiency_pct")).containsExactly("50.0");
    assertThat(told(facts, "k8s.pods.unmeasured")).containsExactly("1.0");
  }

  @Test
  void efficiencyLeavesOutWhoRequestsNothing() {
    KubernetesSnapshot facts =
        cluster(
            seen().using("a", "1", 100).using("none", "5", 5000).using("cpu", "1", 5000),
            running("a", "2", 200),
            running("none", "0", 0),
            running("cpu", "2", 0));

    assertThat(told(facts, "k8s.resources.cpu_efficiency_pct")).containsExactly("50.0");
    assertThat(told(facts, "k8s.resources.memory_efficiency_pct")).containsExactly("50.0");
    assertThat(told(facts, "k8s.resources.cpu_waste_cores")).containsExactly("2.0");
  }

  @Test
  void whereNothingIsRequestedThereIsNoEfficiency() {
    KubernetesSnapshot facts = cluster(seen().using("a", "1", 100), running("a", "0", 0));

    assertThat(told(facts, "k8s.resources.cpu_efficiency_pct"))
        .containsExactly("absent: no pod that runs and is measured requests any");
    assertThat(told(facts, "k8s.resources.cpu_waste_cores")).containsExactly("0.0");
  }

  @Test
  void aClusterWithoutPodsHasZerosAndNoEfficiency() {
    KubernetesSnapshot facts = cluster(seen());

    assertThat(told(facts, "k8s.resources.memory_waste_gb")).containsExactly("0.0");
    assertThat(told(facts, "k8s.resources.overallocated_pods")).containsExactly("0.0");
    assertThat(told(facts, "k8s.pods.idle_count")).containsExactly("0.0");
    assertThat(told(facts, "k8s.pods.running")).containsExactly("0.0");
    assertThat(told(facts, "k8s.resources.memory_efficiency_pct").getFirst()).startsWith("absent:");
  }

  /// Five minutes to the second are fresh; what is older is missing.
  @ParameterizedTest
  @CsvSource({
    "2026-03-18T11:55:00Z, 0",
    "2026-03-18T11:54:59Z, 1",
    "2026-03-18T12:00:20Z, 0",
  })
  void anOldSampleIsNone(Instant sampled, double unmeasured) {
    KubernetesSnapshot facts =
        cluster(seen().using("a", "1", 100, sampled), running("a", "2", 200));

    assertThat(told(facts, "k8s.pods.unmeasured")).containsExactly(Double.toString(unmeasured));
    assertThat(told(facts, "k8s.resources.cpu_used_cores"))
        .containsExactly(Double.toString(1 - unmeasured));
  }

  /// A StatefulSet's pod goes by the name of the one before it, whose use is told until it is
  /// looked at anew.
  @ParameterizedTest
  @CsvSource({
    "2026-03-18T11:59:31Z, 1",
    "2026-03-18T11:59:30Z, 1",
    "2026-03-18T11:59:29Z, 0",
    "2026-03-18T11:40:00Z, 0",
  })
  void whatWasSeenOfThePodBeforeOfTheSameNameIsNotOfThisOne(Instant began, double unmeasured) {
    KubernetesSnapshot facts =
        cluster(
            seen().using("store-0", "1", 100, AS_OF.minusSeconds(30)),
            made(running("store-0", "2", 200), began));

    assertThat(told(facts, "k8s.pods.unmeasured")).containsExactly(Double.toString(unmeasured));
    assertThat(told(facts, "k8s.resources.cpu_waste_cores"))
        .containsExactly(Double.toString(1 - unmeasured));
  }

  /// A container that was started again a moment ago is not told, and a pod without its largest
  /// container seems to waste what that one uses.
  @Test
  void aPodOfWhichOneContainerIsNotToldIsNotMeasured() {
    KubernetesSnapshot facts =
        cluster(
            seen()
                .using("whole", Map.of("a", amounts("1", 100), "b", amounts("0.5", 100)))
                .using("part", Map.of("b", amounts("0.5", 100)))
                .using("ended", Map.of("b", amounts("0.25", 100)))
                .using("none", Map.of()),
            running("whole", "2", 200, runs("a"), runs("b")),
            running("part", "2", 200, runs("a"), runs("b")),
            running("ended", "2", 200, ended("Completed", "2026-03-18T11:00:00Z"), runs("b")),
            running("none", "2", 200));

    assertThat(told(facts, "k8s.pods.unmeasured")).containsExactly("2.0");
    assertThat(told(facts, "k8s.resources.cpu_used_cores")).containsExactly("1.75");
    assertThat(told(facts, "k8s.resources.cpu_requested_cores")).containsExactly("4.0");
  }

  /// Below a fifth of one or the other request.
  @Test
  void aPodThatUsesAFifthHasNotTooMuch() {
    KubernetesSnapshot facts =
        cluster(
            seen()
                .using("fifth", "0.2", 200)
                .using("cpu", "0.199", 1000)
                .using("memory", "1", 199)
                .using("none", "0", 0),
            running("fifth", "1", 1000),
            running("cpu", "1", 1000),
            running("memory", "1", 1000),
            running("none", "0", 0));

    assertThat(told(facts, "k8s.resources.overallocated_pods")).containsExactly("2.0");
  }

  @Test
  void thresholdsAreTheTeams() {
    KubernetesSnapshot facts =
        cluster(
            rules(
                "kubernetes.overallocated_below_pct", "50", "kubernetes.low_cpu_millicores", "500"),
            seen().using("a", "0.4", 1000),
            running("a", "1", 1000));

    assertThat(told(facts, "k8s.resources.overallocated_pods")).containsExactly("1.0");
    assertThat(told(facts, "k8s.pods.low_cpu_usage")).containsExactly("1.0");
  }

  /// Idle: less than 1 millicore and less than 10 MiB. Little: less than 10 millicores, or less
  /// than 50 MiB.
  @Test
  void idleIsLessThanALittle() {
    KubernetesSnapshot facts =
        cluster(
            seen()
                .using("idle", "0.0009", 9)
                .using("edge", "0.001", 10)
                .using("little", "0.0099", 49)
                .using("enough", "0.01", 50),
            running("idle", "1", 1),
            running("edge", "1", 1),
            running("little", "1", 1),
            running("enough", "1", 1));

    assertThat(told(facts, "k8s.pods.idle_count")).containsExactly("1.0");
    assertThat(told(facts, "k8s.pods.low_cpu_usage")).containsExactly("3.0");
    assertThat(told(facts, "k8s.pods.low_memory_usage")).containsExactly("3.0");
  }

  @Test
  void aPodIsNotJudgedInItsFirstHour() {
    KubernetesSnapshot facts =
        cluster(
            seen().using("young", "0", 1).using("old", "0", 1),
            made(running("young", "1", 1), AS_OF.minusSeconds(3600)),
            made(running("old", "1", 1), AS_OF.minusSeconds(3601)));

    assertThat(told(facts, "k8s.pods.idle_count")).containsExactly("1.0");
  }

  @Test
  void whoRequestsOneOfTheTwoRequestsSomething() {
    KubernetesSnapshot facts =
        pods(
            running("neither", "0", 0),
            running("cpu", "1", 0),
            running("memory", "0", 64),
            in(Phase.PENDING, "pending", Given.OLD));

    assertThat(told(facts, "k8s.resources.pods_without_requests")).containsExactly("1.0");
  }

  @Test
  void withoutAMetricsApiNothingOfUseIsTold() {
    KubernetesSnapshot facts = pods(running("a", "2", 200));

    for (String metric :
        new String[] {
          "k8s.resources.cpu_requested_cores",
          "k8s.resources.cpu_waste_cores",
          "k8s.resources.cpu_efficiency_pct",
          "k8s.resources.overallocated_pods",
          "k8s.pods.unmeasured",
          "k8s.pods.idle_count"
        }) {
      assertThat(told(facts, metric))
          .as(metric)
          .containsExactly("unsupported: nobody installed it");
    }
    assertThat(told(facts, "collector.kubernetes.metrics_api_available")).containsExactly("0.0");
  }

  @Test
  void sumsAreToldByNamespaceWhereAsked() {
    KubernetesSnapshot facts =
        cluster(
            rules("kubernetes.per_namespace", "true"),
            seen().using("x/a", "1", 1024).using("y/a", "0.5", 512),
            running("x/a", "2", 1024),
            running("y/a", "1", 1024),
            running("z/a", "1", 1024));

    assertThat(told(facts, "k8s.resources.cpu_waste_cores")).containsExactly("1.5");
    assertThat(told(facts, "k8s.resources.cpu_waste_cores_by"))
        .containsExactly("namespace:x=1.0", "namespace:y=0.5", "namespace:z=0.0");
    assertThat(told(facts, "k8s.pods.unmeasured_by"))
        .containsExactly("namespace:x=0.0", "namespace:y=0.0", "namespace:z=1.0");
  }

  @Test
  void namespacesMayBeLeftOut() {
    KubernetesSnapshot facts =
        cluster(
            rules("kubernetes.exclude_namespaces", "kube-system, x"),
            seen().using("x/a", "1", 1024).using("y/a", "0.5", 512),
            running("x/a", "2", 1024),
            running("y/a", "1", 1024),
            running("kube-system/a", "1", 1024));

    assertThat(told(facts, "k8s.pods.running")).containsExactly("1.0");
    assertThat(told(facts, "k8s.resources.cpu_used_cores")).containsExactly("0.5");
  }
}
