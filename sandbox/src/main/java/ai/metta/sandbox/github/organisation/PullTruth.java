// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.github.organisation.PullRequest.Checks;
import ai.metta.sandbox.github.organisation.PullRequest.Origin;
import ai.metta.sandbox.github.organisation.PullRequest.State;
import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What is so of pull requests and reviews.
record PullTruth(Repository repository, Instant at, Tally tally) {
  void tell() {
    List<PullRequest> open = pulls().filter(pull -> pull.isOpenAt(at)).toList();
    tally.put("github.prs.open", open.size());
    tally.count("github.prs.draft", open.stream().filter(pull -> pull.isDraftAt(at)));
    tally.count("github.prs.stale_count_14d", open.stream().filter(pull -> isOlder(pull, 14)));
    tally.count("github.prs.stale", open.stream().filter(pull -> isOlder(pull, 30)));
    for (String base : List.of("default", "other")) {
      for (String draft : List.of("true", "false")) {
        tally.put(
            Series.of("github.prs.open_by", "base", base, "draft", draft),
            open.stream()
                .filter(pull -> isIntoDefault(pull) == base.equals("default"))
                .filter(pull -> pull.isDraftAt(at) == draft.equals("true"))
                .count());
      }
    }
    tally.count(
        "github.prs.closed_without_merge_7d",
        pulls().filter(pull -> pull.stateAt(at) == State.CLOSED && week().holds(pull.closed())));
    merged();
    reviews();
  }

  private void merged() {
    List<PullRequest> merged = mergedThisWeek().toList();
    List<Double> all = merged.stream().map(PullTruth::hoursToMerge).toList();
    List<Double> byPeople =
        merged.stream().filter(PullTruth::isByPerson).map(PullTruth::hoursToMerge).toList();
    tally.put("github.prs.merged_7d", merged.size());
    tally.mean("github.prs.avg_time_to_merge_hours", all);
    tally.mean("github.prs.cycle_time_hours", byPeople);
    tally.percentile("github.prs.cycle_time_p50_hours", byPeople, 0.5);
    tally.percentile("github.prs.cycle_time_p90_hours", byPeople, 0.9);
    tally.put("github.prs.cycle_time_sample_count", byPeople.size());
    tally.mean(
        "github.prs.with_review_comments_pct",
        merged.stream().map(pull -> until(pull.threads()) > 0 ? 100.0 : 0.0).toList());
    tally.mean(
        "github.prs.avg_comments_per_pr",
        merged.stream().map(pull -> (double) until(pull.comments())).toList());
    tally.count(
        "github.branches.merged_7d",
        merged.stream()
            .filter(pull -> pull.origin() == Origin.REPOSITORY)
            .map(PullRequest::head)
            .distinct());
    tally.count(
        "github.reviews.unreviewed_merged_7d",
        merged.stream().filter(pull -> reviewedAt(pull).isEmpty()));
  }

  private void reviews() {
    tally.count(
        "github.reviews.count_7d",
        pulls().flatMap(pull -> reviewedAt(pull).stream()).filter(week()::holds));
    List<Double> waits = new ArrayList<>();
    pulls()
        .forEach(pull ->
            reviewedAt(pull).stream()
                .findFirst()
                .filter(week()::holds)
                .ifPresent(first -> waits.add(Tally.hours(readyAt(pull), first))));
    tally.mean("github.reviews.avg_time_to_first_review_hours", waits);
  }

  /// Merges into the default branch with too few approvals, or with checks that had not succeeded.
  static double againstTheRules(Repository repository, Instant at, Guard guard) {
    PullTruth truth = new PullTruth(repository, at, new Tally());
    return truth
        .mergedThisWeek()
        .filter(truth::isIntoDefault)
        .filter(pull -> Approvals.of(pull) < guard.approvals() || pull.checks() != Checks.SUCCESS)
        .count();
  }

  private Stream<PullRequest> pulls() {
    return repository.pulls().stream().filter(pull -> pull.existsAt(at));
  }

  private Stream<PullRequest> mergedThisWeek() {
    return pulls().filter(pull -> week().holds(pull.mergedBy(at)));
  }

  private Days week() {
    return Days.endingAt(at, 7);
  }

  private boolean isOlder(PullRequest pull, int days) {
    return pull.opened().isBefore(at.minus(Duration.ofDays(days)));
  }

  private boolean isIntoDefault(PullRequest pull) {
    return repository.defaultBranch().filter(pull.base()::equals).isPresent();
  }

  private static boolean isByPerson(PullRequest pull) {
    return pull.author().map(account -> !account.isBot()).orElse(true);
  }

  private static double hoursToMerge(PullRequest pull) {
    return Tally.hours(pull.opened(), pull.closed().orElseThrow());
  }

  private long until(List<Instant> instants) {
    return instants.stream().filter(instant -> !instant.isAfter(at)).count();
  }

  private static Instant readyAt(PullRequest pull) {
    return pull.readied().orElse(pull.opened());
  }

  /// When people other than the author handed in a review, earliest first.
  private List<Instant> reviewedAt(PullRequest pull) {
    return pull.reviews().stream()
        .filter(review -> review.author().map(account -> !account.isBot()).orElse(true))
        .filter(review -> pull.author().isEmpty() || !review.author().equals(pull.author()))
        .flatMap(review -> review.submitted().stream())
        .filter(submitted -> !submitted.isAfter(at))
        .sorted()
        .toList();
  }
}
