// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import ai.metta.sandbox.asana.board.BoardTask.Place;
import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of bugs: those that somebody filed when a job failed, and others.
record BugStory(long seed, FleetView fleet) {
  private static final long JOB_LINE = 7200;
  private static final long OTHER_LINE = 7201;
  private static final int OTHERS = 45;
  private static final List<String> SYMPTOMS =
      List.of(
          "Replay shows the wrong map",
          "Loss turns into NaN after a resume",
          "Dashboard is empty on Mondays",
          "Agent walks through walls",
          "Sweep ignores its seed");

  List<BoardTask> told() {
    List<BoardTask> bugs = new ArrayList<>();
    for (int position = 0; position < fleet.jobCount(); position++) {
      Job job = fleet.job(position);
      Task last = job.tasks().getLast();
      if (last.statusAt(fleet.nowMillis()).isFailure()) {
        last.life().endedMillis(fleet.nowMillis()).stream()
            .mapToObj(ended -> ofJob(job, Instant.ofEpochSecond(ended / 1000)))
            .flatMap(Optional::stream)
            .forEach(bugs::add);
      }
    }
    for (int number = 0; number < OTHERS; number++) {
      bugs.add(other(number));
    }
    return bugs;
  }

  /// Two of five failures are worth a bug, filed within four hours.
  private Optional<BoardTask> ofJob(Job job, Instant ended) {
    Dice dice = Dice.of(seed, JOB_LINE, job.id());
    return dice.chance(40)
        ? Optional.of(
            bug(
                dice,
                1_205_000_000_000_000L + job.id(),
                "Job " + job.id() + " (" + job.name() + ") failed",
                ended.plus(Duration.ofMinutes(dice.between(5, 240))),
                Optional.of("Training")))
        : Optional.empty();
  }

  private BoardTask other(int number) {
    Dice dice = Dice.of(seed, OTHER_LINE, number);
    Instant until = Instant.ofEpochMilli(fleet.nowMillis()).truncatedTo(ChronoUnit.DAYS);
    return bug(
        dice,
        1_204_000_000_000_000L + number,
        dice.pick(SYMPTOMS),
        until.minus(Duration.ofMinutes(dice.between(-20_000, 120_000))),
        dice.chance(50)
            ? Optional.of(dice.pick(List.of("Dashboards", "Environment", "training")))
            : Optional.empty());
  }

  private static BoardTask bug(
      Dice dice, long gid, String name, Instant created, Optional<String> area) {
    List<Place> places = new ArrayList<>();
    // What it is called elsewhere is not what it is called here.
    if (dice.chance(20)) {
      places.add(new Place("1202000000000004", "Doing"));
    }
    places.add(new Place(Plan.BUGS.gid(), dice.pick(Plan.BUGS.sections())));
    return new BoardTask(
        Long.toString(gid),
        name,
        "default_task",
        created,
        dice.chance(60)
            ? Optional.of(created.plus(Duration.ofMinutes(dice.between(20, 30_000))))
            : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        dice.chance(70)
            ? Optional.of(dice.pick(List.of("Low", "Medium", "High", "Urgent", "P0")))
            : Optional.empty(),
        area,
        dice.chance(15) ? List.of("Training", "regression") : List.of(),
        places);
  }
}
