// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.dice.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Services and what the cluster itself runs: deployments whose pods fare well or not.
record Services(long seed, int size, Instant now) {
  private static final long LINE = 7300;

  private record Place(String namespace, String name) {}

  private static Place place(int number) {
    return switch (number % 4) {
      case 0 -> new Place("kube-system", "dns-" + number);
      case 1 -> new Place("web", "replay-viewer-" + number);
      case 2 -> new Place("web", "leaderboard-" + number);
      default -> new Place("data", "episode-store-" + number);
    };
  }

  List<ClusterDeployment> deployments() {
    List<ClusterDeployment> deployments = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      Place place = place(number);
      List<ClusterPod> pods = pods(number);
      int ready =
          (int)
              pods.stream()
                  .filter(pod ->
                      pod.phase().equals("Running")
                          && pod.boxes().stream().allMatch(box -> box.state().waiting().isEmpty()))
                  .count();
      deployments.add(
          new ClusterDeployment(
              place.namespace(),
              place.name(),
              now.minus(Duration.ofDays(40)),
              pods.size(),
              ready,
              ready < pods.size() ? unavailable(number) : Optional.empty()));
    }
    return deployments;
  }

  /// Some that lack a pod have enough of them for Kubernetes to call them available.
  private Optional<Instant> unavailable(int number) {
    Dice dice = Dice.of(seed, LINE + 1, number);
    return dice.chance(75)
        ? Optional.of(now.minusSeconds(dice.between(30, 3000)))
        : Optional.empty();
  }

  List<ClusterPod> pods() {
    List<ClusterPod> pods = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      pods.addAll(pods(number));
    }
    return pods;
  }

  private List<ClusterPod> pods(int number) {
    Dice dice = Dice.of(seed, LINE, number);
    long replicas = number % 7 == 3 ? 0 : dice.between(1, 4);
    List<ClusterPod> pods = new ArrayList<>();
    for (int replica = 0; replica < replicas; replica++) {
      pods.add(pod(dice, place(number), replica));
    }
    return pods;
  }

  private ClusterPod pod(Dice dice, Place place, int replica) {
    // Some were made anew a moment ago, under the name they had.
    Instant created =
        now.minusSeconds(dice.chance(6) ? dice.between(4, 30) : dice.between(120, 2_000_000));
    Ask ask =
        dice.chance(15) ? Ask.NOTHING : Ask.of(dice.between(1, 40) * 25, dice.between(1, 16) * 64);
    return fated(dice, place.namespace(), place.name() + "-" + replica, ask, created);
  }

  private ClusterPod fated(Dice dice, String namespace, String name, Ask ask, Instant created) {
    Instant before = later(created, now.minusSeconds(dice.between(60, 170_000)));
    long fate = dice.below(100);
    if (fate < 8) {
      return Usages.of(
          dice,
          running(
              namespace,
              name,
              created,
              ask,
              Box.State.waiting("CrashLoopBackOff").after("Error", before, 12)),
          now);
    }
    if (fate < 14) {
      String reason = dice.pick(List.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName"));
      return ClusterPod.of(
          namespace, name, "Pending", created, Box.app(ask, Box.State.waiting(reason)));
    }
    if (fate < 19) {
      return ClusterPod.of(
              namespace,
              name,
              "Pending",
              created,
              Box.app(ask, Box.State.waiting("PodInitializing")))
          .and(
              new Box(
                  "migrate",
                  Box.Kind.INIT,
                  Ask.of(2000, 256),
                  Box.State.waiting("CrashLoopBackOff").after("Error", before, 4)));
    }
    if (fate < 29) {
      Box.State state = Box.State.RUNNING.after("OOMKilled", before, (int) dice.between(1, 9));
      return Usages.of(dice, running(namespace, name, created, ask, state), now);
    }
    return fine(dice, namespace, name, ask, created);
  }

  private ClusterPod fine(Dice dice, String namespace, String name, Ask ask, Instant created) {
    ClusterPod pod = running(namespace, name, created, ask, Box.State.RUNNING);
    if (dice.chance(30)) {
      Box init =
          new Box(
              "migrate",
              Box.Kind.INIT,
              Ask.of(dice.between(1, 20) * 100, 512),
              Box.State.ended("Completed", created));
      pod = pod.and(init);
    }
    if (dice.chance(15)) {
      pod = pod.asking(Ask.of(750, 768), Ask.NOTHING);
    }
    if (dice.chance(3)) {
      return ClusterPod.of(namespace, name, "Unknown", created, pod.boxes().getFirst());
    }
    return dice.chance(20) ? Usages.idle(dice, pod, now) : Usages.of(dice, pod, now);
  }

  private static ClusterPod running(
      String namespace, String name, Instant created, Ask ask, Box.State state) {
    return ClusterPod.of(namespace, name, "Running", created, Box.app(ask, state));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
