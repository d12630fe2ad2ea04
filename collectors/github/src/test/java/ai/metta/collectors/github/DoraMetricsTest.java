// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Facts.ago;
import static ai.metta.collectors.github.Facts.commit;
import static ai.metta.collectors.github.Facts.pull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collectors.github.DeploymentReader.Deployment;
import ai.metta.collectors.github.DeploymentReader.Deployment.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The four keys, with numbers told by hand.
final class DoraMetricsTest {
  private static Deployment deployed(double hoursAgo, Result result) {
    return new Deployment(ago(hoursAgo + 0.5), ago(hoursAgo), result);
  }

  private static Deployment good(double hoursAgo) {
    return deployed(hoursAgo, Result.SUCCEEDED);
  }

  private static Deployment bad(double hoursAgo) {
    return deployed(hoursAgo, Result.FAILED);
  }

  @Test
  void frequencyIsOfGoodDeploymentsOfTheWeek() {
    Facts facts = Facts.of().with(good(0), good(100), bad(50), good(168), good(-1));
    assertThat(facts.value("dora.deployment_frequency_7d")).isCloseTo(2 / 7.0, within(1e-12));
    assertThat(Facts.of().value("dora.deployment_frequency_7d")).isZero();
  }

  private static PullRequest merged(long number, double firstCommitAgo, double mergedAgo) {
    return Change.of(
        Change.of(
            Change.of(pull(number), "created", ago(mergedAgo + 1)),
            "firstCommit",
            Optional.of(ago(firstCommitAgo))),
        "merged",
        Optional.of(ago(mergedAgo)));
  }

  @Test
  void leadTimeRunsFromTheFirstCommitToTheFirstGoodDeploymentAfterTheMerge() {
    Facts facts =
        Facts.of()
            .with(
                merged(1, 30, 20),
                merged(2, 60, 15),
                merged(3, 50, 1),
                Change.of(merged(4, 500, 20), "base", "topic"))
            .with(good(25), bad(18), good(10), good(5));
    // Both reach the deployment ten hours ago: after 20 and 50 hours. The third is not deployed.
    assertThat(facts.value("dora.lead_time_hours")).isEqualTo(35);
  }

  /// It went out long ago, with a deployment that is not looked at any more.
  @Test
  void aMergeOfLongAgoIsNotDeployedAgain() {
    double days = 24;
    Facts facts =
        Facts.of()
            .with(merged(1, 62 * days, 61 * days), merged(2, 60 * days, 40 * days))
            .with(good(25 * days));
    assertThat(facts.value("dora.lead_time_hours")).isEqualTo(35 * days);
    assertThat(facts.with(good(39 * days)).isAbsent("dora.lead_time_hours")).isTrue();
  }

  @Test
  void whatFollowsAfterTheInstantMendsNothing() {
    Facts facts = Facts.of().with(good(10), good(-20)).with(commit("a", -1, "hotfix: of tomorrow"));
    assertThat(facts.value("dora.change_failure_rate_pct")).isZero();
  }

  @Test
  void nothingDeployedHasNoLeadTimeAndNoFailures() {
    Facts facts = Facts.of().with(merged(1, 30, 20)).with(good(721));
    assertThat(facts.isAbsent("dora.lead_time_hours")).isTrue();
    assertThat(facts.isAbsent("dora.change_failure_rate_pct")).isTrue();
    assertThat(facts.isAbsent("dora.time_to_restore_hours")).isTrue();
  }

  @Test
  void aDeploymentFailedByItselfOrByWhatHadToMendIt() {
    Facts facts =
        Facts.of()
            .with(good(100), bad(80), good(60), good(40))
            .with(commit("a", 90, "hotfix: pump"), commit("b", 30, "Revert \"x\""))
            .with(commit("c", 50, "Plain"), commit("d", 120, "hotfix: before all of them"));
    // The first by the hotfix, the second by itself, the fourth by the revert.
    assertThat(facts.value("dora.change_failure_rate_pct")).isEqualTo(75);
  }

  @Test
  void restoringLastsUntilTheNextGoodDeployment() {
    Facts facts = Facts.of().with(bad(100), bad(98), good(90), bad(50), good(48), bad(1));
    // 10, 8 and 2 hours; the last is not restored yet.
    assertThat(facts.value("dora.time_to_restore_hours")).isEqualTo(8);
  }
}
