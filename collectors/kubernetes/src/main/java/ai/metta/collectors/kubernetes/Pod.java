// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A pod, as the last listing shows it.
///
/// @param began since when its node has it; since it was made, where none has
/// @param requested of the whole pod, as the scheduler reckons it
/// @param containers init containers and sidecars among them
record Pod(
    ObjectName name,
    Phase phase,
    Instant created,
    Instant began,
    Amounts requested,
    List<Container> containers)
    implements Namespaced {
  Pod {
    containers = List.copyOf(containers);
  }

  /// Where a pod is in its life.
  enum Phase {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    UNKNOWN
  }

  /// What became of a container.
  ///
  /// @param runs whether it does now
  /// @param waiting why it waits; empty where it does not
  /// @param restarts since the pod was made
  /// @param ends its last two at most: how it stands, and how it ended before
  record Container(
      String name, boolean runs, Optional<String> waiting, int restarts, List<End> ends) {
    Container {
      ends = List.copyOf(ends);
    }
  }

  /// How a container ended.
  record End(String reason, Instant at) {}

  boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  /// The containers that run now.
  Set<String> running() {
    return containers.stream()
        .filter(Container::runs)
        .map(Container::name)
        .collect(Collectors.toSet());
  }

  boolean isOlderThan(Duration age, Instant asOf) {
    return created.isBefore(asOf.minus(age));
  }

  boolean hasContainer(Predicate<Container> which) {
    return containers.stream().anyMatch(which);
  }
}
