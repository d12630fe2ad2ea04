// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.List;
import java.util.Optional;

/// What reading a topic cost last time, kept between runs; before the first, a guess from what a
/// glance shows.
///
/// @param deployments by what rule they are read, which decides what that costs
record CostBook(GithubApi api, DeploymentRule deployments) implements Budget.Costs {

  @Override
  public Cost of(Overview overview, Topic topic) {
    return api.kept(key(overview.repository(), topic))
        .flatMap(CostBook::noted)
        .orElseGet(() -> guess(overview, topic));
  }

  void note(Repository repository, Topic topic, Cost cost) {
    api.keep(
        key(repository, topic),
        List.of(Long.toString(cost.requests()), Long.toString(cost.points())));
  }

  private static Optional<Cost> noted(List<String> written) {
    return written.size() == 2 && written.stream().allMatch(text -> text.matches("\\d{1,9}"))
        ? Optional.of(new Cost(Long.parseLong(written.getFirst()), Long.parseLong(written.get(1))))
        : Optional.empty();
  }

  private Cost guess(Overview overview, Topic topic) {
    return switch (topic) {
      case PULLS -> Cost.points(pages(overview.pulls().map(Overview.Listed::open)) * 2 + 15);
      case RUNS -> Cost.requests(15);
      case COMMITS -> Cost.points(6);
      case ISSUES -> Cost.points(pages(overview.issues().map(Overview.Listed::open)) + 2);
      case WORKFLOWS -> Cost.requests(3);
      case RULES -> new Cost(2, 3);
      case BRANCHES -> Cost.points(pages(overview.branches()));
      case ATTEMPTS -> Cost.requests(10);
      case FILES -> new Cost(20, 5);
      case CONTRIBUTIONS -> Cost.points(5);
      case TIMEOUTS -> Cost.requests(4);
      case ACTIVITY -> Cost.requests(1);
      case DEPLOYMENTS ->
          switch (deployments) {
            case DeploymentRule.None() -> Cost.NONE;
            case DeploymentRule.Environment _, DeploymentRule.Releases _ -> Cost.points(2);
            case DeploymentRule.Workflow _ -> Cost.requests(20);
          };
    };
  }

  private static long pages(Optional<Long> items) {
    return items.orElse(0L) / 100 + 1;
  }

  private String key(Repository repository, Topic topic) {
    String by = topic == Topic.DEPLOYMENTS ? " by " + deployments : "";
    return "cost " + repository + " " + topic.word() + by;
  }
}
