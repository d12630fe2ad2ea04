// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What pods were last seen to use.
record Usage(Map<ObjectName, Sampled> byPod) {
  static final Duration FRESH = Duration.ofMinutes(5);

  Usage {
    byPod = Map.copyOf(byPod);
  }

  /// What a pod used.
  record Sampled(Instant at, Amounts used) {}

  /// What a pod uses; empty where nothing fresh is known.
  Optional<Amounts> of(Pod pod, Instant asOf) {
    return Optional.ofNullable(byPod.get(pod.name()))
        .filter(sampled -> !sampled.at().isBefore(asOf.minus(FRESH)))
        .map(Sampled::used);
  }
}
