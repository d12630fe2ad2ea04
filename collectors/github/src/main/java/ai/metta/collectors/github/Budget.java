// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.Failure;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a run can afford to read, decided before it reads anything: what matters least is left out
/// first, in every repository alike, so that the limit is never the one who decides.
final class Budget {
  private final Map<Item, Failure> leftOut;

  private Budget(Map<Item, Failure> leftOut) {
    this.leftOut = Map.copyOf(leftOut);
  }

  private record Item(Repository repository, Topic topic) {}

  /// What a topic costs in a repository.
  interface Costs {
    /// Requests or points, if everything had to be read anew.
    long of(Overview overview, Topic topic);
  }

  static Budget of(Collection<Overview> repositories, Limits limits, Costs costs) {
    Map<Resource, OptionalLong> left = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      left.put(
          resource, limits.allowance(resource).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }
    Map<Item, Failure> leftOut = new HashMap<>();
    for (Topic topic : Topic.values()) {
      for (Overview overview : repositories) {
        OptionalLong allowed = left.getOrDefault(topic.resource, OptionalLong.empty());
        if (allowed.isEmpty()) {
          continue;
        }
        long cost = costs.of(overview, topic);
        if (cost > allowed.getAsLong()) {
          leftOut.put(
              new Item(overview.repository(), topic), tooDear(topic, cost, allowed, limits));
        } else {
          left.put(topic.resource, OptionalLong.of(allowed.getAsLong() - cost));
        }
      }
    }
    return new Budget(leftOut);
  }

  private static Failure tooDear(Topic topic, long cost, OptionalLong allowed, Limits limits) {
    Failure exhausted = limits.exhausted(topic.resource);
    Optional<Instant> retryAt =
        exhausted instanceof Failure.RateLimit(String _, Optional<Instant> at)
            ? at
            : Optional.empty();
    return new Failure.RateLimit(
        "github: "
            + topic.word()
            + " left out: reading them may cost "
            + cost
            + ", and "
            + allowed.getAsLong()
            + " are to spare ("
            + exhausted.message()
            + ")",
        retryAt);
  }

  /// Why a topic is not read; empty where it is.
  Optional<Failure> refusal(Repository repository, Topic topic) {
    return Optional.ofNullable(leftOut.get(new Item(repository, topic)));
  }
}
