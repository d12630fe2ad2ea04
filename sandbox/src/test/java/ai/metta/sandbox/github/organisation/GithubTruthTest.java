// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.github.organisation.PullRequest.Origin;
import ai.metta.sandbox.github.organisation.PullRequest.State;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The truth, asked a second before and after something happened.
final class GithubTruthTest {
  private static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");
  private static final Organisation ORGANISATION = Organisation.of(8, NOW);

  private static double value(Repository repository, Instant at, String metric) {
    return ORGANISATION
        .truth(at)
        .repositories()
        .getOrDefault(repository.fullName(), new TreeMap<>())
        .getOrDefault(Series.of(metric), Double.NaN);
  }

  private static Repository handbook() {
    return ORGANISATION.repository("metta-sandbox", "handbook").orElseThrow();
  }

  private static PullRequest merged() {
    return handbook().pulls().stream()
        .filter(pull -> pull.stateAt(NOW) == State.MERGED && pull.origin() == Origin.REPOSITORY)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /// How a value changes within the second that ends at an instant.
  private static double step(Instant at, String metric) {
    return value(handbook(), at, metric) - value(handbook(), at.minusSeconds(1), metric);
  }

  @Test
  void aMergeCountsFromItsSecondOnForSevenDays() {
    Instant at = merged().closed().orElseThrow();
    assertThat(step(at, "github.prs.merged_7d")).isEqualTo(1);
    assertThat(step(at, "github.prs.open")).isEqualTo(-1);
    assertThat(step(at.plus(Duration.ofDays(7)), "github.prs.merged_7d")).isEqualTo(-1);
  }

  @Test
  void anIssueIsOpenUntilItIsClosed() {
    Issue issue =
        handbook().issues().stream().filter(one -> one.isClosedAt(NOW)).findFirst().orElseThrow();
    Instant at = issue.closed().orElseThrow();
    assertThat(step(issue.opened(), "github.issues.open")).isEqualTo(1);
    assertThat(step(at, "github.issues.open")).isEqualTo(-1);
    assertThat(step(at, "github.issues.closed_7d")).isEqualTo(1);
  }

  @Test
  void anOpenPullRequestGrowsStaleAfterFourteenDays() {
    PullRequest old =
        handbook().pulls().stream()
            .filter(pull -> pull.isOpenAt(pull.opened().plus(Duration.ofDays(15))))
            .filter(pull -> pull.opened().isBefore(NOW))
            .findFirst()
            .orElseThrow();
    Instant at = old.opened().plus(Duration.ofDays(14));
    assertThat(step(at, "github.prs.stale_count_14d")).isZero();
    assertThat(step(at.plusSeconds(1), "github.prs.stale_count_14d")).isEqualTo(1);
  }

  @Test
  void whatHasNoPopulationHasNoValueAndCountsAreZero() {
    Map<Series, Double> scratch =
        ORGANISATION
            .truth(NOW)
            .repositories()
            .getOrDefault("metta-sandbox/scratch", new TreeMap<>());
    assertThat(scratch)
        .containsEntry(Series.of("github.prs.merged_7d"), 0.0)
        .containsEntry(Series.of("github.ci.workflow_runs_7d"), 0.0)
        .doesNotContainKey(Series.of("github.ci.success_rate_7d"))
        .containsEntry(Series.of("github.commits.force_merge_7d"), 0.0)
        .doesNotContainKey(Series.of("github.prs.cycle_time_p90_hours"));
  }

  @ParameterizedTest
  @CsvSource({"0.5,3.5", "0.9,6.5", "0,1", "1,8"})
  void percentilesAreInterpolated(double share, double expected) {
    Tally tally = new Tally();
    tally.percentile("p", List.of(8.0, 1.0, 2.0, 5.0, 4.0, 3.0), share);
    assertThat(tally.values()).containsEntry(Series.of("p"), expected);
  }
}
