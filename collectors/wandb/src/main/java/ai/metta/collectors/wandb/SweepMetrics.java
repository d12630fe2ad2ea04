// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.collectors.wandb.Runs.DAY;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Sweeps, and their runs: those of the types that the configured rules give to what is part of
/// one.
final class SweepMetrics {
  static final Metric ACTIVE =
      Metric.gauge("wandb.sweeps.active")
          .noun("sweep")
          .says("Sweeps that are running")
          .across(SUM)
          .from(new Source("POST /graphql project.sweeps", Optional.empty()))
          .shownIn("Sweeps", 1);
  static final Metric RUNS_ACTIVE =
      WandbMetrics.runs(
              "wandb.sweep.runs_active",
              "Runs with the type of sweeps, at work, that showed life in the last 15 minutes")
          .shownIn("Sweeps", 2);
  static final Metric RUNS_COMPLETED =
      WandbMetrics.runs(
              "wandb.sweep.runs_completed_24h",
              "Runs with the type of sweeps that finished in the last 24 hours")
          .window(DAY)
          .history(History.DERIVABLE)
          .shownIn("Sweeps", 3);
  static final Metric RUNS_FAILED =
      WandbMetrics.runs(
              "wandb.sweep.runs_failed_24h",
              "Runs with the type of sweeps that failed or crashed in the last 24 hours")
          .orientation(LOWER_IS_BETTER)
          .window(DAY)
          .history(History.DERIVABLE)
          .shownIn("Sweeps", 4);

  private SweepMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return List.of(
        emit(ACTIVE).from(WandbSnapshot::sweeps).value((running, _) -> running),
        emit(RUNS_ACTIVE)
            .from(WandbSnapshot::active)
            .by((runs, asOf) -> ofSweeps(runs, runs.active(asOf))),
        emit(RUNS_COMPLETED)
            .from(WandbSnapshot::ended)
            .by((runs, asOf) -> ofSweeps(runs, runs.finished(DAY, asOf))),
        emit(RUNS_FAILED)
            .from(WandbSnapshot::ended)
            .by((runs, asOf) ->
                ofSweeps(runs, runs.ended(DAY, asOf).filter(run -> run.state().hasFailed()))));
  }

  private static Outcome ofSweeps(Runs runs, Stream<Run> some) {
    Set<String> types = runs.types().ofSweeps();
    return types.isEmpty()
        ? new Outcome.Absent(
            "no rule TYPE=in_sweep of wandb.run_types says what runs of sweeps are")
        : Outcome.count(some.filter(run -> types.contains(run.type())).count());
  }
}
