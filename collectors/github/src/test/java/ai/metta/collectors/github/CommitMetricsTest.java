// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Facts.ADA;
import static ai.metta.collectors.github.Facts.BOT;
import static ai.metta.collectors.github.Facts.LIN;
import static ai.metta.collectors.github.Facts.ago;
import static ai.metta.collectors.github.Facts.commit;
import static ai.metta.collectors.github.Facts.pull;
import static ai.metta.collectors.github.Facts.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.metta.collectors.github.Commit.Origin;
import ai.metta.collectors.github.PullRequest.Review;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The default branch, with numbers told by hand.
final class CommitMetricsTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "167.99, 1", "168, 0", "-0.01, 0"})
  void aCommitIsInTheWeekThatEndsNow(double hoursAgo, double count) {
    assertThat(Facts.of().with(commit("a", hoursAgo, "x")).value("commits.total_7d"))
        .isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hotfix: valve|1",
        "Hot-fix the valve|1",
        "fix: HOT FIX|1",
        "hotfixes in general|0",
        "photofix|0",
        "metrics for hot and fixed things|0",
      })
  void aHotfixSaysSoInItsSubject(String subject, double count) {
    assertThat(Facts.of().with(commit("a", 1, subject)).value("commits.hotfix")).isEqualTo(count);
  }

  @Test
  void aHotfixMaySaySoInItsPullRequestAndCountsOnce() {
    Commit labelled = from(commit("a", 1, "x"), new Origin(1, "topic", List.of("hotfix")));
    Commit branched = from(commit("b", 1, "x"), new Origin(2, "hotfix/valve", List.of()));
    Commit both = from(commit("c", 1, "hotfix"), new Origin(3, "hotfix/pump", List.of("hotfix")));
    Commit neither = from(commit("d", 1, "x"), new Origin(4, "not-a-hotfix/x", List.of("fix")));
    assertThat(Facts.of().with(labelled, branched, both, neither).value("commits.hotfix"))
        .isEqualTo(3);
  }

  @Test
  void labelsAndBranchesSayHotfixInAnyCase() {
    Facts facts =
        Facts.under(Map.of("github.hotfix_labels", "Emergency,Not-Üsual"))
            .with(
                from(commit("a", 1, "x"), new Origin(1, "topic", List.of("EMERGENCY"))),
                from(commit("b", 1, "x"), new Origin(2, "topic", List.of("not-üsual"))),
                from(commit("c", 1, "x"), new Origin(3, "Hotfix/valve", List.of())),
                from(commit("d", 1, "x"), new Origin(4, "topic", List.of("hotfix"))));
    assertThat(facts.value("commits.hotfix")).isEqualTo(3);
  }

  private static Commit from(Commit commit, Origin pull) {
    return Change.of(commit, "pull", Optional.of(pull));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Revert \"x\"||1",
        "revert: x||1",
        "fix(core)!: revert x||1",
        "reverted x||0",
        "Add revert button||0",
        "Add metrics|counts revert and hotfix commits|0",
        "Restore x|This reverts commit 0123abc.|1",
        "Restore x|This reverts commit 0123456789abcdef0123456789abcdef01234567, reversing.|1",
        "Find reverts|Looks for the text \"This reverts commit\" in a log.|0",
      })
  void aRevertSaysSoAndDoesNotMerelySpeakOfIt(String subject, String body, double count) {
    Commit commit = Change.of(commit("a", 1, subject), "body", body == null ? "" : body);
    assertThat(Facts.of().with(commit).value("commits.reverts")).isEqualTo(count);
  }

  @Test
  void aMergeCountsAsACommitButItsLinesAndFilesAreThoseOfOthers() {
    Commit plain = Change.of(Change.of(commit("a", 1, "x"), "additions", 10L), "deletions", 4L);
    Commit other = Change.of(Change.of(commit("b", 1, "x"), "additions", 1L), "deletions", 2L);
    Commit merge = Change.of(Change.of(commit("m", 1, "x"), "additions", 11L), "parents", 2L);
    Facts facts =
        Facts.of()
            .with(plain, other, merge)
            .touching("a", "one", "two")
            .touching("b", "two", "three")
            .touching("m", "four");
    assertThat(facts.value("commits.total_7d")).isEqualTo(3);
    assertThat(facts.value("code.lines_added_7d")).isEqualTo(11);
    assertThat(facts.value("code.lines_deleted_7d")).isEqualTo(6);
    assertThat(facts.value("code.churn_7d")).isEqualTo(17);
    assertThat(facts.value("code.files_changed_7d")).isEqualTo(3);
  }

  @Test
  void aPersonIsOneWhateverTheyCommitAndABotIsNone() {
    Facts facts =
        Facts.of()
            .with(
                commit("a", 1, "x"),
                commit("b", 2, "x"),
                Change.of(commit("c", 3, "x"), "author", Optional.of(LIN)),
                Change.of(commit("d", 4, "x"), "author", Optional.of(BOT)));
    assertThat(facts.value("developers.active_7d")).isEqualTo(2);
    assertThat(facts.value("commits.per_developer_7d")).isEqualTo(2);
  }

  @Test
  void commitsOfBotsAloneAreNobodys() {
    Facts facts = Facts.of().with(Change.of(commit("a", 1, "x"), "author", Optional.of(BOT)));
    assertThat(facts.value("developers.active_7d")).isZero();
    assertThat(facts.isAbsent("commits.per_developer_7d")).isTrue();
  }

  @Test
  void aCommitThatNoPullRequestBroughtIsADirectPush() {
    Facts facts =
        Facts.of()
            .with(commit("a", 1, "x"), from(commit("b", 1, "x"), new Origin(1, "t", List.of())));
    assertThat(facts.value("commits.direct_push_7d")).isEqualTo(1);
  }

  @Test
  void theTopListIsOfTheMonthAndOfTen() {
    Facts facts = Facts.of();
    for (int person = 0; person < 12; person++) {
      for (int made = 0; made <= person; made++) {
        facts.with(
            new Contribution(
                person + "-" + made,
                ago(700),
                Optional.of(new Person("p" + (char) ('a' + person), Person.Kind.HUMAN))));
      }
    }
    facts.with(
        new Contribution("old", ago(721), Optional.of(LIN)),
        new Contribution("bot", ago(1), Optional.of(BOT)));
    assertThat(facts.values("commits.by_author_30d"))
        .hasSize(10)
        .containsEntry("author:pl", 12.0)
        .containsEntry("author:pc", 3.0)
        .doesNotContainKeys("author:pb", "author:pa", "author:lin", "author:dependabot");
    assertThat(facts.value("developers.top_contributor_commits")).isEqualTo(12);
  }

  @Test
  void aPseudonymIsAlwaysTheSameAndSaysNothing() {
    Facts facts =
        Facts.under(Map.of("github.pseudonyms", "true"))
            .with(
                new Contribution("a", ago(1), Optional.of(ADA)),
                new Contribution("b", ago(2), Optional.of(ADA)))
            .with(new Contribution("c", ago(1), Optional.of(LIN)));
    Map<String, Double> values = facts.values("commits.by_author_30d");
    assertThat(values.keySet())
        .hasSize(2)
        .allMatch(tag -> tag.matches("author:contributor-[0-9a-f]{8}"));
    assertThat(values.values()).containsExactlyInAnyOrder(2.0, 1.0);
    assertThat(facts.rules().named("ada")).isEqualTo(facts.rules().named("ada"));
  }

  @Test
  void nobodyIsNamedByAMailAddress() {
    Facts facts =
        Facts.of()
            .with(
                new Contribution(
                    "a", ago(1), Optional.of(new Person("ada@example.com", Person.Kind.HUMAN))));
    assertThat(facts.values("commits.by_author_30d").keySet())
        .allMatch(tag -> tag.startsWith("author:contributor-"));
  }

  @Test
  void commitsOfNobodyKnownAreNoPersons() {
    Facts facts =
        Facts.of()
            .with(
                commit("a", 1, "x"),
                Change.of(commit("b", 2, "x"), "author", Optional.empty()),
                Change.of(commit("c", 3, "x"), "author", Optional.empty()))
            .with(
                new Contribution("a", ago(1), Optional.of(ADA)),
                new Contribution("b", ago(2), Optional.empty()),
                new Contribution("c", ago(3), Optional.empty()));
    assertThat(facts.value("commits.total_7d")).isEqualTo(3);
    assertThat(facts.value("developers.active_7d")).isEqualTo(1);
    assertThat(facts.value("commits.per_developer_7d")).isEqualTo(3);
    assertThat(facts.values("commits.by_author_30d")).containsOnly(entry("author:ada", 1.0));
    assertThat(facts.value("developers.top_contributor_commits")).isEqualTo(1);
  }

  @Test
  void nobodyInAMonthIsNoTopContributor() {
    assertThat(Facts.of().isAbsent("commits.by_author_30d")).isTrue();
    assertThat(Facts.of().isAbsent("developers.top_contributor_commits")).isTrue();
  }

  @Test
  void aRecordedBypassCountsByWhenItWasPushed() {
    Facts facts =
        Facts.of().with(new Bypasses.Recorded(List.of(ago(0), ago(167), ago(168), ago(-1))));
    assertThat(facts.value("commits.force_merge_7d")).isEqualTo(2);
  }

  private static PullRequest merged(long number, Review... reviews) {
    return Change.of(
        Change.of(pull(number), "merged", Optional.of(ago(1))), "reviews", List.of(reviews));
  }

  private static double forced(Facts facts, Optional<Long> approvals, Optional<Set<Long>> checked) {
    return facts
        .with(new Bypasses.Reconstructed(approvals, checked, facts.pulls()))
        .value("commits.force_merge_7d");
  }

  @Test
  void withoutARecordAMergeIsHeldAgainstTodaysRules() {
    Facts facts =
        Facts.of()
            .with(
                merged(1, review(2, "APPROVED", LIN)),
                merged(2),
                merged(3, review(3, "APPROVED", LIN), review(2, "CHANGES_REQUESTED", LIN)),
                merged(4, review(3, "APPROVED", LIN), review(2, "COMMENTED", LIN)),
                merged(5, review(2, "APPROVED", ADA)),
                merged(6, review(0.5, "APPROVED", LIN)),
                merged(7, review(3, "APPROVED", LIN), review(2, "DISMISSED", LIN)),
                Change.of(merged(8), "base", "topic"));
    assertThat(forced(facts, Optional.of(1L), Optional.empty())).isEqualTo(5);
    assertThat(forced(facts, Optional.of(0L), Optional.empty())).isZero();
    assertThat(forced(facts, Optional.empty(), Optional.empty())).isZero();
  }

  @Test
  void aRequiredCheckThatDidNotSucceedWasBypassed() {
    Facts facts = Facts.of().with(merged(1), merged(2), merged(3));
    assertThat(forced(facts, Optional.empty(), Optional.of(Set.of(1L)))).isEqualTo(2);
    assertThat(forced(facts, Optional.empty(), Optional.empty())).isZero();
  }

  @Test
  void anEstimateNeedsThePullRequests() {
    Failure cause = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);
    Facts facts =
        Facts.of()
            .with(
                new Bypasses.Reconstructed(
                    Optional.of(1L), Optional.empty(), Fetched.failed(cause)));
    assertThat(facts.outcome("commits.force_merge_7d")).isEqualTo(new Outcome.Failed(cause));
  }
}
