// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.github.DeploymentReader.Deployment;
import ai.metta.collectors.github.GithubSnapshot.Commits;
import ai.metta.collectors.github.GithubSnapshot.Contributions;
import ai.metta.collectors.github.GithubSnapshot.Gates;
import ai.metta.collectors.github.GithubSnapshot.Issues;
import ai.metta.collectors.github.RunReader.Seconds;
import ai.metta.collectors.github.WorkflowRun.Attempt;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads one repository, its topics side by side. Windows begin at midnight, so that the same
/// questions are asked all day long and unchanged answers are recognised.
///
/// @param api with the places of this repository
/// @param window what the metrics look back over, a week before the first instant that they are of
record RepositoryFetch(
    Fetch fetch,
    GithubConfig config,
    GithubApi api,
    Places places,
    Repository repository,
    Part<Overview> overview,
    Budget budget,
    CostBook costs,
    Window window) {
  /// What is being read.
  record Begun(
      Repository repository,
      Part<Overview> overview,
      Part<Pulls> pulls,
      Part<Collection<Branch>> branches,
      Part<Commits> commits,
      Part<Map<String, List<String>>> files,
      Part<Contributions> contributions,
      Part<Month<Bypasses>> bypasses,
      Part<Month<List<Instant>>> forcePushes,
      Part<Runs> runs,
      Part<Set<Attempt>> failedBefore,
      Part<Set<Attempt>> timeouts,
      Part<Gates> gates,
      Part<Issues> issues,
      Part<List<Deployment>> deployments) {

    /// Waits for all of it.
    GithubSnapshot snapshot() {
      return new GithubSnapshot(
          overview.fetched(),
          pulls.fetched(),
          branches.fetched(),
          commits.fetched(),
          files.fetched(),
          contributions.fetched(),
          bypasses.fetched(),
          forcePushes.fetched(),
          runs.fetched(),
          failedBefore.fetched(),
          timeouts.fetched(),
          gates.fetched(),
          issues.fetched(),
          deployments.fetched());
    }
  }

  Begun begin() {
    Instant since = midnight(window.from());
    Instant monthAgo = midnight(first().minus(Lookback.DAYS_30));
    // What is deployed over a month may have been merged up to a month before.
    Instant deployable = midnight(first().minus(Lookback.DAYS_60));
    Instant from = config.deployments() instanceof DeploymentRule.None ? since : deployable;
    Part<Pulls> pulls =
        part(
            Topic.PULLS,
            (seen, door) ->
                new Pulls(
                    new PullReader(door.graphQl(), seen).read(from), seen.defaultBranch(), config));
    Part<Commits> commits =
        part(
            Topic.COMMITS,
            (seen, door) ->
                new Commits(new CommitReader(door.graphQl(), seen).commits(from), config));
    Part<Runs> runs =
        part(
            Topic.RUNS,
            (seen, door) -> {
              RunReader reader = new RunReader(door.api(), current(), fetch);
              return Runs.of(
                  reader.standing(
                      first(),
                      window.until(),
                      reader.read(new Seconds(since, endOfDay(window.until())))),
                  seen);
            });
    Part<Map<String, List<String>>> files =
        after(
            commits,
            Topic.FILES,
            (known, door) ->
                new FileReader(door.api(), door.graphQl(), current(), fetch)
                    .read(counted(known, since)));
    return new Begun(
        repository,
        overview,
        pulls,
        part(Topic.BRANCHES, (seen, door) -> new BranchReader(door.graphQl(), seen).read()),
        commits,
        files,
        part(
            Topic.CONTRIBUTIONS,
            (seen, door) ->
                new Contributions(
                    new CommitReader(door.graphQl(), seen).contributions(monthAgo), config)),
        part(
            Topic.RULES,
            (seen, door) ->
                new BypassReader(door.api(), seen, fetch.clock().instant())
                    .read(window, pulls::fetched)),
        part(
            Topic.ACTIVITY,
            (seen, door) ->
                new BypassReader(door.api(), seen, fetch.clock().instant()).forcePushes(window)),
        runs,
        after(
            runs,
            Topic.ATTEMPTS,
            (known, door) ->
                new RunReader(door.api(), current(), fetch).hadFailedBefore(first(), known.each())),
        after(
            runs,
            Topic.TIMEOUTS,
            (known, door) -> new TimeoutReader(door.api(), current(), fetch).read(known, config)),
        gates(runs),
        part(
            Topic.ISSUES,
            (seen, door) -> new Issues(new IssueReader(door.graphQl(), seen).read(since), config)),
        part(
            Topic.DEPLOYMENTS,
            (seen, door) ->
                new DeploymentReader(
                        door.graphQl(),
                        new WorkflowReader(door.api(), current()),
                        new RunReader(door.api(), current(), fetch),
                        seen)
                    .read(
                        config.deployments(),
                        new Seconds(deployable, endOfDay(window.until())),
                        window.until())));
  }

  private Part<Gates> gates(Part<Runs> runs) {
    List<Glob> wanted =
        Stream.concat(config.testWorkflows().stream(), config.benchmarkWorkflows().stream())
            .toList();
    return part(
        Topic.WORKFLOWS,
        (seen, door) ->
            new Gates(
                new GateReader(
                        door.api(),
                        new RunReader(door.api(), current(), fetch),
                        seen,
                        fetch,
                        first(),
                        window.until())
                    .read(known(runs), wanted),
                config));
  }

  /// The earliest instant that metrics are to be of; the latest is the window's end.
  private Instant first() {
    return window.from().plus(Lookback.DAYS_7);
  }

  private static <T> T known(Part<T> needed) {
    return switch (needed.fetched()) {
      case Fetched.Known<T>(T known) -> known;
      case Fetched.Unsupported<T>(String reason) -> throw new UnsupportedException(reason);
      case Fetched.Failed<T>(Failure cause) -> throw new FailureException(cause);
    };
  }

  /// Commits whose files count: merges only repeat those of what they merge.
  private static List<Commit> counted(Commits commits, Instant since) {
    return commits.all().stream()
        .filter(commit -> !commit.isMerge() && !commit.committed().isBefore(since))
        .toList();
  }

  /// What it is called now: asked for by its old name, each answer would come by way of a redirect.
  private Repository current() {
    return overview.fetched() instanceof Fetched.Known<Overview>(Overview seen)
        ? seen.current()
        : repository;
  }

  /// How to ask, with what it costs counted.
  private record Door(GithubApi api) {
    GraphQl graphQl() {
      return new GraphQl(api);
    }
  }

  private interface Reading<A, T> {
    T read(A needed, Door door) throws InterruptedException;
  }

  private <T> Part<T> part(Topic topic, Reading<Overview, T> reading) {
    return after(overview, topic, reading);
  }

  /// Whatever becomes of it or of what it needs, what is planned for it is for others then.
  private <A, T> Part<T> after(Part<A> needed, Topic topic, Reading<A, T> reading) {
    return fetch.part(
        repository + ": " + topic.word(),
        () -> {
          Share share = budget.share(repository, topic);
          try {
            A known = known(needed);
            share.begin(topic.word());
            return begun(known, topic, reading, share);
          } finally {
            share.end();
          }
        });
  }

  private <A, T> T begun(A known, Topic topic, Reading<A, T> reading, Share share)
      throws InterruptedException {
    try {
      GithubApi own = api.spending(share, topic.permissions).atOnce(places.ofTopic());
      T read = reading.read(known, new Door(own));
      note(topic, share.spent());
      return read;
    } catch (UnsupportedException never) {
      note(topic, share.spent());
      throw never;
    } catch (FailureException failed) {
      if (share.lacked().isPresent()) {
        noteLeast(topic, share.spent(), share.lacked().get());
      } else if (failed.failure() instanceof Failure.Credentials) {
        note(topic, share.spent());
      } else {
        noteFailed(topic, share.spent());
      }
      throw failed;
    }
  }

  /// What a topic cost that was read to its end, or that the next run will not read either: what
  /// failed in passing cost less than it will.
  private void note(Topic topic, Cost cost) {
    if (overview.fetched() instanceof Fetched.Known<Overview>(Overview seen)) {
      costs.note(seen, topic, cost);
    }
  }

  /// What a topic would have cost at least that was too dear in the end, so that the next run keeps
  /// more for it, and leaves out what matters less.
  private void noteLeast(Topic topic, Cost spent, Cost lacked) {
    if (overview.fetched() instanceof Fetched.Known<Overview>(Overview seen)) {
      costs.noteLeast(seen, topic, spent, lacked);
    }
  }

  private void noteFailed(Topic topic, Cost spent) {
    if (overview.fetched() instanceof Fetched.Known<Overview>(Overview seen)) {
      costs.noteFailed(seen, topic, spent);
    }
  }

  static Instant midnight(Instant instant) {
    return instant.truncatedTo(ChronoUnit.DAYS);
  }

  private static Instant endOfDay(Instant instant) {
    return midnight(instant).plus(Duration.ofDays(1)).minusSeconds(1);
  }
}
