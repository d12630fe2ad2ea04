// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Branches other than the default one. GitHub shows them as they are now only.
final class BranchMetrics {
  private static final Duration MONTH = Duration.ofDays(30);

  static final Metric TOTAL =
      branches("github.branches.total", "Branches, the default one not counted")
          .shownIn("Branches", 4);
  static final Metric ACTIVE =
      branches(
              "github.branches.active",
              "Branches with a commit in the last 30 days or an open pull request")
          .shownIn("Branches", 1);
  static final Metric STALE =
      branches(
              "github.branches.stale",
              "Branches without a commit in the last 30 days and without an open pull request")
          .orientation(Orientation.LOWER_IS_BETTER)
          .shownIn("Branches", 2);

  private BranchMetrics() {}

  static List<Emission<GithubSnapshot>> emissions() {
    return List.of(
        emit(TOTAL).from(GithubSnapshot::branches).value((branches, _) -> branches.size()),
        emit(ACTIVE).from(GithubSnapshot::branches).value(BranchMetrics::active),
        emit(STALE)
            .from(GithubSnapshot::branches)
            .value((branches, asOf) -> branches.size() - active(branches, asOf)));
  }

  private static long active(Collection<Branch> branches, Instant asOf) {
    Instant since = asOf.minus(MONTH);
    return branches.stream()
        .filter(branch ->
            branch.openPulls() > 0 || branch.tip().filter(tip -> !tip.isBefore(since)).isPresent())
        .count();
  }

  private static Metric branches(String name, String says) {
    return Metric.gauge(name)
        .noun("branch")
        .says(says)
        .across(SUM)
        .from(new Source("GraphQL repository.refs", Optional.of("contents:read")));
  }
}
