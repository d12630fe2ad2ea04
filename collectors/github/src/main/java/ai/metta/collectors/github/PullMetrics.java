// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Lookback.DAYS_7;
import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.metric.Across;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Pull requests and their reviews. An event belongs to a window by its own time: a merge by when
/// it was merged, never by when the pull request was last touched.
final class PullMetrics {
  private static final Source PULLS =
      new Source("GraphQL repository.pullRequests", Optional.of("pull_requests:read"));
  private static final TagKey BASE = TagKey.bounded("base", "default", "other");
  private static final TagKey DRAFT = TagKey.bounded("draft", "true", "false");
  private static final Duration DAYS_14 = Duration.ofDays(14);

  static final Metric OPEN =
      pulls("github.prs.open", "Open pull requests, drafts included, into any branch", SUM)
          .priority(Priority.HIGH)
          .shownIn("Pull requests", 1);
  static final Metric OPEN_BY =
      pulls("github.prs.open_by", "Open pull requests by what they go into and whether drafts", SUM)
          .taggedBy(BASE, DRAFT)
          .history(History.NOW_ONLY)
          .shownIn("Pull requests", 2);
  static final Metric DRAFTS =
      pulls("github.prs.draft", "Open pull requests that are drafts", SUM)
          .history(History.NOW_ONLY)
          .shownIn("Pull requests", 3);
  static final Metric MERGED =
      pulls("github.prs.merged_7d", "Pull requests merged in the last 7 days, into any branch", SUM)
          .window(DAYS_7)
          .priority(Priority.HIGH)
          .shownIn("Pull requests", 4);
  static final Metric CLOSED =
      pulls(
              "github.prs.closed_without_merge_7d",
              "Pull requests closed without a merge in the last 7 days",
              SUM)
          .window(DAYS_7)
          .shownIn("Pull requests", 5);
  static final Metric TIME_TO_MERGE =
      hours(
              "github.prs.avg_time_to_merge_hours",
              "Mean time from opening to merge of the pull requests merged in the last 7 days")
          .shownIn("Pull requests", 6);
  static final Metric CYCLE_TIME =
      hours(
              "github.prs.cycle_time_hours",
              "Mean cycle time of the pull requests by people that were merged in the last 7 days; ends at the merge, so it is not DORA's lead time")
          .shownIn("Pull requests", 7);
  static final Metric CYCLE_TIME_P50 =
      hours(
              "github.prs.cycle_time_p50_hours",
              "Median cycle time, interpolated between closest ranks (type 7)")
          .target(Target.below(24))
          .shownIn("Pull requests", 8);
  static final Metric CYCLE_TIME_P90 =
      hours(
              "github.prs.cycle_time_p90_hours",
              "Ninetieth percentile of cycle time, interpolated between closest ranks (type 7)")
          .target(Target.below(48))
          .fom("ci", "pr_cycle_time", 72, 24)
          .priority(Priority.HIGH)
          .shownIn("Pull requests", 9);
  static final Metric CYCLE_TIME_SAMPLES =
      pulls("github.prs.cycle_time_sample_count", "How many merges the cycle times are of", SUM)
          .window(DAYS_7)
          .shownIn("Pull requests", 10);
  static final Metric STALE_14 =
      pulls("github.prs.stale_count_14d", "Open pull requests opened more than 14 days ago", SUM)
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(20))
          .fom("ci", "stale_prs", 50, 0)
          .shownIn("Pull requests", 11);
  static final Metric STALE =
      pulls(
              "github.prs.stale",
              "Open pull requests opened longer ago than github.stale_pulls says, 30 days unless set",
              SUM)
          .orientation(LOWER_IS_BETTER)
          .shownIn("Pull requests", 12);
  static final Metric COMMENTED =
      Metric.gauge("github.prs.with_review_comments_pct")
          .unit(Unit.PERCENT)
          .says("Share of the pull requests merged in the last 7 days with a comment on their code")
          .across(NEVER)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .from(PULLS)
          .shownIn("Reviews", 1);
  static final Metric COMMENTS =
      Metric.gauge("github.prs.avg_comments_per_pr")
          .noun("comment")
          .says(
              "Mean number of comments, on the code or not, of the pull requests merged in 7 days")
          .across(NEVER)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .from(PULLS)
          .shownIn("Reviews", 2);
  static final Metric REVIEWS =
      Metric.gauge("github.reviews.count_7d")
          .noun("review")
          .says("Reviews handed in during the last 7 days by people other than the author")
          .across(SUM)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .from(PULLS)
          .shownIn("Reviews", 3);
  static final Metric FIRST_REVIEW =
      hours(
              "github.reviews.avg_time_to_first_review_hours",
              "Mean time from ready for review to the first review, of the pull requests first reviewed in the last 7 days")
          .shownIn("Reviews", 4);
  static final Metric UNREVIEWED =
      pulls(
              "github.reviews.unreviewed_merged_7d",
              "Pull requests merged in the last 7 days that nobody but the author reviewed",
              SUM)
          .orientation(LOWER_IS_BETTER)
          .window(DAYS_7)
          .shownIn("Reviews", 5);
  static final Metric MERGED_BRANCHES =
      Metric.gauge("github.branches.merged_7d")
          .noun("branch")
          .says("Branches of the repository itself that were merged in the last 7 days")
          .across(SUM)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .from(PULLS)
          .shownIn("Branches", 3);

  private static final String NONE_MERGED = "no pull request was merged in the last 7 days";
  private static final String NONE_BY_PEOPLE =
      "no pull request of a person's was merged in the last 7 days";

  private PullMetrics() {}

  static List<Emission<GithubSnapshot>> emissions() {
    return List.of(
        of(OPEN, (pulls, asOf) -> Outcome.count(open(pulls, asOf).count())),
        of(
            OPEN_BY,
            (pulls, asOf) ->
                pulls.defaultBranch().isPresent() || pulls.all().isEmpty()
                    ? new Outcome.Value(openBy(pulls, asOf))
                    : new Outcome.Unsupported("the default branch is not known")),
        of(
            DRAFTS,
            (pulls, asOf) -> Outcome.count(open(pulls, asOf).filter(PullRequest::draft).count())),
        of(MERGED, (pulls, asOf) -> Outcome.count(merged(pulls, asOf).count())),
        of(CLOSED, (pulls, asOf) -> Outcome.count(closedUnmerged(pulls, asOf).count())),
        of(
            TIME_TO_MERGE,
            (pulls, asOf) ->
                mean(merged(pulls, asOf), pull -> pull.hoursToMerge(pull.created()), NONE_MERGED)),
        of(CYCLE_TIME, (pulls, asOf) -> cycle(pulls, asOf, Summary::mean)),
        of(CYCLE_TIME_P50, (pulls, asOf) -> cycle(pulls, asOf, times -> times.percentile(0.5))),
        of(CYCLE_TIME_P90, (pulls, asOf) -> cycle(pulls, asOf, times -> times.percentile(0.9))),
        of(CYCLE_TIME_SAMPLES, (pulls, asOf) -> Outcome.count(byPeople(pulls, asOf).count())),
        of(STALE_14, (pulls, asOf) -> Outcome.count(olderThan(pulls, asOf, DAYS_14))),
        of(
            STALE,
            (pulls, asOf) -> Outcome.count(olderThan(pulls, asOf, pulls.rules().stalePulls()))),
        of(
            COMMENTED,
            (pulls, asOf) -> commented(pulls, asOf, pull -> pull.reviewThreads() > 0 ? 100 : 0)),
        of(COMMENTS, (pulls, asOf) -> commented(pulls, asOf, PullRequest::comments)),
        of(REVIEWS, (pulls, asOf) -> Outcome.count(reviews(pulls, asOf))),
        of(FIRST_REVIEW, PullMetrics::timeToFirstReview),
        of(
            UNREVIEWED,
            (pulls, asOf) ->
                Outcome.count(
                    merged(pulls, asOf)
                        .filter(pull -> reviewsBy(pull, pulls, asOf).findAny().isEmpty())
                        .count())),
        of(
            MERGED_BRANCHES,
            (pulls, asOf) ->
                Outcome.count(
                    merged(pulls, asOf)
                        .filter(pull -> !pull.fromFork())
                        .map(PullRequest::head)
                        .distinct()
                        .count())));
  }

  private static Emission<GithubSnapshot> of(
      Metric metric, BiFunction<Pulls, Instant, Outcome> function) {
    return emit(metric).from(GithubSnapshot::pulls).by(function);
  }

  static Stream<PullRequest> open(Pulls pulls, Instant asOf) {
    return pulls.all().stream().filter(pull -> pull.isOpenAt(asOf));
  }

  static Stream<PullRequest> merged(Pulls pulls, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return pulls.all().stream().filter(pull -> pull.merged().filter(week::contains).isPresent());
  }

  private static Stream<PullRequest> closedUnmerged(Pulls pulls, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return pulls.all().stream()
        .filter(pull -> pull.merged().isEmpty())
        .filter(pull -> pull.closed().filter(week::contains).isPresent());
  }

  private static Stream<PullRequest> byPeople(Pulls pulls, Instant asOf) {
    return merged(pulls, asOf)
        .filter(pull -> pull.author().map(pulls.rules().bots()::isHuman).orElse(true));
  }

  private static List<Sample> openBy(Pulls pulls, Instant asOf) {
    List<Sample> samples = new ArrayList<>();
    for (String base : BASE.declared()) {
      for (String draft : DRAFT.declared()) {
        long count =
            open(pulls, asOf)
                .filter(pull -> pulls.isOnDefault(pull) == base.equals("default"))
                .filter(pull -> pull.draft() == draft.equals("true"))
                .count();
        samples.add(new Sample(Tags.of("base", base).and("draft", draft), (double) count));
      }
    }
    return samples;
  }

  private static Outcome cycle(Pulls pulls, Instant asOf, ToDoubleFunction<Summary> figure) {
    return Summary.of(
            byPeople(pulls, asOf)
                .mapToDouble(pull -> pull.hoursToMerge(pull.start(pulls.rules().cycleStart()))))
        .map(times -> Outcome.value(figure.applyAsDouble(times)))
        .orElse(new Outcome.Absent(NONE_BY_PEOPLE));
  }

  private static long olderThan(Pulls pulls, Instant asOf, Duration age) {
    return open(pulls, asOf).filter(pull -> pull.created().isBefore(asOf.minus(age))).count();
  }

  private static long reviews(Pulls pulls, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return pulls.all().stream()
        .flatMap(pull -> pull.reviewsByOthers(pulls.rules().bots()).stream())
        .filter(review -> week.contains(review.submitted()))
        .count();
  }

  private static Stream<PullRequest.Review> reviewsBy(PullRequest pull, Pulls pulls, Instant asOf) {
    return pull.reviewsByOthers(pulls.rules().bots()).stream()
        .filter(review -> !review.submitted().isAfter(asOf));
  }

  /// Comments come without their times. Whatever touched a pull request once the instant had passed
  /// may have been one.
  private static Outcome commented(Pulls pulls, Instant asOf, ToDoubleFunction<PullRequest> value) {
    return merged(pulls, asOf)
        .filter(pull -> Lookback.isPast(asOf, pull.updated()))
        .findFirst()
        .<Outcome>map(later ->
            new Outcome.Unsupported(
                "pull request "
                    + later.number()
                    + " was touched since, and its comments do not say which are later"))
        .orElseGet(() -> mean(merged(pulls, asOf), value, NONE_MERGED));
  }

  private static Outcome timeToFirstReview(Pulls pulls, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return Outcome.number(
        pulls.all().stream()
            .flatMap(pull ->
                pull.reviewsByOthers(pulls.rules().bots()).stream()
                    .findFirst()
                    .filter(first -> week.contains(first.submitted()))
                    .map(first -> hoursBetween(pull.readyForReview(), first.submitted()))
                    .stream())
            .mapToDouble(Double::doubleValue)
            .average(),
        "no pull request was first reviewed in the last 7 days");
  }

  /// A review of a draft came before it was ready: no wait at all.
  private static double hoursBetween(Instant ready, Instant reviewed) {
    return Math.max(0, Duration.between(ready, reviewed).toMillis() / 3_600_000.0);
  }

  private static Outcome mean(
      Stream<PullRequest> pulls, ToDoubleFunction<PullRequest> value, String reasonWhenNone) {
    return Outcome.number(pulls.mapToDouble(value).average(), reasonWhenNone);
  }

  private static Metric pulls(String name, String says, Across across) {
    return Metric.gauge(name)
        .noun("pull request")
        .says(says)
        .across(across)
        .history(History.DERIVABLE)
        .from(PULLS);
  }

  private static Metric hours(String name, String says) {
    return Metric.gauge(name)
        .unit(Unit.HOUR)
        .says(says)
        .across(name.contains("_p") ? MAX : NEVER)
        .orientation(LOWER_IS_BETTER)
        .window(DAYS_7)
        .history(History.DERIVABLE)
        .from(PULLS);
  }
}
