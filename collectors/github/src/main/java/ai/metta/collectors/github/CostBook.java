// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What reading a topic cost last time, kept between runs; before the first, a guess from what a
/// glance shows.
///
/// @param deployments by what rule they are read, which decides what that costs
/// @param window what is asked for: it depends on the day that it ends on, and on its length
record CostBook(GithubApi api, DeploymentRule deployments, Window window) implements Budget.Costs {
  private static final Cost ONE = new Cost(1, 1);

  /// How far a topic was read.
  private enum Reach {
    WHOLE,
    /// It was too dear in the end: it costs more than is noted.
    PART
  }

  /// What was noted of a topic.
  ///
  /// @param state what the repository was like; empty text where that was not seen
  /// @param anew what it cost when the repository had become like that
  /// @param again what it cost last while the repository stayed like that; nothing, as long as
  ///   nobody tried, since what was read is kept, and for a part what was missing next
  private record Entry(String state, Reach reach, Cost anew, Cost again) {
    private static final int TEXTS = 6;

    static Optional<Entry> read(List<String> written) {
      boolean isOne =
          written.size() == TEXTS
              && written.get(1).matches("WHOLE|PART")
              && written.stream().skip(2).allMatch(text -> text.matches("\\d{1,9}"));
      return isOne
          ? Optional.of(
              new Entry(
                  written.getFirst(),
                  Reach.valueOf(written.get(1)),
                  cost(written.subList(2, 4)),
                  cost(written.subList(4, TEXTS))))
          : Optional.empty();
    }

    private static Cost cost(List<String> written) {
      return new Cost(Long.parseLong(written.getFirst()), Long.parseLong(written.getLast()));
    }

    List<String> written() {
      return Stream.concat(
              Stream.of(state, reach.name()),
              Stream.of(anew.requests(), anew.points(), again.requests(), again.points())
                  .map(String::valueOf))
          .toList();
    }

    boolean isOf(String current) {
      return !state.isEmpty() && state.equals(current);
    }

    /// Whether it was noted while windows began on that day.
    boolean isOfDay(Instant day) {
      return state.startsWith(day.toString());
    }

    boolean isPart() {
      return reach == Reach.PART;
    }

    /// Of a part, without what was missing.
    Cost spent() {
      return anew.minus(again);
    }
  }

  /// What must be to spare for it to be begun: one, where it was never read and nobody knows. Of
  /// what was read in part, that is what was missing: the rest is kept, unless it is read anew
  /// after a change, or each time, and then it costs as much again. That is held for a day, since
  /// there may be less to read by then.
  @Override
  public Cost of(Overview overview, Topic topic) {
    String state = state(overview, topic);
    return noted(overview, topic)
        .map(entry -> {
          boolean isSame = entry.isOf(state) && !isNeverKept(topic);
          boolean isKept = entry.isPart() && !(isReadAnew(topic) && entry.isOfDay(day()));
          return isSame || isKept ? entry.again() : least(topic, entry.anew());
        })
        .orElseGet(() -> guess(overview, topic).atMost(ONE));
  }

  /// What is read once ever is begun with whatever there is: the next run goes on where it ended.
  private Cost least(Topic topic, Cost whole) {
    return isReadOnce(topic) ? whole.atMost(ONE) : whole;
  }

  private boolean isReadOnce(Topic topic) {
    return topic.isReadOnce()
        || (topic == Topic.DEPLOYMENTS && deployments instanceof DeploymentRule.Workflow);
  }

  private boolean isReadAnew(Topic topic) {
    return topic.isReadAnew() || isNeverKept(topic);
  }

  /// Whether it is read anew each time, also while the repository stays the same.
  private boolean isNeverKept(Topic topic) {
    return topic == Topic.DEPLOYMENTS
        && switch (deployments) {
          case DeploymentRule.Environment _, DeploymentRule.Releases _ -> true;
          case DeploymentRule.Workflow _, DeploymentRule.None _ -> false;
        };
  }

  /// Twice what was not enough; of what is read once ever, as much as it took the last time that
  /// something was new; and one at least, since only who asks is told that nothing is.
  @Override
  public Cost likely(Overview overview, Topic topic) {
    return thought(overview, topic).atLeast(guess(overview, topic).atMost(ONE));
  }

  private Cost thought(Overview overview, Topic topic) {
    Optional<Entry> noted = noted(overview, topic);
    if (noted.isEmpty()) {
      return guess(overview, topic);
    }
    Entry entry = noted.get();
    if (entry.isPart()) {
      return entry.anew().twice();
    }
    boolean isNew = !entry.isOf(state(overview, topic));
    return isReadOnce(topic) && isNew ? entry.anew() : of(overview, topic);
  }

  /// Notes what was spent to read it to its end. What an earlier run read of it, and could not
  /// finish, was kept, and is a part of what it costs.
  void note(Overview overview, Topic topic, Cost cost) {
    String state = state(overview, topic);
    Entry entry =
        noted(overview, topic)
            .filter(before -> before.isOf(state) && !isNeverKept(topic))
            .map(before ->
                before.isPart()
                    ? new Entry(state, Reach.WHOLE, before.spent().plus(cost), Cost.NONE)
                    : new Entry(state, Reach.WHOLE, before.anew(), cost))
            .orElse(new Entry(state, Reach.WHOLE, cost, Cost.NONE));
    api.keep(key(overview, topic), entry.written());
  }

  /// Notes that it was read in part, which says more than what is known of reading it only where it
  /// cost more than that, or where more is read of what was a part before. One that spent nothing
  /// says no more than what it lacked.
  ///
  /// @param lacked what was missing next
  void noteLeast(Overview overview, Topic topic, Cost spent, Cost lacked) {
    String state = state(overview, topic);
    Optional<Entry> before = noted(overview, topic);
    Cost least =
        before
            .filter(entry -> entry.isPart() && entry.isOf(state) && !isNeverKept(topic))
            .map(Entry::spent)
            .orElse(Cost.NONE)
            .plus(spent)
            .plus(lacked);
    boolean isBegun = !spent.equals(Cost.NONE);
    boolean isKnown =
        before
            .map(entry -> !(entry.isPart() && isBegun) && least.isWithin(entry.anew()))
            .orElseGet(() -> !isBegun && least.isWithin(guess(overview, topic)));
    if (!isKnown) {
      api.keep(key(overview, topic), new Entry(state, Reach.PART, least, lacked).written());
    }
  }

  /// Notes that what was too dear came to its end by another failure: nothing says any more that it
  /// needs more than it took.
  void noteFailed(Overview overview, Topic topic, Cost spent) {
    if (noted(overview, topic).filter(Entry::isPart).isPresent()) {
      api.keep(
          key(overview, topic),
          new Entry(state(overview, topic), Reach.WHOLE, spent, spent).written());
    }
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
    return state.map(seen -> day() + " " + seen).orElse("");
  }

  private Instant day() {
    return RepositoryFetch.midnight(window.until());
  }

  /// How many weeks are asked for.
  private long weeks() {
    Duration length = Duration.between(window.from(), window.until());
    return Math.max(1, length.plus(Lookback.DAYS_7).minusNanos(1).dividedBy(Lookback.DAYS_7));
  }

  private Cost guess(Overview overview, Topic topic) {
    return guessOfAWeek(overview, topic).times(weeks());
  }

  private Cost guessOfAWeek(Overview overview, Topic topic) {
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
    // A run of a week must not be planned by what a longer one cost.
    String over = weeks() == 1 ? "" : " of " + weeks() + " weeks";
    return "cost " + overview.repository() + " " + topic.word() + by + over;
  }
}
