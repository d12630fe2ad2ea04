// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collectors.kubernetes.Counted.Meant;
import ai.metta.collectors.kubernetes.Pod.Phase;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Target;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How pods are, whatever they use. A pod counts once, however many of its containers are unwell;
/// init containers and sidecars are containers.
final class PodHealthMetrics {
  private static final String GROUP = "Pods";
  private static final String CRASH_LOOP = "CrashLoopBackOff";
  private static final Set<String> NO_IMAGE =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");
  private static final String OUT_OF_MEMORY = "OOMKilled";
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  static final Twins RUNNING =
      pods("k8s.pods.running", "Pods of which a container runs, starts or is started again")
          .and(whole -> whole.tagged("k8s.pods", "phase:running").shownIn(GROUP, 1));
  static final Twins PENDING =
      pods("k8s.pods.pending", "Pods that were accepted and do not run yet")
          .and(whole -> whole.tagged("k8s.pods", "phase:pending").shownIn(GROUP, 2));
  static final Twins SUCCEEDED =
      pods("k8s.pods.succeeded", "Pods that ended well and were not removed yet")
          .and(whole -> whole.tagged("k8s.pods", "phase:succeeded").shownIn(GROUP, 3));
  static final Twins FAILED =
      unwell("k8s.pods.failed", "Pods that ended badly and were not removed yet")
          .and(whole -> whole.tagged("k8s.pods", "phase:failed").shownIn(GROUP, 4));
  static final Twins UNKNOWN =
      unwell("k8s.pods.unknown", "Pods whose phase is not known, as when their node is lost")
          .and(whole -> whole.tagged("k8s.pods", "phase:unknown").shownIn(GROUP, 5));
  static final Twins STUCK_PENDING =
      unwell(
              "k8s.pods.stuck_pending",
              "Pending pods that were made longer ago than kubernetes.stuck_after")
          .and(whole -> whole.target(Target.below(1)).shownIn(GROUP, 6).alertsAt(1, HALF_AN_HOUR));
  static final Twins CRASH_LOOPING =
      unwell(
              "k8s.pods.crash_looping",
              "Pods of which a container waits to be started again after it crashed")
          .and(whole ->
              whole
                  .tagged("k8s.pods", "issue:crash_looping")
                  .target(Target.below(1))
                  .shownIn(GROUP, 7)
                  .alertsAt(1, HALF_AN_HOUR));
  static final Twins IMAGE_PULL_ERRORS =
      unwell("k8s.pods.image_pull_errors", "Pods of which a container cannot get its image")
          .and(whole ->
              whole
                  .tagged("k8s.pods", "issue:image_pull_error")
                  .target(Target.below(1))
                  .shownIn(GROUP, 8)
                  .alertsAt(1, HALF_AN_HOUR));
  static final Twins OOM_KILLED =
      Twins.of(
              "k8s.pods.oomkilled_24h",
              "Pods of which a container ran out of memory in the last 24 hours; Kubernetes tells only the last end of each, so there may be more",
              metric -> unwell(metric).window(DAY))
          .and(whole ->
              whole
                  .tagged("k8s.pods", "issue:oomkilled", "timeframe:24h")
                  .target(Target.below(1))
                  .shownIn(GROUP, 9));
  static final Twins HIGH_RESTARTS =
      unwell(
              "k8s.pods.high_restarts",
              "Pods of which a container was started again more often than kubernetes.high_restarts since the pod was made")
          .and(whole -> whole.tagged("k8s.pods", "issue:high_restarts").shownIn(GROUP, 10));

  private PodHealthMetrics() {}

  static List<Emission<KubernetesSnapshot>> emissions() {
    return Stream.of(
            told(RUNNING, (_, _) -> is(Phase.RUNNING)),
            told(PENDING, (_, _) -> is(Phase.PENDING)),
            told(SUCCEEDED, (_, _) -> is(Phase.SUCCEEDED)),
            told(FAILED, (_, _) -> is(Phase.FAILED)),
            told(UNKNOWN, (_, _) -> is(Phase.UNKNOWN)),
            told(STUCK_PENDING, PodHealthMetrics::isStuck),
            told(CRASH_LOOPING, (_, _) -> waits(CRASH_LOOP::equals)),
            told(IMAGE_PULL_ERRORS, (_, _) -> waits(NO_IMAGE::contains)),
            told(OOM_KILLED, (_, asOf) -> ranOutOfMemory(Window.ending(asOf, DAY))),
            told(HIGH_RESTARTS, (rules, _) -> restartsMoreThan(rules.restarts())))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Emission<KubernetesSnapshot>> told(Twins twins, Meant<Pod> meant) {
    return twins.counting(KubernetesSnapshot::pods, meant);
  }

  private static Predicate<Pod> is(Phase phase) {
    return pod -> pod.phase() == phase;
  }

  private static Predicate<Pod> isStuck(KubernetesConfig rules, Instant asOf) {
    return is(Phase.PENDING).and(pod -> pod.isOlderThan(rules.stuckAfter(), asOf));
  }

  private static Predicate<Pod> waits(Predicate<String> reason) {
    return pod -> pod.hasContainer(one -> one.waiting().filter(reason).isPresent());
  }

  private static Predicate<Pod> ranOutOfMemory(Window window) {
    return pod ->
        pod.hasContainer(one ->
            one.ends().stream()
                .anyMatch(end -> end.reason().equals(OUT_OF_MEMORY) && window.contains(end.at())));
  }

  private static Predicate<Pod> restartsMoreThan(int many) {
    return pod -> pod.hasContainer(one -> one.restarts() > many);
  }

  private static Twins pods(String name, String says) {
    return Twins.of(name, says, PodHealthMetrics::ofPods);
  }

  private static Twins unwell(String name, String says) {
    return Twins.of(name, says, PodHealthMetrics::unwell);
  }

  private static Metric unwell(Metric metric) {
    return ofPods(metric).orientation(Orientation.LOWER_IS_BETTER);
  }

  private static Metric ofPods(Metric metric) {
    return metric.noun("pod").from(KubernetesMetrics.PODS);
  }
}
