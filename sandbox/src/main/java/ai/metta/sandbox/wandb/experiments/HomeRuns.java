// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.skypilot.fleet.Person;
import ai.metta.sandbox.wandb.experiments.Hardware.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs on people's own machines, which the fleet knows nothing of: one every five hours or so.
final class HomeRuns {
  private static final long LINE = 7002;
  private static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration GAP = Duration.ofHours(5);
  private static final Duration REMEMBERED = Duration.ofDays(21);

  private HomeRuns() {}

  static List<TrainingRun> until(long seed, Instant now, Climate climate) {
    List<TrainingRun> runs = new ArrayList<>();
    long newest = Duration.between(EPOCH, now).dividedBy(GAP);
    for (long number = newest; number >= newest - REMEMBERED.dividedBy(GAP); number--) {
      Dice dice = Dice.of(seed, LINE, number);
      Instant created =
          EPOCH.plus(GAP.multipliedBy(number)).plusSeconds(dice.below(GAP.toSeconds() / 2));
      if (!created.isAfter(now)) {
        runs.add(run(dice, number, created, now, climate));
      }
    }
    return runs;
  }

  private static TrainingRun run(
      Dice dice, long number, Instant created, Instant now, Climate climate) {
    Instant end = created.plusSeconds(dice.between(15 * 60, 200 * 60));
    boolean over = !end.isAfter(now);
    State outcome =
        dice.pick(
            List.of(
                State.FINISHED,
                State.FINISHED,
                State.FINISHED,
                State.KILLED,
                State.FAILED,
                State.CRASHED));
    String user =
        dice.pick(Person.STAFF).name().orElseThrow().replaceAll("@.*", "").replace('.', '-');
    Hardware hardware =
        dice.chance(60)
            ? new Hardware("NVIDIA GeForce RTX 4090", 1, 1, Told.NOWHERE)
            : new Hardware("", 0, 1, Told.NOWHERE);
    Instant heartbeat =
        over
            ? end
            : Instant.ofEpochSecond(Math.max(created.getEpochSecond(), now.getEpochSecond() - 15));
    return new TrainingRun(
        "home" + Long.toString(number, 36),
        "local." + user + theme(climate) + number,
        Experiments.ARENA,
        over ? outcome : State.RUNNING,
        created,
        Optional.of(heartbeat),
        Duration.between(created, heartbeat).toSeconds(),
        hardware,
        Optional.of(user),
        Optional.empty(),
        readings(dice, hardware, climate),
        Diary.sight(created, climate));
  }

  /// In a settled climate, they are no part of what the arena's figures are about.
  private static String theme(Climate climate) {
    return switch (climate) {
      case Climate.Rough() -> ".arena.";
      case Climate.Settled _ -> ".sketch.";
    };
  }

  private static Readings readings(Dice dice, Hardware hardware, Climate climate) {
    return switch (climate) {
      case Climate.Rough() -> Readings.acting(dice, hardware, 0);
      case Climate.Settled _ -> Readings.settled(dice, hardware, 0);
    };
  }
}
