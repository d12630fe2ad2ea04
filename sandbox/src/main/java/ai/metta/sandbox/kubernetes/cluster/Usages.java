// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.dice.Dice;
import java.time.Instant;

/// What running pods are seen to use: most of them now, some long ago, some never.
final class Usages {
  private static final long NANO_PER_MILLI = 1_000_000;
  private static final long LEAST_BYTES = 4096;

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
    // Nobody has seen it yet.
    if (at.isBefore(pod.created())) {
      return pod;
    }
    // Whole pages, as the kernel counts them.
    long pages = bytes / LEAST_BYTES * LEAST_BYTES;
    return pod.using(new ClusterPod.Use(at, nanocores, pages));
  }
}
