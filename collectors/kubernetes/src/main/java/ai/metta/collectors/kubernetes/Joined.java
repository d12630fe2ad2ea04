// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/// Pods that run and of which it is known what they use. Only these are reckoned with: what is
/// pending uses nothing, and what is not measured uses nobody knows what.
///
/// @param unmeasured how many run, and are not among them
record Joined(List<One> pods, long unmeasured, KubernetesConfig rules) {
  private static final double PERCENT = 100;

  Joined {
    pods = List.copyOf(pods);
  }

  /// A pod and what it uses.
  record One(Pod pod, Amounts used) {
    BigDecimal requested(Resource resource) {
      return resource.of(pod.requested());
    }

    BigDecimal used(Resource resource) {
      return resource.of(used);
    }

    BigDecimal unused(Resource resource) {
      return requested(resource).subtract(used(resource)).max(BigDecimal.ZERO);
    }

    boolean requests(Resource resource) {
      return requested(resource).signum() > 0;
    }

    boolean usesLess(Resource resource, BigDecimal than) {
      return used(resource).compareTo(than) < 0;
    }

    /// @param share of its request, 0 to 1
    boolean usesLessThanShare(Resource resource, BigDecimal share) {
      return requests(resource) && usesLess(resource, requested(resource).multiply(share));
    }
  }

  static Joined of(Counted<Pod> pods, Usage usage, Instant asOf) {
    List<Pod> running = pods.all().stream().filter(Pod::isRunning).toList();
    List<One> joined =
        running.stream()
            .flatMap(pod -> usage.of(pod, asOf).map(used -> new One(pod, used)).stream())
            .toList();
    return new Joined(joined, running.size() - (long) joined.size(), pods.rules());
  }

  double sum(Resource resource, Function<One, BigDecimal> amount) {
    return resource.told(pods.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /// How much of what was requested is used, in percent, of those that request any; empty where
  /// nobody does.
  OptionalDouble efficiency(Resource resource) {
    Joined requesting =
        new Joined(pods.stream().filter(one -> one.requests(resource)).toList(), unmeasured, rules);
    double requested = requesting.sum(resource, one -> one.requested(resource));
    return requested == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            PERCENT * requesting.sum(resource, one -> one.used(resource)) / requested);
  }

  /// Those that use too little of what they request of one or the other.
  long overallocated() {
    return pods.stream()
        .filter(one ->
            Stream.of(Resource.values())
                .anyMatch(resource -> one.usesLessThanShare(resource, rules.overallocatedBelow())))
        .count();
  }

  /// Pods that are old enough to be judged by what they use now.
  Stream<One> settled(Instant asOf) {
    return pods.stream().filter(one -> one.pod().isOlderThan(rules.settledAfter(), asOf));
  }
}
