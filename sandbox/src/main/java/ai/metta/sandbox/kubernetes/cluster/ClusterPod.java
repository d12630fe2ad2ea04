// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pod.
///
/// @param phase in Kubernetes' words
/// @param whole what the pod itself asks for
/// @param overhead what its runtime takes
/// @param use what was last seen to be used; empty where nothing was
public record ClusterPod(
    String namespace,
    String name,
    String phase,
    Instant created,
    List<Box> boxes,
    Ask whole,
    Ask overhead,
    Optional<Use> use) {
  public ClusterPod {
    boxes = List.copyOf(boxes);
  }

  /// What was seen to be used.
  ///
  /// @param at when looking ended
  public record Use(Instant at, long nanocores, long bytes, Seen seen) {
    public static final Duration WINDOW = Duration.ofMillis(15_200);

    /// Whether it is what the pod uses.
    public enum Seen {
      WHOLE,
      /// The sidecar has just been started again, and is missing.
      WITHOUT_SIDECAR,
      /// The pod was made anew under its name, and nobody has looked since.
      OF_PREDECESSOR
    }
  }

  static ClusterPod of(String namespace, String name, String phase, Instant created, Box... boxes) {
    return new ClusterPod(
        namespace,
        name,
        phase,
        created,
        List.of(boxes),
        Ask.NOTHING,
        Ask.NOTHING,
        Optional.empty());
  }

  ClusterPod asking(Ask pod, Ask runtime) {
    return new ClusterPod(namespace, name, phase, created, boxes, pod, runtime, use);
  }

  ClusterPod using(Use seen) {
    return new ClusterPod(
        namespace, name, phase, created, boxes, whole, overhead, Optional.of(seen));
  }

  ClusterPod and(Box more) {
    List<Box> all = new ArrayList<>(boxes);
    all.add(more);
    return new ClusterPod(namespace, name, phase, created, all, whole, overhead, use);
  }
}
