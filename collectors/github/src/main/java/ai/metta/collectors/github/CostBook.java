// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What reading a topic cost last time, kept between runs; before the first, a guess from what a
/// glance shows.
///
/// @param deployments by what rule they are read, which decides what that costs
/// @param day when it began, since what is asked for depends on it
record CostBook(GithubApi api, DeploymentRule deployments, Instant day) implements Budget.Costs {
  /// What was noted of a topic.
  ///
  /// @param state what the repository was like; empty text where that was not seen
  /// @param anew what it cost when the repository had become like that
  /// @param again what it cost last while the repository stayed like that; nothing, as long as
  ///   nobody tried, since what was read is kept
  private record Entry(String state, Cost anew, Cost again) {
    static Optional<Entry> read(List<String> written) {
      return written.size() == 5
              && written.stream().skip(1).allMatch(text -> text.matches("\\d{1,9}"))
          ? Optional.of(
              new Entry(
                  written.getFirst(), cost(written.subList(1, 3)), cost(written.subList(3, 5))))
          : Optional.empty();
    }

    private static Cost cost(List<String> written) {
      return new Cost(Long.parseLong(written.getFirst()), Long.parseLong(written.getLast()));
    }

    List<String> written() {
      return Stream.concat(
              Stream.of(state),
              Stream.of(anew.requests(), anew.points(), again.requests(), again.points())
                  .map(String::valueOf))
          .toList();
    }

    boolean isOf(String current) {
      return !state.isEmpty() && state.equals(current);
    }
  }

  @Override
  public Cost of(Overview overview, Topic topic) {
    String state = state(overview, topic);
    return noted(overview, topic)
        .map(entry -> entry.isOf(state) ? entry.again() : entry.anew())
        .orElseGet(() -> guess(overview, topic));
  }

  void note(Overview overview, Topic topic, Cost cost) {
    String state = state(overview, topic);
    Entry entry =
        noted(overview, topic)
            .filter(before -> before.isOf(state))
            .map(before -> new Entry(state, before.anew(), cost))
            .orElse(new Entry(state, cost, Cost.NONE));
    api.keep(key(overview, topic), entry.written());
  }

  private Optional<Entry> noted(Overview overview, Topic topic) {
    return api.kept(key(overview, topic)).flatMap(Entry::read);
  }

  /// What the glance shows of all that a topic's answers depend on.
  private String state(Overview overview, Topic topic) {
    Optional<String> state =
        switch (topic) {
          case PULLS -> overview.pullsState();
          case ISSUES -> overview.issuesState();
          case COMMITS -> overview.labelledCommitsState();
          case BRANCHES -> overview.branchesState();
          case FILES, CONTRIBUTIONS -> overview.commitsState();
          default -> Optional.of(overview.state());
        };
    return state.map(seen -> day + " " + seen).orElse("");
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

  private String key(Overview overview, Topic topic) {
    String by = topic == Topic.DEPLOYMENTS ? " by " + deployments : "";
    return "cost " + overview.repository() + " " + topic.word() + by;
  }
}
