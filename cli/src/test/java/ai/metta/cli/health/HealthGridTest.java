// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Registry;
import ai.metta.collect.health.Grid;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published rows of the health grid are what the collectors declare, no more and no less.
final class HealthGridTest {
  private static final List<HealthRow> ROWS = HealthRows.declared(Registry.load().sources()).all();

  private static HealthRow row(String id) {
    return ROWS.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void thereAreTheTwentyFivePublishedRowsInTheirOrder() {
    assertThat(ROWS).extracting(HealthRow::id).containsExactlyElementsOf(Grid.ids());
    assertThat(Grid.ids()).hasSize(25);
    assertThat(Grid.areas()).containsExactly("training", "ci", "eval");
  }

  @ParameterizedTest
  @CsvSource({
    "training.multigpu_arena_run_success, wandb.training.arena.runs_completed_24h, 0, 1, ≥ 1",
    "training.multigpu_arena_hearts, wandb.training.arena.avg_hearts, 0, 0.7, > 0.5",
    "training.multigpu_arena_sps, wandb.training.arena.avg_sps, 20000, 50000, > 40000",
    "training.multinode_run_success, wandb.training.multinode.runs_completed_24h, 0, 1, ≥ 1",
    "training.multinode_hearts, wandb.training.multinode.avg_hearts, 0, 0.7, > 0.5",
    "training.multinode_shaped_sps, wandb.training.multinode.shaped_reward_sps, 20000, 50000, > 40000",
    "training.local_checkpoint_success, training.local.checkpoint_success_24h, 0, 1, ≥ 1",
    "training.local_resume_success, training.local.resume_success_24h, 0, 1, ≥ 1",
    "training.bug_count, github.issues.training_bugs, 3, 0, < 1",
    "ci.tests_passing, github.ci.tests_passing_on_main, 0, 1, = 1",
    "ci.benchmarks_passing, github.ci.benchmarks_passing, 0, 1, = 1",
    "ci.failing_workflows, github.ci.failed_workflows_7d, 5, 0, < 2",
    "ci.hotfix_count, github.commits.hotfix, 10, 0, < 5",
    "ci.force_merge_count, github.commits.force_merge_7d, 14, 0, < 7",
    "ci.revert_count, github.commits.reverts, 2, 0, < 1",
    "ci.duration_p90, github.ci.duration_p90_minutes, 10, 3, < 5",
    "ci.timeout_cancellations, github.ci.timeout_cancellations_7d, 20, 0, < 10",
    "ci.flaky_checks, github.ci.flaky_checks_7d, 20, 0, < 10",
    "ci.stale_prs, github.prs.stale_count_14d, 50, 0, < 20",
    "ci.pr_cycle_time, github.prs.cycle_time_p90_hours, 72, 24, < 48",
    "eval.local_run_success, eval.local.success_24h, 0, 1, ≥ 1",
    "eval.local_hearts_accuracy, eval.local.hearts_accuracy_pct, 20, 0, < 10",
    "eval.remote_run_success, eval.remote.success_24h, 0, 1, ≥ 1",
    "eval.remote_hearts_accuracy, eval.remote.hearts_accuracy_pct, 20, 0, < 10",
    "eval.remote_duration, eval.remote.duration_minutes, 10, 3, ≤ 5",
  })
  void eachFollowsFromItsMetricOnItsLine(
      String id, String raw, double badAt, double goodAt, String target) {
    HealthRow row = row(id);

    assertThat(row.raw().name()).isEqualTo(raw);
    assertThat(row.fom().badAt()).isEqualTo(badAt);
    assertThat(row.fom().goodAt()).isEqualTo(goodAt);
    assertThat(row.raw().target().map(Target::text)).hasValue(target);
    assertThat(row.fom().metricName()).isEqualTo("health." + id + ".fom");
  }

  @ParameterizedTest
  @CsvSource({
    "training.multigpu_arena_hearts, 0.5, 0.714285714",
    "training.multinode_hearts, 0.5, 0.714285714",
    "training.multigpu_arena_sps, 40000, 0.666666667",
    "ci.failing_workflows, 1, 0.8",
    "ci.failing_workflows, 2, 0.6",
    "ci.hotfix_count, 5, 0.5",
    "ci.duration_p90, 5, 0.714285714",
    "ci.pr_cycle_time, 48, 0.5",
    "ci.stale_prs, 20, 0.6",
    "training.bug_count, 1, 0.666666667",
    "ci.tests_passing, 0, 0",
    // Clipped on either side.
    "ci.pr_cycle_time, 12, 1",
    "ci.pr_cycle_time, 500, 0",
    "training.multigpu_arena_sps, 90000, 1",
  })
  void theWorkedPointsComeOut(String id, double raw, double fom) {
    assertThat(row(id).fom().of(raw)).isCloseTo(fom, within(1e-9));
  }
}
