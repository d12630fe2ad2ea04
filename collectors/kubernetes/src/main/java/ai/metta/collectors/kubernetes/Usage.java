// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What pods were last seen to use.
record Usage(Map<ObjectName, Sampled> byPod) {
  static final Duration FRESH = Duration.ofMinutes(5);

  Usage {
    byPod = Map.copyOf(byPod);
  }

  static Usage of(List<Sampled> all) {
    return new Usage(
        all.stream()
            .collect(Collectors.toMap(Sampled::pod, Function.identity(), (_, later) -> later)));
  }

  /// What was seen under a pod's name.
  ///
  /// @param at when it was looked at last
  /// @param byContainer of those of which both CPU and memory are told
  record Sampled(ObjectName pod, Instant at, Map<String, Amounts> byContainer) {
    Sampled {
      byContainer = Map.copyOf(byContainer);
    }

    /// What a pod that was made anew under the same name used before is none of its own.
    private boolean isOf(Pod one) {
      return at.isAfter(one.began());
    }

    /// A container that has just been started is missing at first.
    private boolean isWhole(Pod one) {
      return !byContainer.isEmpty() && byContainer.keySet().containsAll(one.running());
    }

    private boolean isFresh(Instant asOf) {
      return !at.isBefore(asOf.minus(FRESH));
    }

    private Amounts used() {
      return byContainer.values().stream().reduce(Amounts.NONE, Amounts::plus);
    }
  }

  /// What a pod uses; empty where nothing fresh is known, or not of all that runs in it.
  Optional<Amounts> of(Pod pod, Instant asOf) {
    return Optional.ofNullable(byPod.get(pod.name()))
        .filter(seen -> seen.isFresh(asOf) && seen.isOf(pod) && seen.isWhole(pod))
        .map(Sampled::used);
  }
}
