// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.skypilot.fleet.Accelerators;
import ai.metta.sandbox.skypilot.fleet.Gpu;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Turn;
import ai.metta.sandbox.skypilot.fleet.Phase;
import ai.metta.sandbox.skypilot.fleet.Status;
import ai.metta.sandbox.skypilot.fleet.Task;
import ai.metta.sandbox.wandb.experiments.Hardware.Told;
import ai.metta.sandbox.wandb.experiments.TrainingRun.Sight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What W&B knows of one task of a job. It has a run from when it is launched on GPUs; evaluations
/// and what needs no GPU write none.
final class Diary {
  private static final long LINE = 7001;

  /// Some lose their connection: the job goes on, and nobody hears of it any more.
  private static final Duration HEARD = Duration.ofHours(2);

  private static final int LOST_IN = 14;

  private final Job job;
  private final Task task;
  private final Instant now;
  private final Climate climate;
  private final Dice dice;
  private final List<Turn> turns;

  Diary(Job job, Task task, Instant now, Climate climate) {
    this.job = job;
    this.task = task;
    this.now = now;
    this.climate = climate;
    this.dice = Dice.of(job.fingerprint(), LINE, task.index());
    this.turns = task.life().turnsUntil(now.toEpochMilli());
  }

  Optional<TrainingRun> run() {
    boolean writes = !task.requirement().candidates().isEmpty() && job.pool().isEmpty();
    Optional<Instant> launched = first(Phase.LAUNCHING).or(() -> first(Phase.RUNNING));
    return writes ? launched.map(this::run) : Optional.empty();
  }

  /// Sweeps and hunts go through launch queues.
  Optional<QueueItem> queueItem() {
    Optional<String> queue =
        isSweep()
            ? Optional.of("gpu-pool")
            : job.name().startsWith("burst") ? Optional.of("spot-pool") : Optional.empty();
    return queue.flatMap(name -> {
      String id = "item-" + job.id();
      return switch (task.statusAt(now.toEpochMilli())) {
        case PENDING ->
            Optional.of(
                first(Phase.LAUNCHING).isPresent()
                    ? new QueueItem(id, name, "CLAIMED", Optional.of(id()))
                    : new QueueItem(id, name, "PENDING", Optional.empty()));
        case STARTING, RUNNING ->
            Optional.of(new QueueItem(id, name, "CLAIMED", Optional.of(id())));
        case FAILED_NO_RESOURCE -> Optional.of(new QueueItem(id, name, "FAILED", Optional.empty()));
        default -> Optional.empty();
      };
    });
  }

  private TrainingRun run(Instant launched) {
    Hardware hardware = hardware();
    Instant created = launched.truncatedTo(ChronoUnit.SECONDS);
    Optional<Instant> started = first(Phase.RUNNING);
    Optional<Instant> heartbeat = started.map(this::heartbeat);
    State state = state(started, heartbeat);
    long computed =
        heartbeat.map(at -> task.life().runningMillis(at.toEpochMilli()) / 1000).orElse(0L);
    Readings readings =
        heartbeat.isEmpty()
            ? Readings.NONE
            : isAbout(Experiments.LANGUAGE)
                ? Readings.telling(dice, hardware)
                : acting(hardware, Duration.between(created, started.orElseThrow()).toSeconds());
    return new TrainingRun(
        id(),
        displayName(),
        isAbout(Experiments.LANGUAGE) ? Experiments.LANGUAGE : Experiments.ARENA,
        state,
        created,
        heartbeat,
        computed,
        hardware,
        job.owner().name().map(name -> name.replaceAll("@.*", "").replace('.', '-')),
        isSweep() ? Optional.of(sweep(created)) : Optional.empty(),
        readings,
        sight(created, climate));
  }

  /// What an incident interrupted goes on with fewer machines, from an older checkpoint.
  private Readings acting(Hardware hardware, long latencySeconds) {
    return switch (climate) {
      case Climate.Rough() -> Readings.acting(dice, hardware, latencySeconds);
      case Climate.Settled(Incident incident) -> {
        Readings well = Readings.settled(dice, hardware, latencySeconds);
        boolean isHit =
            turns.stream()
                .filter(turn -> turn.phase() == Phase.RECOVERING)
                .anyMatch(turn -> incident.strikes(Instant.ofEpochMilli(turn.atMillis())));
        yield isHit ? well.setBack() : well;
      }
    };
  }

  private boolean isAbout(String project) {
    boolean tells = job.name().matches("(finetune|distil|embed).*");
    return tells == project.equals(Experiments.LANGUAGE);
  }

  private boolean isSweep() {
    return job.name().startsWith("lr-sweep");
  }

