// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a run plans to spend, before it reads anything: for each topic what it likely costs, what
/// matters most first, in every repository alike. Nothing is left out yet. A topic is begun when
/// what it costs at least is there beside what is planned for all that matter more; until then it
/// waits for those to spend their plan or to give it back, and where they leave it too little, it
/// is left out. So what is kept for one that fails, or needs less, is never lost, and nobody waits
/// for who matters less. In the second half of a run nobody waits for plans any more: what is slow
/// may not come to its own, and others would never be asked.
final class Budget {
  private final Limits limits;
  private final Map<Item, Share> shares = new HashMap<>();

  private Budget(Limits limits) {
    this.limits = limits;
  }

  private record Item(Repository repository, Topic topic) {}

  /// What a topic costs in a repository, as far as can be told before it is read.
  interface Costs {
    /// What must be there for it to be begun.
    Cost of(Overview overview, Topic topic);

    /// What is planned for it: the same, unless that is only what it costs at least.
    default Cost likely(Overview overview, Topic topic) {
      return of(overview, topic);
    }
  }

  static Budget of(Collection<Overview> repositories, Limits limits, Costs costs) {
    Budget budget = new Budget(limits);
    for (Topic topic : Topic.values()) {
      for (Overview overview : repositories) {
        budget.shares.put(
            new Item(overview.repository(), topic),
            limits.plan(costs.of(overview, topic), costs.likely(overview, topic)));
      }
    }
    return budget;
  }

  /// What is planned for a topic.
  Share share(Repository repository, Topic topic) {
    return Optional.ofNullable(shares.get(new Item(repository, topic)))
        .orElseGet(limits::unplanned);
  }
}
