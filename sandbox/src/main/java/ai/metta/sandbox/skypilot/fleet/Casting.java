// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.skypilot.fleet.Requirement.Ask;
import ai.metta.sandbox.skypilot.fleet.Setting.Era;
import ai.metta.sandbox.skypilot.fleet.Setting.Sharing;
import ai.metta.sandbox.skypilot.fleet.Task.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a job what its plot leaves open: owner, name, requirements, places.
final class Casting {
  /// The line of dice that only the cast is drawn from, so that a change of it moves no phase.
  private static final long CAST_LINE = 1000;

  private static final long POOL_LINE = 2000;

  static final Job.Pool POOL = new Job.Pool("evals", "c41d", "evals-1");
  private static final List<String> TRAININGS =
      List.of("maze-ppo", "cargo-bc", "tide-dqn", "grid-world", "swarm-a2c");

  private final long seed;
  private final Setting setting;
  private final Climate climate;

  Casting(long seed, Setting setting, Climate climate) {
    this.seed = seed;
    this.setting = setting;
    this.climate = climate;
  }

  /// A job as it was submitted.
  record Submission(Storyline storyline, long number, int id, long atMillis) {}

  Job cast(Submission submission, List<LifeLine> lives) {
    Storyline storyline = submission.storyline();
    long number = submission.number();
    Dice dice = Dice.of(seed, CAST_LINE + storyline.line(), number);
    String name = name(storyline, dice);
    Person owner = owner(storyline, number, dice);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < lives.size(); i++) {
      tasks.add(task(new Role(storyline, number, i), name, lives.get(i), dice));
    }
    return new Job(
        submission.id(),
        name,
        owner,
        submission.atMillis(),
        priority(storyline),
        storyline == Storyline.EVAL ? Optional.of(POOL) : Optional.empty(),
        order(storyline),
        tasks,
        dice.next());
  }

  /// The worker of the pool in its `number`-th week.
  static Placement poolWorker(long seed, long number, Climate climate) {
    Placement drawn =
        requirement(new Role(Storyline.EVAL, 0, 0), Sharing.WHOLE_GPUS)
            .draw(Dice.of(seed, POOL_LINE, number));
    return placed(Storyline.EVAL, drawn, climate);
  }

  /// In a settled climate, what an incident is to strike is where it strikes.
  private static Placement placed(Storyline storyline, Placement drawn, Climate climate) {
    return switch (climate) {
      case Climate.Rough() -> drawn;
      case Climate.Settled(Incident incident) ->
          SettledPlots.isAtHome(storyline) ? drawn.in(Region.named(incident.region())) : drawn;
    };
  }

  /// Which task this is: of the `number`-th job of a storyline the one at `index`.
  private record Role(Storyline storyline, long number, int index) {}

  private Task task(Role role, String jobName, LifeLine life, Dice dice) {
    Requirement requirement = asked(role);
    List<Placement> placements = new ArrayList<>();
    for (LifeLine.Segment segment : life.segments()) {
      placements.add(
          role.storyline() == Storyline.EVAL
              ? poolWorker(seed, workerWeek(segment.startedMillis()), climate)
              : placed(role.storyline(), requirement.draw(dice), climate));
    }
    Records records =
        role.storyline() == Storyline.SWEEP && role.number() % 6 == 1 ? Records.LOST : Records.KEPT;
    return new Task(role.index(), taskName(role, jobName), requirement, life, placements, records);
  }

  /// In a settled climate, what is at home is on spot machines.
  private Requirement asked(Role role) {
    Requirement usual = requirement(role, setting.sharing());
    return switch (climate) {
      case Climate.Rough() -> usual;
      case Climate.Settled _ ->
          SettledPlots.isAtHome(role.storyline()) ? usual.asking(Ask.SPOT) : usual;
    };
  }

  private long workerWeek(long millis) {
    return Math.max(0, ClusterLine.POOL_WORKER.beat(seed, 1).newest(millis));
  }

  private static Person owner(Storyline storyline, long number, Dice dice) {
    return storyline == Storyline.EVAL
        ? Person.NIGHTLY
        : storyline == Storyline.FINETUNE && number % 3 == 2
            ? Person.GONE
            : dice.pick(Person.STAFF);
  }

  private static int priority(Storyline storyline) {
    return switch (storyline) {
      case SWEEP -> 100;
      case PRETRAIN -> 900;
      case TRAIN, FINETUNE, EVAL, BUILD, PIPELINE, GROUP, EMBED -> 500;
      case ABLATION, PREEMPTED, HUNT, REGRETTED, DOOMED -> 500;
    };
  }

  private Job.Order order(Storyline storyline) {
    return storyline == Storyline.GROUP && setting.era() != Era.PLAIN
        ? Job.Order.PARALLEL
        : Job.Order.SERIAL;
  }

  private static String name(Storyline storyline, Dice dice) {
    return switch (storyline) {
      case SWEEP -> "lr-sweep-" + dice.between(10, 99);
      case TRAIN -> dice.pick(TRAININGS);
      case PRETRAIN -> "pretrain-world-model-with-memory";
      case FINETUNE -> "finetune-dialogue";
      case EVAL -> "eval-suite";
      case BUILD -> "tokenise-corpus";
      case PIPELINE -> "weekly-refresh";
      case GROUP -> "rl-pair";
      case EMBED -> "embed-library";
      case ABLATION -> "ablate-" + dice.pick(TRAININGS);
      case PREEMPTED -> "distil-anywhere";
      case HUNT -> "burst-h100";
      case REGRETTED -> "wrong-config";
      case DOOMED -> "smoke-test";
    };
  }

  private static String taskName(Role role, String jobName) {
    return switch (role.storyline()) {
      case PIPELINE -> List.of("prepare", "fit", "score").get(role.index());
      case GROUP -> List.of("learner", "actors").get(role.index());
      case SWEEP, TRAIN, PRETRAIN, FINETUNE, EVAL, BUILD, EMBED -> jobName;
      case ABLATION, PREEMPTED, HUNT, REGRETTED, DOOMED -> jobName;
    };
  }

  private static Requirement requirement(Role role, Sharing sharing) {
    long number = role.number();
    return switch (role.storyline()) {
      case SWEEP -> Requirement.of(1, Gpu.L4, sharing == Sharing.HALF_GPUS ? 0.5 : 1, Ask.SPOT);
      case TRAIN -> training(number);
      case PRETRAIN -> Requirement.of(number % 2 == 0 ? 4 : 2, Gpu.H100, 8, spotEveryThird(number));
      case FINETUNE ->
          Requirement.of(1, number % 2 == 0 ? Gpu.A100 : Gpu.A100_80GB, 8, spotEveryThird(number));
      case EVAL -> Requirement.of(1, Gpu.A10G, 1, Ask.SPOT);
      case BUILD -> Requirement.cpusOnly();
      case PIPELINE ->
          List.of(
                  Requirement.of(1, Gpu.L4, 1, Ask.SPOT),
                  Requirement.of(1, Gpu.H100, 8, Ask.SPOT),
                  Requirement.of(1, Gpu.A10G, 1, Ask.SPOT))
              .get(role.index());
      case GROUP ->
          List.of(
                  Requirement.of(1, Gpu.H100, 8, Ask.ON_DEMAND),
                  Requirement.of(1, Gpu.L4, 4, Ask.ON_DEMAND))
              .get(role.index());
      case EMBED, DOOMED -> Requirement.of(1, Gpu.L4, 1, spotEveryThird(number));
      case ABLATION -> Requirement.of(1, Gpu.A10G, 1, Ask.ON_DEMAND);
      case PREEMPTED -> preemptible(number);
      case HUNT -> Requirement.of(2, Gpu.H100, 8, Ask.SPOT);
      case REGRETTED -> Requirement.of(1, Gpu.L4, 8, Ask.ON_DEMAND);
    };
  }

  private static Requirement training(long number) {
    return switch ((int) (number % 4)) {
      case 0 -> Requirement.of(1, Gpu.L4, 4, Ask.SPOT);
      case 1 -> Requirement.of(1, Gpu.A10G, 1, Ask.ON_DEMAND);
      case 2 -> Requirement.of(2, Gpu.A10G, 4, Ask.SPOT);
      default -> Requirement.of(1, Gpu.L4, 8, Ask.SPOT);
    };
  }

  private static Requirement preemptible(long number) {
    return number % 2 == 0
        ? new Requirement(
            1, List.of(new Accelerators(Gpu.A100, 8), new Accelerators(Gpu.H100, 8)), Ask.EITHER)
        : Requirement.of(1, Gpu.L4, 4, Ask.SPOT);
  }

  private static Ask spotEveryThird(long number) {
    return number % 3 == 0 ? Ask.SPOT : Ask.ON_DEMAND;
  }
}
