// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Facts.ADA;
import static ai.metta.collectors.github.Facts.BOT;
import static ai.metta.collectors.github.Facts.LIN;
import static ai.metta.collectors.github.Facts.ago;
import static ai.metta.collectors.github.Facts.pull;
import static ai.metta.collectors.github.Facts.review;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.PullRequest.Review;
import ai.metta.metric.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pull requests and reviews, with numbers told by hand.
final class PullMetricsTest {
  private static final double WEEK = 168;

  private static PullRequest merged(long number, double openedAgo, double mergedAgo) {
    PullRequest opened = Change.of(pull(number), "created", ago(openedAgo));
    return Change.of(
        Change.of(opened, "merged", Optional.of(ago(mergedAgo))),
        "closed",
        Optional.of(ago(mergedAgo)));
  }

  private static PullRequest reviewed(PullRequest pull, Review... reviews) {
    return Change.of(pull, "reviews", List.of(reviews));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "167.99, 1", "168, 0", "-0.01, 0"})
  void aMergeIsInTheWeekThatEndsNow(double hoursAgo, double count) {
    Facts facts = Facts.of().with(merged(1, 500, hoursAgo));
    assertThat(facts.value("prs.merged_7d")).isEqualTo(count);
    assertThat(facts.value("prs.closed_without_merge_7d")).isZero();
    assertThat(facts.value("prs.cycle_time_sample_count")).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "167.99, 1", "168, 0"})
  void aClosingWithoutAMergeIsCountedByItself(double hoursAgo, double count) {
    PullRequest closed =
        Change.of(Change.of(pull(1), "created", ago(500)), "closed", Optional.of(ago(hoursAgo)));
    Facts facts = Facts.of().with(closed);
    assertThat(facts.value("prs.closed_without_merge_7d")).isEqualTo(count);
    assertThat(facts.value("prs.merged_7d")).isZero();
    assertThat(facts.value("prs.open")).isZero();
  }

  @Test
  void whatWasClosedLaterWasOpenThen() {
    Facts facts = Facts.of().with(merged(1, 20, -5), merged(2, 20, 5), merged(3, -1, -2), pull(4));
    assertThat(facts.value("prs.open")).isEqualTo(2);
  }

  @Test
  void openOnesAreToldApartByBaseAndDraft() {
    PullRequest stacked = Change.of(pull(2), "base", "topic-1");
    Facts facts =
        Facts.of()
            .with(
                pull(1),
                stacked,
                Change.of(stacked, "draft", true),
                Change.of(pull(3), "draft", true));
    assertThat(facts.values("prs.open_by"))
        .isEqualTo(
            Map.of(
                "base:default,draft:false", 1.0,
                "base:default,draft:true", 1.0,
                "base:other,draft:false", 1.0,
                "base:other,draft:true", 1.0));
    assertThat(facts.value("prs.draft")).isEqualTo(2);
    assertThat(facts.value("prs.open")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"335, 0, 0", "336, 0, 0", "337, 1, 0", "720, 1, 0", "721, 1, 1"})
  void stalenessGoesByAge(double openedAgo, double after14Days, double after30Days) {
    Facts facts = Facts.of().with(Change.of(pull(1), "created", ago(openedAgo)));
    assertThat(facts.value("prs.stale_count_14d")).isEqualTo(after14Days);
    assertThat(facts.value("prs.stale")).isEqualTo(after30Days);
  }

  @Test
  void theAgeOfStalenessIsASetting() {
    Facts facts =
        Facts.under(Map.of("github.stale_pulls", "5h")).with(Change.of(pull(1), "created", ago(6)));
    assertThat(facts.value("prs.stale")).isEqualTo(1);
  }

  @Test
  void cycleTimesAreInterpolatedAndLeaveBotsOut() {
    PullRequest bots = Change.of(merged(9, 100, 1), "author", Optional.of(BOT));
    PullRequest deleted = Change.of(merged(4, 41, 1), "author", Optional.empty());
    Facts facts =
        Facts.of().with(merged(1, 11, 1), merged(2, 21, 1), merged(3, 31, 1), deleted, bots);
    // Of people: 10, 20, 30 and 40 hours. With the bot's: 99 more.
    assertThat(facts.value("prs.cycle_time_hours")).isEqualTo(25);
    assertThat(facts.value("prs.cycle_time_p50_hours")).isEqualTo(25);
    assertThat(facts.value("prs.cycle_time_p90_hours")).isEqualTo(37);
    assertThat(facts.value("prs.cycle_time_sample_count")).isEqualTo(4);
    assertThat(facts.value("prs.avg_time_to_merge_hours")).isEqualTo((100 + 99) / 5.0);
    assertThat(facts.value("prs.merged_7d")).isEqualTo(5);
  }

  @Test
  void oneMergeIsEveryPercentile() {
    Facts facts = Facts.of().with(merged(1, 11, 1));
    assertThat(facts.value("prs.cycle_time_p50_hours")).isEqualTo(10);
    assertThat(facts.value("prs.cycle_time_p90_hours")).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"created, 20", "ready, 15", "first_commit, 29"})
  void aCycleBeginsWhereTheTeamSays(String start, double hours) {
    PullRequest pull =
        Change.of(
            Change.of(merged(1, 21, 1), "readied", Optional.of(ago(16))),
            "firstCommit",
            Optional.of(ago(30)));
    assertThat(
            Facts.under(Map.of("github.cycle_start", start))
                .with(pull)
                .value("prs.cycle_time_hours"))
        .isEqualTo(hours);
  }

  @Test
  void aCommitThatIsYoungerThanItsPullRequestBeginsNothing() {
    PullRequest rebased = Change.of(merged(1, 21, 1), "firstCommit", Optional.of(ago(3)));
    Facts facts = Facts.under(Map.of("github.cycle_start", "first_commit")).with(rebased);
    assertThat(facts.value("prs.cycle_time_hours")).isEqualTo(20);
  }

  @Test
  void nothingMergedIsNoTimeAtAll() {
    Facts facts = Facts.of().with(pull(1), merged(2, 400, WEEK));
    for (String metric :
        List.of(
            "prs.cycle_time_hours",
            "prs.cycle_time_p50_hours",
            "prs.cycle_time_p90_hours",
            "prs.avg_time_to_merge_hours",
            "prs.with_review_comments_pct",
            "prs.avg_comments_per_pr",
            "reviews.avg_time_to_first_review_hours")) {
      assertThat(facts.isAbsent(metric)).as(metric).isTrue();
    }
    assertThat(facts.value("prs.merged_7d")).isZero();
  }

  @Test
  void commentsAreThoseOfMergedOnes() {
    PullRequest talked =
        Change.of(Change.of(merged(1, 11, 1), "comments", 6L), "reviewThreads", 2L);
    PullRequest chatted = Change.of(merged(2, 11, 1), "comments", 3L);
    PullRequest open = Change.of(pull(3), "comments", 90L);
    Facts facts = Facts.of().with(talked, chatted, open);
    assertThat(facts.value("prs.avg_comments_per_pr")).isEqualTo(4.5);
    assertThat(facts.value("prs.with_review_comments_pct")).isEqualTo(50);
  }

  @Test
  void aReviewCountsByWhenItWasHandedIn() {
    PullRequest pull =
        reviewed(
            Change.of(pull(1), "created", ago(400)),
            review(WEEK, "APPROVED", LIN),
            review(WEEK - 1, "COMMENTED", LIN),
            review(1, "CHANGES_REQUESTED", LIN),
            review(1, "DISMISSED", LIN),
            review(1, "PENDING", LIN),
            review(1, "COMMENTED", ADA),
            review(1, "APPROVED", BOT),
            review(-1, "APPROVED", LIN));
    assertThat(Facts.of().with(pull).value("reviews.count_7d")).isEqualTo(3);
  }

  @Test
  void aReviewerWhoseAccountIsGoneStillReviewed() {
    Review gone = new Review(ago(1), "APPROVED", Optional.empty());
    PullRequest pull = reviewed(pull(1), gone);
    PullRequest ownerless = Change.of(reviewed(pull(2), gone), "author", Optional.empty());
    assertThat(Facts.of().with(pull, ownerless).value("reviews.count_7d")).isEqualTo(2);
  }

  @Test
  void theFirstReviewIsWaitedForFromWhenItWasPossible() {
    PullRequest plain = reviewed(pull(1), review(4, "COMMENTED", LIN), review(2, "APPROVED", LIN));
    PullRequest drafted =
        Change.of(reviewed(pull(2), review(3, "APPROVED", LIN)), "readied", Optional.of(ago(5)));
    // 10 - 4 hours, and 5 - 3.
    assertThat(Facts.of().with(plain, drafted).value("reviews.avg_time_to_first_review_hours"))
        .isEqualTo(4);
  }

  @Test
  void onlyAFirstReviewOfThisWeekCountsAsOne() {
    PullRequest old =
        reviewed(
            Change.of(pull(1), "created", ago(400)),
            review(200, "COMMENTED", LIN),
            review(2, "APPROVED", LIN));
    assertThat(Facts.of().with(old).isAbsent("reviews.avg_time_to_first_review_hours")).isTrue();
  }

  @Test
  void aDraftThatWasReviewedEarlyWaitedNotAtAll() {
    PullRequest early =
        Change.of(reviewed(pull(1), review(6, "COMMENTED", LIN)), "readied", Optional.of(ago(5)));
    assertThat(Facts.of().with(early).value("reviews.avg_time_to_first_review_hours")).isZero();
  }

  @Test
  void aMergeThatOnlyBotsAndTheAuthorSawIsUnreviewed() {
    Facts facts =
        Facts.of()
            .with(
                merged(1, 11, 1),
                reviewed(merged(2, 11, 1), review(2, "APPROVED", BOT), review(2, "COMMENTED", ADA)),
                reviewed(merged(3, 11, 1), review(2, "APPROVED", LIN)));
    assertThat(facts.value("reviews.unreviewed_merged_7d")).isEqualTo(2);
  }

  @Test
  void aReviewAfterTheInstantReviewedNothing() {
    PullRequest later = reviewed(merged(1, 11, 1), review(-1, "APPROVED", LIN));
    assertThat(Facts.of().with(later).value("reviews.unreviewed_merged_7d")).isEqualTo(1);
  }

  /// Comments come as a number, without their times.
  @ParameterizedTest
  @CsvSource({"1, true", "0, true", "-0.1, true", "-0.2, false", "-500, false"})
  void commentsAreCountedWhereNoneCanBeLater(double touchedAgo, boolean known) {
    PullRequest pull =
        Change.of(Change.of(merged(1, 11, 1), "comments", 3L), "updated", ago(touchedAgo));
    for (String metric : List.of("prs.avg_comments_per_pr", "prs.with_review_comments_pct")) {
      assertThat(Facts.of().with(pull).outcome(metric))
          .isInstanceOf(known ? Outcome.Value.class : Outcome.Unsupported.class);
    }
  }

  @Test
  void withoutADefaultBranchNothingIsSaidOfIt() {
    Facts facts = Facts.of().with(merged(1, 11, 1), pull(2)).withoutDefaultBranch();
    assertThat(facts.value("prs.open")).isEqualTo(1);
    assertThat(facts.outcome("prs.open_by")).isInstanceOf(Outcome.Unsupported.class);
    assertThat(facts.outcome("dora.lead_time_hours")).isInstanceOf(Outcome.Unsupported.class);
  }

  @Test
  void aMergedBranchIsOneOfOurOwnAndCountsOnce() {
    PullRequest again = Change.of(merged(2, 9, 2), "head", "topic-1");
    PullRequest fork = Change.of(merged(3, 9, 2), "fromFork", true);
    assertThat(Facts.of().with(merged(1, 11, 1), again, fork).value("branches.merged_7d"))
        .isEqualTo(1);
  }

  @Test
  void aTeamsOwnBotsAreBotsToo() {
    PullRequest pull = reviewed(merged(1, 11, 1), review(2, "APPROVED", LIN));
    Facts facts = Facts.under(Map.of("github.bots", "LIN,ada")).with(pull);
    assertThat(facts.value("reviews.count_7d")).isZero();
    assertThat(facts.value("prs.cycle_time_sample_count")).isZero();
  }
}
