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
/// first, in every repository alike, so that the limit is never the one who decides. The rest is
/// planned, so that what costs more than was thought takes nothing from what matters more.
final class Budget {
  private final Limits limits;
  private final Map<Item, Failure> leftOut = new HashMap<>();
  private final Map<Item, Share> shares = new HashMap<>();

  private Budget(Limits limits) {
    this.limits = limits;
  }

  private record Item(Repository repository, Topic topic) {}

  /// What a topic costs in a repository.
  interface Costs {
    /// As far as can be told before it is read.
    Cost of(Overview overview, Topic topic);

    /// What is best kept for it: the same, unless that is only what it costs at least.
    ///
    /// @param atMost what is left
    default Cost likely(Overview overview, Topic topic, Cost atMost) {
      return of(overview, topic);
    }
  }

  static Budget of(Collection<Overview> repositories, Limits limits, Costs costs) {
    Cost left = new Cost(allowance(limits, Resource.CORE), allowance(limits, Resource.GRAPHQL));
    Budget budget = new Budget(limits);
    for (Topic topic : Topic.values()) {
      for (Overview overview : repositories) {
        Item item = new Item(overview.repository(), topic);
        Cost least = costs.of(overview, topic);
        left = left.minus(budget.plan(item, least, costs.likely(overview, topic, left), left));
      }
    }
    return budget;
  }

  /// What it takes of what is left.
  ///
  /// @param least what must be left for it to be begun
  /// @param likely what is kept for it, no more than is left
  private Cost plan(Item item, Cost least, Cost likely, Cost left) {
    Optional<Failure> refusal =
        item.topic()
            .follows()
            .map(first -> leftOut.get(new Item(item.repository(), first)))
            .or(() ->
                least.beyond(left).map(lacking -> tooDear(item.topic(), least, left, lacking)));
    if (refusal.isPresent()) {
      leftOut.put(item, refusal.get());
      return Cost.NONE;
    }
    shares.put(item, limits.plan(likely));
    return likely;
  }

  private static long allowance(Limits limits, Resource resource) {
    return limits.allowance(resource).orElse(Long.MAX_VALUE);
  }

  private Failure tooDear(Topic topic, Cost cost, Cost left, Resource lacking) {
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

  /// What is planned for a topic.
  Share share(Repository repository, Topic topic) {
    return Optional.ofNullable(shares.get(new Item(repository, topic)))
        .orElseGet(limits::unplanned);
  }
}
