// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.collectors.kubernetes.Given.AS_OF;
import static ai.metta.collectors.kubernetes.Given.OLD;
import static ai.metta.collectors.kubernetes.Given.ended;
import static ai.metta.collectors.kubernetes.Given.in;
import static ai.metta.collectors.kubernetes.Given.pods;
import static ai.metta.collectors.kubernetes.Given.restarted;
import static ai.metta.collectors.kubernetes.Given.running;
import static ai.metta.collectors.kubernetes.Given.told;
import static ai.metta.collectors.kubernetes.Given.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.kubernetes.Pod.Phase;
import ai.metta.metric.Alias;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counted by hand, as of noon of 18 March 2026, UTC.
final class PodHealthMetricsTest {
  @Test
  void everyPodIsInOnePhase() {
    KubernetesSnapshot facts =
        pods(
            in(Phase.PENDING, "1", OLD),
            in(Phase.PENDING, "2", OLD),
            in(Phase.RUNNING, "3", OLD),
            in(Phase.SUCCEEDED, "4", OLD),
            in(Phase.SUCCEEDED, "5", OLD),
            in(Phase.SUCCEEDED, "6", OLD),
            in(Phase.FAILED, "7", OLD),
            in(Phase.UNKNOWN, "8", OLD));

    assertThat(told(facts, "k8s.pods.pending")).containsExactly("2.0");
    assertThat(told(facts, "k8s.pods.running")).containsExactly("1.0");
    assertThat(told(facts, "k8s.pods.succeeded")).containsExactly("3.0");
    assertThat(told(facts, "k8s.pods.failed")).containsExactly("1.0");
    assertThat(told(facts, "k8s.pods.unknown")).containsExactly("1.0");
  }

  /// A pod that was made this minute is pending, and not stuck.
  @Test
  void aPodIsStuckAfterMoreThanFiveMinutes() {
    KubernetesSnapshot facts =
        pods(
            in(Phase.PENDING, "new", AS_OF),
            in(Phase.PENDING, "edge", AS_OF.minusSeconds(300)),
            in(Phase.PENDING, "stuck", AS_OF.minusSeconds(301)),
            in(Phase.RUNNING, "running", OLD));

    assertThat(told(facts, "k8s.pods.pending")).containsExactly("3.0");
    assertThat(told(facts, "k8s.pods.stuck_pending")).containsExactly("1.0");
  }

  @Test
  void aPodCountsOnceHoweverManyOfItsContainersAreUnwell() {
    KubernetesSnapshot facts =
        pods(
            running(
                "1",
                "1",
                1,
                waiting("CrashLoopBackOff"),
                waiting("CrashLoopBackOff"),
                restarted(9)),
            running("2", "1", 1, restarted(0), waiting("CrashLoopBackOff")),
            running("3", "1", 1, waiting("ContainerCreating")));

    assertThat(told(facts, "k8s.pods.crash_looping")).containsExactly("2.0");
    assertThat(told(facts, "k8s.pods.high_restarts")).containsExactly("1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "ErrImagePull,      1",
    "ImagePullBackOff,  1",
    "InvalidImageName,  1",
    "ErrImageNeverPull, 1",
    "PodInitializing,   0",
  })
  void everyReasonForWhichThereIsNoImageCounts(String reason, double errors) {
    KubernetesSnapshot facts = pods(in(Phase.PENDING, "1", OLD, waiting(reason)));

    assertThat(told(facts, "k8s.pods.image_pull_errors")).containsExactly(Double.toString(errors));
  }

  @ParameterizedTest
  @CsvSource({
    "OOMKilled, 2026-03-17T12:00:00Z, 0",
    "OOMKilled, 2026-03-17T12:00:01Z, 1",
    "OOMKilled, 2026-03-18T12:00:00Z, 1",
    "Error,     2026-03-18T11:00:00Z, 0",
  })
  void whoRanOutOfMemoryInTheLastDayCounts(String reason, String at, double killed) {
    KubernetesSnapshot facts = pods(in(Phase.RUNNING, "1", OLD, ended(reason, at)));

    assertThat(told(facts, "k8s.pods.oomkilled_24h")).containsExactly(Double.toString(killed));
  }

  @Test
  void fiveRestartsAreNotMany() {
    KubernetesSnapshot facts =
        pods(running("5", "1", 1, restarted(5)), running("6", "1", 1, restarted(6)));

    assertThat(told(facts, "k8s.pods.high_restarts")).containsExactly("1.0");
  }

  /// Three dictionaries were merged by name once, and the last one's tags were all that was left.
  @Test
  void noTaggedNameHidesAnother() {
    List<String> names =
        KubernetesMetrics.CATALOGUE.metrics().stream()
            .flatMap(metric -> metric.aliases().stream())
            .map(Alias::text)
            .toList();

    assertThat(names)
        .doesNotHaveDuplicates()
        .contains(
            "k8s.pods{issue:crash_looping}",
            "k8s.pods{issue:image_pull_error}",
            "k8s.pods{issue:oomkilled,timeframe:24h}",
            "k8s.pods{issue:high_restarts}",
            "k8s.pods{phase:failed}",
            "k8s.pods{status:overallocated}",
            "k8s.pods{utilization:idle}",
            "k8s.pods{utilization:low_memory}");
  }
}
