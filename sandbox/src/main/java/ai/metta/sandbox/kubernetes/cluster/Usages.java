// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.kubernetes.cluster.ClusterPod.Use;
import ai.metta.sandbox.kubernetes.cluster.ClusterPod.Use.Seen;
import java.time.Duration;
import java.time.Instant;

/// What running pods are seen to use: most of them now, some long ago, some never.
final class Usages {
  private static final long NANO_PER_MILLI = 1_000_000;
  private static final long LEAST_BYTES = 4096;

  /// Before it, nothing of a new pod can be seen.
  private static final Duration START_UP = Duration.ofSeconds(3);

  private Usages() {}

  static ClusterPod of(Dice dice, ClusterPod pod, Instant now) {
    long millicores = Math.max(200, pod.boxes().getFirst().ask().millicores());
    long bytes = Math.max(200 * Ask.MIB, pod.boxes().getFirst().ask().bytes());
    long percent = dice.chance(25) ? dice.between(1, 20) : dice.between(20, 120);
    return seen(dice, pod, now, millicores * NANO_PER_MILLI / 100 * percent, bytes / 100 * percent);
  }

  /// Next to nothing.
  static ClusterPod idle(Dice dice, ClusterPod pod, Instant now) {
    return seen(dice, pod, now, dice.below(1_500_000), dice.between(1, 15) * Ask.MIB);
  }

  private static ClusterPod seen(
      Dice dice, ClusterPod pod, Instant now, long nanocores, long bytes) {
    long chance = dice.below(100);
    if (chance < 4) {
      return pod;
    }
    Instant at = now.minusSeconds(chance < 8 ? dice.between(301, 2000) : dice.between(5, 60));
    // Whole pages, as the kernel counts them.
    long pages = bytes / LEAST_BYTES * LEAST_BYTES;
    if (at.minus(Use.WINDOW).isBefore(pod.created().plus(START_UP))) {
      Instant gone = at.isBefore(pod.created()) ? at : pod.created();
      return pod.using(new Use(gone, nanocores, pages, Seen.OF_PREDECESSOR));
    }
    boolean hasSidecar = pod.boxes().stream().anyMatch(box -> box.kind() == Box.Kind.SIDECAR);
    Seen seen = hasSidecar && dice.chance(10) ? Seen.WITHOUT_SIDECAR : Seen.WHOLE;
    return pod.using(new Use(at, nanocores, pages, seen));
  }
}