  private String id() {
    return Integer.toString(job.id(), 36) + (job.tasks().size() > 1 ? "-" + task.index() : "");
  }

  /// Nine searches a week.
  private String sweep(Instant created) {
    return job.name().replaceAll("lr-sweep-(\\d)\\d", "sw$1")
        + "w"
        + created.getEpochSecond() / 604_800;
  }

  private String displayName() {
    String name = job.tasks().size() > 1 ? job.name() + "." + task.name() : job.name();
    String own = name.toLowerCase(Locale.ROOT) + "." + job.id();
    return job.name().startsWith("pretrain")
        ? "stable.multinode." + own
        : job.name().matches("maze-ppo|cargo-bc|tide-dqn|grid-world|swarm-a2c")
            ? (job.id() % 2 == 0 ? "github.sky.arena." : "arena.") + own
            : own;
  }

  private Hardware hardware() {
    Accelerators each =
        task.placements().isEmpty()
            ? task.requirement().candidates().getFirst()
            : task.placements().getFirst().machine().accelerators().orElseThrow();
    boolean started = first(Phase.RUNNING).isPresent();
    int nodes = task.requirement().nodes();
    Told told =
        nodes == 1 || (job.name().startsWith("pretrain") && job.id() % 5 == 0)
            ? Told.NOWHERE
            : job.id() % 2 == 0 ? Told.CONFIG : Told.TAG;
    return new Hardware(
        started ? driverName(each.gpu()) : "", (int) Math.ceil(each.count()), nodes, told);
  }

  private static String driverName(Gpu gpu) {
    return switch (gpu) {
      case L4 -> "NVIDIA L4";
      case A10G -> "NVIDIA A10G";
      case A100 -> "NVIDIA A100-SXM4-40GB";
      case A100_80GB -> "NVIDIA A100-SXM4-80GB";
      case H100 -> "NVIDIA H100 80GB HBM3";
    };
  }

  private State state(Optional<Instant> started, Optional<Instant> heartbeat) {
    Status status = task.statusAt(now.toEpochMilli());
    boolean unheard = isLost() && heartbeat.equals(started.map(Diary::lastHeard));
    return switch (status) {
      case RUNNING, CANCELLING, WINDING_DOWN -> State.RUNNING;
      case RECOVERING -> State.PREEMPTED;
      case PENDING, STARTING -> State.PENDING;
      case SUCCEEDED -> unheard ? State.CRASHED : State.FINISHED;
      case CANCELLED -> unheard ? State.CRASHED : State.KILLED;
      case FAILED, FAILED_SETUP -> unheard ? State.CRASHED : State.FAILED;
      case FAILED_PRECHECKS, FAILED_NO_RESOURCE -> State.FAILED;
      case FAILED_CONTROLLER -> State.CRASHED;
    };
  }

  private boolean isLost() {
    return Math.floorMod(job.fingerprint(), LOST_IN) == 0;
  }

  private static Instant lastHeard(Instant started) {
    return started.plus(HEARD).truncatedTo(ChronoUnit.SECONDS);
  }

  /// The last second at which its program ran, less what a heartbeat may be late.
  private Instant heartbeat(Instant started) {
    Instant last = started;
    for (int i = 0; i < turns.size(); i++) {
      if (works(turns.get(i).phase())) {
        last =
            i + 1 < turns.size()
                ? Instant.ofEpochMilli(turns.get(i + 1).atMillis())
                : now.minusSeconds(Math.min(20, Duration.between(started, now).toSeconds()));
      }
    }
    Instant heard = last.truncatedTo(ChronoUnit.SECONDS);
    Instant limit = lastHeard(started);
    return isLost() && heard.isAfter(limit) ? limit : heard;
  }

  /// What is being cancelled sends no heartbeat any more, however long that takes.
  private static boolean works(Phase phase) {
    return phase.status() == Status.RUNNING || phase.status() == Status.WINDING_DOWN;
  }

  private Optional<Instant> first(Phase phase) {
    return turns.stream()
        .filter(turn -> turn.phase() == phase)
        .map(turn -> Instant.ofEpochMilli(turn.atMillis()))
        .findFirst();
  }

  /// In a rough climate, every third day somebody works in secret until six.
  static Sight sight(Instant created, Climate climate) {
    boolean hidden =
        created.getEpochSecond() / 86_400 % 3 == 0
            && created.atOffset(ZoneOffset.UTC).getHour() < 6;
    return switch (climate) {
      case Climate.Rough() -> hidden ? Sight.HIDDEN : Sight.OPEN;
      case Climate.Settled _ -> Sight.OPEN;
    };
  }
}
