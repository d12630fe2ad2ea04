// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.wandb.experiments.State;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Runs that may be seen, as they are counted at an instant. The sandbox's own truth is of its
/// clock's instant, and a run of the product of the minute before.
record WandbRuns(List<TrainingRun> seen, Instant asOf) {
  private static final Duration FRESH = Duration.ofMinutes(15);

  /// How many are at work, ended in the week, or never began and are not older.
  long ofWeek() {
    return seen.stream()
        .filter(run -> run.state() != State.PENDING)
        .filter(
            run -> isAtWork(run) || isOfWeek(run) || Days.endingAt(asOf, 7).holds(run.created()))
        .count();
  }

  SortedMap<Series, Double> counts() {
    SortedMap<Series, Double> counts = new TreeMap<>();
    counts.put(Series.of("wandb.runs.completed_7d"), ended(State.FINISHED));
    for (State state : List.of(State.FAILED, State.CRASHED)) {
      counts.put(Series.of("wandb.runs.failed_7d", "state", state.word()), ended(state));
    }
    Predicate<TrainingRun> fresh =
        run -> run.heartbeat().filter(at -> at.isAfter(asOf.minus(FRESH))).isPresent();
    counts.put(Series.of("wandb.runs.active"), count(run -> isAtWork(run) && fresh.test(run)));
    counts.put(Series.of("wandb.runs.stale"), count(run -> isAtWork(run) && !fresh.test(run)));
    return counts;
  }

  private double ended(State state) {
    return count(run -> run.state() == state && isOfWeek(run));
  }

  private double count(Predicate<TrainingRun> which) {
    return seen.stream().filter(which).count();
  }

  private static boolean isAtWork(TrainingRun run) {
    return run.state() == State.RUNNING;
  }

  private boolean isOfWeek(TrainingRun run) {
    return Days.endingAt(asOf, 7).holds(run.heartbeat());
  }
}
