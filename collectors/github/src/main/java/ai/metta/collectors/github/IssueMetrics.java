// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Lookback.DAYS_7;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.github.GithubSnapshot.Issues;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import ai.metta.metric.Target;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Issues. GitHub's own count of open issues has the pull requests in it; this one has not.
final class IssueMetrics {
  static final Metric OPEN = issues("github.issues.open", "Open issues").shownIn("Issues", 1);
  static final Metric CLOSED =
      issues("github.issues.closed_7d", "Issues closed in the last 7 days")
          .window(DAYS_7)
          .shownIn("Issues", 2);
  static final Metric STALE =
      issues(
              "github.issues.stale",
              "Open issues opened longer ago than github.stale_issues says, 60 days unless set")
          .orientation(LOWER_IS_BETTER)
          .shownIn("Issues", 3);
  static final Metric TRAINING_BUGS =
      issues(
              "github.issues.training_bugs",
              "Open issues with the labels of a training bug (github.training_bug_labels)")
          .orientation(LOWER_IS_BETTER)
          .history(History.NOW_ONLY)
          .target(Target.below(1))
          .fom("training", "bug_count", 3, 0)
          .shownIn("Issues", 4);

  private IssueMetrics() {}

  static List<Emission<GithubSnapshot>> emissions() {
    return List.of(
        emit(OPEN).from(GithubSnapshot::issues).value((issues, asOf) -> open(issues, asOf).count()),
        emit(CLOSED).from(GithubSnapshot::issues).value(IssueMetrics::closed),
        emit(STALE).from(GithubSnapshot::issues).value(IssueMetrics::stale),
        emit(TRAINING_BUGS).from(GithubSnapshot::issues).value(IssueMetrics::trainingBugs));
  }

  private static Stream<Issue> open(Issues issues, Instant asOf) {
    return issues.all().stream().filter(issue -> issue.isOpenAt(asOf));
  }

  private static long closed(Issues issues, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return issues.all().stream()
        .filter(issue -> issue.closed().filter(week::contains).isPresent())
        .count();
  }

  private static long stale(Issues issues, Instant asOf) {
    Instant since = asOf.minus(issues.rules().staleIssues());
    return open(issues, asOf).filter(issue -> issue.created().isBefore(since)).count();
  }

  private static long trainingBugs(Issues issues, Instant asOf) {
    return open(issues, asOf).filter(issue -> isTrainingBug(issue, issues.rules())).count();
  }

  private static boolean isTrainingBug(Issue issue, GithubConfig rules) {
    List<String> labels =
        issue.labels().stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
    return rules.trainingBugLabels().stream().anyMatch(labels::containsAll);
  }

  private static Metric issues(String name, String says) {
    return Metric.gauge(name)
        .noun("issue")
        .says(says)
        .across(SUM)
        .history(History.DERIVABLE)
        .from(new Source("GraphQL repository.issues", Optional.of("issues:read")));
  }
}
