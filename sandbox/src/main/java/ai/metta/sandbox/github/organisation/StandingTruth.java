// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What stands open: branches and issues.
record StandingTruth(Repository repository, Instant at, Tally tally) {
  void tell() {
    List<Branch> branches =
        repository.branches().stream().filter(branch -> branch.existsAt(at)).toList();
    long active = branches.stream().filter(this::isActive).count();
    tally.put("github.branches.total", branches.size());
    tally.put("github.branches.active", active);
    tally.put("github.branches.stale", branches.size() - active);
    List<Issue> open = repository.issues().stream().filter(issue -> issue.isOpenAt(at)).toList();
    tally.put("github.issues.open", open.size());
    tally.count(
        "github.issues.closed_7d",
        repository.issues().stream().filter(issue -> Days.endingAt(at, 7).holds(issue.closed())));
    tally.count(
        "github.issues.stale",
        open.stream().filter(issue -> issue.opened().isBefore(at.minus(Duration.ofDays(60)))));
    tally.count("github.issues.training_bugs", open.stream().filter(StandingTruth::isTrainingBug));
  }

  private boolean isActive(Branch branch) {
    boolean proposed =
        repository.pulls().stream()
            .anyMatch(pull ->
                pull.origin() == PullRequest.Origin.REPOSITORY
                    && pull.head().equals(branch.name())
                    && pull.isOpenAt(at));
    Instant since = at.minus(Duration.ofDays(30));
    return proposed || branch.tipAt(at).filter(tip -> !tip.committed().isBefore(since)).isPresent();
  }

  private static boolean isTrainingBug(Issue issue) {
    List<String> lower =
        issue.labels().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return lower.contains("training-bug") || (lower.contains("training") && lower.contains("bug"));
  }
}
