// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Status;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Runs agree with the jobs behind them.
final class ExperimentsTest {
  private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");
  private static final Fleet FLEET = Fleet.of(7, 600);

  private static Map<String, TrainingRun> runs(Instant at) {
    return Experiments.of(FLEET).at(at).runs().stream()
        .collect(Collectors.toMap(TrainingRun::id, Function.identity()));
  }

  @Test
  void aRunHasTheOwnerTheMachinesTheTimesAndTheEndOfItsJob() {
    Map<String, TrainingRun> runs = runs(NOW);
    FleetView view = FLEET.at(NOW);
    int compared = 0;
    for (int position = 0; position < view.jobCount(); position++) {
      Job job = view.job(position);
      TrainingRun run = runs.get(Integer.toString(job.id(), 36));
      Task task = job.tasks().getFirst();
      if (run == null || run.heartbeat().isEmpty() || task.placements().isEmpty()) {
        continue;
      }
      compared++;
      assertThat(run.user())
          .isEqualTo(job.owner().name().map(name -> name.replaceAll("@.*", "").replace('.', '-')));
      assertThat((double) run.hardware().gpus())
          .isEqualTo(task.placements().getFirst().machine().accelerators().orElseThrow().count());
      assertThat(run.hardware().nodes()).isEqualTo(task.requirement().nodes());
      if (task.statusAt(NOW.toEpochMilli()) == Status.SUCCEEDED && run.state() == State.FINISHED) {
        long end = task.life().endedMillis(NOW.toEpochMilli()).orElseThrow();
        assertThat(run.heartbeat()).contains(Instant.ofEpochSecond(Math.floorDiv(end, 1000)));
        assertThat(run.computeSeconds())
            .isBetween(
                task.life().runningMillis(NOW.toEpochMilli()) / 1000 - 1,
                task.life().runningMillis(NOW.toEpochMilli()) / 1000);
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void asTimeGoesOnTheSameRunsGoOn() {
    Map<String, TrainingRun> before = runs(NOW);
    Map<String, TrainingRun> after = runs(NOW.plus(Duration.ofHours(1)));

    assertThat(before.values())
        .filteredOn(run -> run.state() == State.FINISHED && after.containsKey(run.id()))
        .hasSizeGreaterThan(50)
        .allMatch(run -> run.equals(after.get(run.id())));
    assertThat(before.values())
        .filteredOn(run -> run.state() == State.RUNNING)
        .isNotEmpty()
        .allMatch(run -> after.get(run.id()).created().equals(run.created()));
  }
}
