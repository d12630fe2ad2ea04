// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.List;
import java.util.Optional;

/// What reading a topic cost last time, kept between runs; before the first, a guess from what a
/// glance shows.
record CostBook(GithubApi api) implements Budget.Costs {

  @Override
  public long of(Overview overview, Topic topic) {
    return api.kept(key(overview.repository(), topic))
        .flatMap(noted -> noted.stream().findFirst())
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Long::valueOf)
        .orElseGet(() -> guess(overview, topic));
  }

  void note(Repository repository, Topic topic, long cost) {
    api.keep(key(repository, topic), List.of(Long.toString(cost)));
  }

  private static long guess(Overview overview, Topic topic) {
    return switch (topic) {
      case BRANCHES -> pages(overview.branches());
      case ISSUES -> pages(overview.issues().map(Overview.Listed::open)) + 2;
      case PULLS -> pages(overview.pulls().map(Overview.Listed::open)) * 2 + topic.usualCost;
      default -> topic.usualCost;
    };
  }

  private static long pages(Optional<Long> items) {
    return items.orElse(0L) / 100 + 1;
  }

  private static String key(Repository repository, Topic topic) {
    return "cost " + repository + " " + topic.word();
  }
}
