// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Facts.ago;
import static ai.metta.collectors.github.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workflow runs, with numbers told by hand.
final class CiMetricsTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "167.99, 1", "168, 0", "-0.01, 0"})
  void aRunIsInTheWeekItWasCreatedIn(double hoursAgo, double count) {
    WorkflowRun again = Change.of(run(1, hoursAgo, "success"), "updated", ago(-50));
    assertThat(Facts.of().with(again).value("ci.workflow_runs_7d")).isEqualTo(count);
  }

  /// One of each conclusion there is, and one under way.
  private static final WorkflowRun[] EACH = {
    run(1, 5, "success"),
    run(2, 5, "success"),
    run(3, 5, "failure"),
    run(4, 5, "timed_out"),
    run(5, 5, "startup_failure"),
    run(6, 5, "cancelled"),
    run(7, 5, "skipped"),
    run(8, 5, "neutral"),
    run(9, 5, "action_required"),
    run(10, 5, "stale"),
    run(11, 5, "")
  };

  @Test
  void theRateIsOfRunsThatSucceededOrFailed() {
    Facts facts = Facts.of().with(EACH);
    assertThat(facts.value("ci.success_rate_7d")).isEqualTo(40);
    assertThat(facts.value("ci.failed_workflows_7d")).isEqualTo(3);
    assertThat(facts.value("ci.cancelled_7d")).isEqualTo(1);
    assertThat(facts.value("ci.workflow_runs_7d")).isEqualTo(11);
  }

  @Test
  void everyRunIsSomewhereInTheBreakdown() {
    WorkflowRun[] forked = {
      Change.of(run(20, 5, "success"), "event", "pull_request"),
      Change.of(run(21, 5, "failure"), "branch", "topic")
    };
    Map<String, Double> runs = Facts.of().with(EACH).with(forked).values("ci.runs_7d");
    runs.values().removeIf(count -> count == 0);
    assertThat(runs)
        .isEqualTo(
            Map.of(
                "branch:default,conclusion:success,event:push,workflow:test", 2.0,
                "branch:default,conclusion:failure,event:push,workflow:test", 2.0,
                "branch:default,conclusion:timeout,event:push,workflow:test", 1.0,
                "branch:default,conclusion:cancelled,event:push,workflow:test", 1.0,
                "branch:default,conclusion:other,event:push,workflow:test", 5.0,
                "branch:other,conclusion:success,event:pull_request,workflow:test", 1.0,
                "branch:other,conclusion:failure,event:push,workflow:test", 1.0));
  }

  @Test
  void aDurationIsThatOfTheLatestAttemptOfRunsThatWereDecided() {
    WorkflowRun again =
        Change.of(
            Change.of(run(1, 100, "failure"), "started", ago(5)),
            "updated",
            ago(5).plus(Duration.ofMinutes(30)));
    Facts facts =
        Facts.of()
            .with(
                again,
                lasting(run(2, 5, "success"), 10),
                lasting(run(3, 5, "success"), 20),
                lasting(run(4, 5, "skipped"), 1),
                lasting(run(5, 5, "timed_out"), 360),
                lasting(run(6, 5, ""), 90));
    assertThat(facts.value("ci.avg_workflow_duration_minutes")).isEqualTo(20);
    assertThat(facts.value("ci.duration_p50_minutes")).isEqualTo(20);
    assertThat(facts.value("ci.duration_p90_minutes")).isEqualTo(28);
    assertThat(facts.value("ci.duration_p99_minutes")).isCloseTo(29.8, within(1e-9));
  }

  private static WorkflowRun lasting(WorkflowRun run, long minutes) {
    return Change.of(run, "updated", run.started().plus(Duration.ofMinutes(minutes)));
  }

  @Test
  void runsThatDecideNothingHaveNoRateAndNoDuration() {
    Facts facts = Facts.of().with(run(1, 5, "cancelled"), run(2, 5, ""));
    assertThat(facts.isAbsent("ci.success_rate_7d")).isTrue();
    assertThat(facts.isAbsent("ci.avg_workflow_duration_minutes")).isTrue();
    assertThat(facts.isAbsent("ci.duration_p90_minutes")).isTrue();
    assertThat(facts.value("ci.failed_workflows_7d")).isZero();
    assertThat(Facts.of().isAbsent("ci.runs_7d")).isTrue();
  }

  @Test
  void aCancelledRunThatHitItsLimitTimedOut() {
    Facts facts =
        Facts.of()
            .with(run(1, 5, "timed_out"), run(2, 5, "cancelled"), run(3, 5, "cancelled"))
            .timedOut(3L);
    assertThat(facts.value("ci.timeout_cancellations_7d")).isEqualTo(2);
    assertThat(facts.values("ci.runs_7d"))
        .containsEntry("branch:default,conclusion:timeout,event:push,workflow:test", 2.0)
        .containsEntry("branch:default,conclusion:cancelled,event:push,workflow:test", 1.0);
  }

  @Test
  void aRunThatWasCancelledAfterTheInstantHadNotTimedOut() {
    Facts facts = Facts.of().with(run(1, 0.1, "cancelled")).timedOut(1L);
    assertThat(facts.value("ci.timeout_cancellations_7d")).isZero();
    assertThat(facts.values("ci.runs_7d"))
        .containsEntry("branch:default,conclusion:timeout,event:push,workflow:test", 0.0);
  }

  @Test
  void conclusionsAndBranchesThatNoRunIsOfAreZero() {
    assertThat(Facts.of().with(run(1, 5, "success")).values("ci.runs_7d"))
        .containsOnly(
            entry("branch:default,conclusion:success,event:push,workflow:test", 1.0),
            entry("branch:default,conclusion:failure,event:push,workflow:test", 0.0),
            entry("branch:default,conclusion:timeout,event:push,workflow:test", 0.0),
            entry("branch:default,conclusion:cancelled,event:push,workflow:test", 0.0),
            entry("branch:default,conclusion:other,event:push,workflow:test", 0.0),
            entry("branch:other,conclusion:success,event:push,workflow:test", 0.0),
            entry("branch:other,conclusion:failure,event:push,workflow:test", 0.0),
            entry("branch:other,conclusion:timeout,event:push,workflow:test", 0.0),
            entry("branch:other,conclusion:cancelled,event:push,workflow:test", 0.0),
            entry("branch:other,conclusion:other,event:push,workflow:test", 0.0));
  }

  @Test
  void whatEndedAfterTheInstantHadNotEnded() {
    Facts facts = Facts.of().with(run(1, 5, "success"), run(2, 0.1, "failure"));
    assertThat(facts.value("ci.workflow_runs_7d")).isEqualTo(2);
    assertThat(facts.value("ci.failed_workflows_7d")).isZero();
    assertThat(facts.value("ci.success_rate_7d")).isEqualTo(100);
  }

  @Test
  void aSecondAttemptThatSucceedsAfterAFailureIsFlaky() {
    WorkflowRun again = Change.of(run(1, 5, "success"), "attempt", 2);
    assertThat(Facts.of().with(again).failedBefore(1L).value("ci.flaky_checks_7d")).isEqualTo(1);
    assertThat(Facts.of().with(again).value("ci.flaky_checks_7d")).isZero();
  }

  @Test
  void anAttemptThatStillFailsIsNotFlaky() {
    WorkflowRun again = Change.of(run(1, 5, "failure"), "attempt", 2);
    assertThat(Facts.of().with(again).failedBefore(1L).value("ci.flaky_checks_7d")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "failure, success, 1",
    "timed_out, success, 1",
    "cancelled, success, 0",
    "startup_failure, success, 0",
    "success, failure, 0",
    "failure, failure, 0"
  })
  void twoRunsOfTheSameCommitMayDisagree(String first, String second, double flaky) {
    Facts facts = Facts.of().with(run(2, 3, second), run(1, 5, first));
    assertThat(facts.value("ci.flaky_checks_7d")).isEqualTo(flaky);
  }

  @ParameterizedTest
  @CsvSource({"sha, sha-2", "event, pull_request", "workflowId, 2"})
  void whatIsNotTheSameCheckMayDiffer(String component, String value) {
    Object other = component.equals("workflowId") ? (Object) Long.valueOf(value) : value;
    Facts facts =
        Facts.of().with(run(1, 5, "failure"), Change.of(run(2, 3, "success"), component, other));
    assertThat(facts.value("ci.flaky_checks_7d")).isZero();
  }

  @Test
  void aCheckIsFlakyOnce() {
    Facts facts =
        Facts.of()
            .with(
                run(1, 9, "failure"),
                run(2, 8, "success"),
                run(3, 7, "failure"),
                Change.of(run(4, 6, "success"), "attempt", 2))
            .failedBefore(4L);
    assertThat(facts.value("ci.flaky_checks_7d")).isEqualTo(1);
  }

  @Test
  void aRunUnderWayThatFailedBeforeMakesALaterSuccessFlaky() {
    WorkflowRun under = Change.of(run(1, 5, ""), "attempt", 2);
    Facts facts = Facts.of().with(under, run(2, 3, "success")).failedBefore(1L);
    assertThat(facts.value("ci.flaky_checks_7d")).isEqualTo(1);
  }

  private static Gate gate(String name, WorkflowRun... runs) {
    return new Gate(name, name + ".yml", Stream.of(runs).map(Attempts::of).toList(), List.of());
  }

  @Test
  void testsPassWhenTheNewestRunOfEveryTestWorkflowDid() {
    Gate unit = gate("Unit tests", run(1, 5, "failure"), run(2, 3, "success"));
    Gate browser = gate("browser-test", run(3, 4, "success"));
    Gate lint = gate("lint", run(4, 1, "failure"));
    assertThat(Facts.of().with(unit, browser, lint).value("ci.tests_passing_on_main")).isEqualTo(1);
    Gate broken = gate("load-test", run(5, 9, "success"), run(6, 2, "startup_failure"));
    assertThat(Facts.of().with(unit, broken).value("ci.tests_passing_on_main")).isZero();
  }

  @Test
  void benchmarksPassInShares() {
    Facts facts =
        Facts.of()
            .with(
                gate("Benchmark big", run(1, 5, "success")),
                gate("benchmark-small", run(2, 5, "failure")));
    assertThat(facts.value("ci.benchmarks_passing")).isEqualTo(0.5);
  }

  @Test
  void whatEndedLaterSaysNothingOfThen() {
    Gate gate = gate("test", run(1, 5, "success"), run(2, -1, "failure"));
    assertThat(Facts.of().with(gate).value("ci.tests_passing_on_main")).isEqualTo(1);
  }

  @Test
  void noTestWorkflowIsNoVerdict() {
    assertThat(
            Facts.of()
                .with(gate("lint", run(1, 5, "success")))
                .isAbsent("ci.tests_passing_on_main"))
        .isTrue();
    assertThat(Facts.of().with(gate("test")).isAbsent("ci.tests_passing_on_main")).isTrue();
  }

  @Test
  void aTestWorkflowOfWhichTooLittleIsShownLeavesItOpenWhetherTestsPass() {
    Gate.Older older = new Gate.Older(List.of(), Optional.of("too little"));
    Gate hidden = new Gate("load-test", "load-test.yml", List.of(), List.of(older));
    Facts facts =
        Facts.of()
            .with(
                gate("test", run(1, 5, "success")),
                hidden,
                gate("benchmark", run(2, 5, "success")));
    assertThat(facts.outcome("ci.tests_passing_on_main"))
        .isEqualTo(new Outcome.Unsupported("too little"));
    assertThat(facts.value("ci.benchmarks_passing")).isEqualTo(1);
  }

  @Test
  void whichWorkflowsAreTestsIsASetting() {
    Facts facts =
        Facts.under(Map.of("github.test_workflows", "ci.yml"))
            .with(gate("ci", run(1, 5, "failure")), gate("test", run(2, 5, "success")));
    assertThat(facts.value("ci.tests_passing_on_main")).isZero();
  }

  @Test
  void aWorkflowThatWasDeletedIsUnknown() {
    WorkflowRun nameless = Change.of(Change.of(run(1, 5, "success"), "workflow", ""), "path", "");
    WorkflowRun unnamed = Change.of(run(2, 5, "success"), "workflow", "");
    assertThat(Facts.of().with(nameless, unnamed).values("ci.runs_7d"))
        .containsEntry("branch:default,conclusion:success,event:push,workflow:unknown", 1.0)
        .containsEntry("branch:default,conclusion:success,event:push,workflow:test.yml", 1.0);
  }

  @Test
  void aRunWithoutConclusionIsNoFailure() {
    assertThat(run(1, 1, "").hasFailed()).isFalse();
    assertThat(run(1, 1, "").conclusion()).isEqualTo(Optional.empty());
  }
}
