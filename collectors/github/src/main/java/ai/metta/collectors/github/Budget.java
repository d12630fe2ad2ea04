// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.Failure;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
    /// As far as can be told before it is read.
    Cost of(Overview overview, Topic topic);
  }

  static Budget of(Collection<Overview> repositories, Limits limits, Costs costs) {
    Cost left = new Cost(allowance(limits, Resource.CORE), allowance(limits, Resource.GRAPHQL));
    Map<Item, Failure> leftOut = new HashMap<>();
    for (Topic topic : Topic.values()) {
      for (Overview overview : repositories) {
        Optional<Failure> before =
            topic.follows().map(first -> leftOut.get(new Item(overview.repository(), first)));
        if (before.isPresent()) {
          leftOut.put(new Item(overview.repository(), topic), before.get());
          continue;
        }
        Cost cost = costs.of(overview, topic);
        Optional<Resource> lacking = cost.beyond(left);
        if (lacking.isPresent()) {
          leftOut.put(
              new Item(overview.repository(), topic),
              tooDear(topic, cost, left, lacking.get(), limits));
        } else {
          left = left.minus(cost);
        }
      }
    }
    return new Budget(leftOut);
  }

  private static long allowance(Limits limits, Resource resource) {
    return limits.allowance(resource).orElse(Long.MAX_VALUE);
  }

  private static Failure tooDear(
      Topic topic, Cost cost, Cost left, Resource lacking, Limits limits) {
    Failure exhausted = limits.exhausted(lacking);
    Optional<Instant> retryAt =
        exhausted instanceof Failure.RateLimit(String _, Optional<Instant> at)
            ? at
            : Optional.empty();
    return new Failure.RateLimit(
        "github: "
            + topic.word()
            + " left out: reading them may cost "
            + cost.of(lacking)
            + ", and "
            + left.of(lacking)
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
