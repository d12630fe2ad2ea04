// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Deployments, and the jobs by which the platform watches itself.
final class WorkloadMetrics {
  private static final String GROUP = "Workloads";
  private static final Duration DAY = Duration.ofHours(24);

  static final Twins ZERO_REPLICAS =
      Twins.of(
              "k8s.deployments.zero_replicas",
              "Deployments that are to have no pod",
              WorkloadMetrics::ofDeployments)
          .and(whole -> whole.tagged("k8s.deployments", "status:zero_replicas").shownIn(GROUP, 1));
  static final Twins UNAVAILABLE =
      Twins.of(
              "k8s.deployments.unavailable",
              "Deployments that have too few ready pods, and that Kubernetes has called unavailable for longer than kubernetes.stuck_after",
              metric -> ofDeployments(metric).orientation(Orientation.LOWER_IS_BETTER))
          .and(whole ->
              whole
                  .tagged("k8s.deployments", "status:unavailable")
                  .target(Target.below(1))
                  .shownIn(GROUP, 2)
                  .alertsAt(1, Duration.ofMinutes(30)));

  static final Metric FAILED_JOBS =
      Metric.gauge("k8s.jobs.failed_24h")
          .unit(Unit.JOB)
          .says(
              "Jobs of the platform's own CronJobs, found by kubernetes.own_jobs, that failed in the last 24 hours and were not removed yet")
          .across(SUM)
          .window(DAY)
          .history(History.NOW_ONLY)
          .orientation(Orientation.LOWER_IS_BETTER)
          .target(Target.below(1))
          .from(KubernetesMetrics.JOBS)
          .shownIn(GROUP, 3);

  private WorkloadMetrics() {}

  static List<Emission<KubernetesSnapshot>> emissions() {
    return Stream.of(
            ZERO_REPLICAS.counting(
                KubernetesSnapshot::deployments, (_, _) -> one -> one.wanted() == 0),
            UNAVAILABLE.counting(KubernetesSnapshot::deployments, WorkloadMetrics::isUnavailable),
            List.of(
                emit(FAILED_JOBS)
                    .from(KubernetesSnapshot::jobs)
                    .value((jobs, asOf) -> failed(jobs, Window.ending(asOf, DAY)))))
        .<Emission<KubernetesSnapshot>>flatMap(List::stream)
        .toList();
  }

  private static Predicate<Deployment> isUnavailable(KubernetesConfig rules, Instant asOf) {
    Instant before = asOf.minus(rules.stuckAfter());
    return one ->
        one.ready() < one.wanted()
            && one.unavailableSince().filter(since -> since.isBefore(before)).isPresent();
  }

  private static long failed(List<OwnJob> jobs, Window window) {
    return jobs.stream().filter(job -> job.failed().filter(window::contains).isPresent()).count();
  }

  private static Metric ofDeployments(Metric metric) {
    return metric.noun("deployment").from(KubernetesMetrics.DEPLOYMENTS);
  }
}
