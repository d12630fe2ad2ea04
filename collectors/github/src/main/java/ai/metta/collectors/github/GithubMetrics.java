// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Event;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Outcome;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything that is said of a repository, each series under its name.
final class GithubMetrics {
  private static final TagKey REPOSITORY = TagKey.open("repo", 500, Overflow.DROP);

  static final Catalogue<GithubSnapshot> CATALOGUE =
      Catalogue.under("github")
          .of(
              Stream.of(
                      PullMetrics.emissions(),
                      BranchMetrics.emissions(),
                      CommitMetrics.emissions(),
                      CiMetrics.emissions(),
                      IssueMetrics.emissions(),
                      DoraMetrics.emissions())
                  .<Emission<GithubSnapshot>>flatMap(List::stream)
                  .toList())
          .scopedBy(REPOSITORY)
          .telling(Occurrences.of(GithubSnapshot::runs, GithubMetrics::failures))
          .telling(Occurrences.of(GithubSnapshot::overview, GithubMetrics::misnamed));

  private GithubMetrics() {}

  /// The names of the metrics that fail where some topics cannot be read, in the catalogue's order.
  static List<String> failingWithout(Predicate<Topic> unread, GithubConfig config) {
    GithubSnapshot facts = GithubSnapshot.without(unread, config);
    return CATALOGUE.emissions().stream()
        .filter(emission -> emission.evaluate(facts, Instant.EPOCH) instanceof Outcome.Failed)
        .map(emission -> emission.metric().name())
        .toList();
  }

  /// A warning as long as the repository is asked for by an old name, and one for each further name
  /// that it is asked for by.
  private static List<Event> misnamed(Overview overview, Window window) {
    List<Event> warnings = new ArrayList<>();
    if (overview.isRenamed()) {
      warnings.add(
          warning(
              "repository_renamed",
              overview.repository(),
              " is called " + overview.current() + " now: correct github.repositories",
              "It is found as long as nothing else takes its old name.",
              window));
    }
    for (Repository other : overview.otherNames()) {
      warnings.add(
          warning(
              "repository_named_twice",
              other,
              " is the same repository as "
                  + overview.repository()
                  + " and not counted again: take it out of github.repositories",
              "It is called " + overview.current() + " now.",
              window));
    }
    return warnings;
  }

  private static Event warning(
      String kind, Repository about, String title, String text, Window window) {
    return new Event(
        kind,
        about.toString(),
        about + title,
        text,
        Event.Level.WARNING,
        Tags.none(),
        window.until());
  }

  /// An event for each run that failed.
  private static List<Event> failures(Runs runs, Window window) {
    return runs.attempts()
        .filter(WorkflowRun::hasFailed)
        .filter(run -> window.contains(run.updated()))
        .sorted(Comparator.comparing(WorkflowRun::updated).reversed())
        .map(run -> event(run, runs))
        .toList();
  }

  private static Event event(WorkflowRun run, Runs runs) {
    String title =
        String.format(
            Locale.ROOT,
            "%s failed on %s after %d min",
            run.fileName().isEmpty() ? run.workflowName() : run.fileName(),
            run.branch().isEmpty() ? "a deleted branch" : run.branch(),
            Math.round(run.duration().toSeconds() / 60.0));
    return new Event(
        "workflow_failed",
        Long.toString(run.id()),
        title,
        "%%% \n[Run " + run.id() + "](" + run.page() + ") of " + run.workflowName() + ".\n %%%",
        Event.Level.ERROR,
        Tags.of("workflow", run.workflowName())
            .and("branch", runs.branchWord(run))
            .and("conclusion", run.conclusion().orElse("unknown")),
        run.updated());
  }
}
