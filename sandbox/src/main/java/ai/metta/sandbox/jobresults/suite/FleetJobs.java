// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults.suite;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.jobresults.suite.SuiteJob.Ask;
import ai.metta.sandbox.jobresults.suite.SuiteJob.Where;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Status;
import ai.metta.sandbox.skypilot.fleet.Task;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.Readings;
import ai.metta.sandbox.wandb.experiments.Readings.Writing;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The fleet's tasks as a runner sees them: those on GPUs, with what their runs in W&B report.
///
/// @param jobs that have ended or run, in the order they were submitted
record FleetJobs(List<SuiteJob> jobs) {
  private static final long LINE = 7005;

  FleetJobs {
    jobs = List.copyOf(jobs);
  }

  static FleetJobs at(Instant now, Fleet fleet, Experiments experiments) {
    Map<String, TrainingRun> runs = new HashMap<>();
    experiments.at(now).runs().forEach(run -> runs.put(run.id(), run));
    FleetView view = fleet.at(now);
    List<SuiteJob> jobs = new ArrayList<>();
    for (int position = view.jobCount() - 1; position >= 0; position--) {
      Job job = view.job(position);
      for (Task task : job.tasks()) {
        Told told = new Told(job, task, now.toEpochMilli(), fleet.climate());
        told.told(Optional.ofNullable(runs.get(told.runId()))).ifPresent(jobs::add);
      }
    }
    return new FleetJobs(jobs);
  }

  /// The end is in, the beginning is not.
  List<SuiteJob> endedWithin(Instant after, Instant until) {
    return jobs.stream()
        .filter(
            job -> job.ended().filter(end -> end.isAfter(after) && !end.isAfter(until)).isPresent())
        .sorted(Comparator.comparing(job -> job.ended().orElseThrow()))
        .toList();
  }

  List<SuiteJob> running() {
    return jobs.stream().filter(job -> job.ended().isEmpty()).toList();
  }

  /// One task, as of now.
  private record Told(Job job, Task task, long nowMillis, Climate climate) {
    /// As W&B has it.
    String runId() {
      return Integer.toString(job.id(), 36) + (job.tasks().size() > 1 ? "-" + task.index() : "");
    }

    private boolean isEvaluation() {
      return job.name().startsWith("eval");
    }

    Optional<SuiteJob> told(Optional<TrainingRun> run) {
      OptionalLong started = task.life().startedMillis(nowMillis);
      OptionalLong ended = task.life().endedMillis(nowMillis);
      boolean counts =
          !task.requirement().candidates().isEmpty() && (started.isPresent() || ended.isPresent());
      return counts ? Optional.of(suiteJob(run, started, ended)) : Optional.empty();
    }

    private SuiteJob suiteJob(Optional<TrainingRun> run, OptionalLong started, OptionalLong ended) {
      Status status = task.statusAt(nowMillis);
      boolean over = ended.isPresent();
      Instant end = Instant.ofEpochMilli(ended.orElse(0)).truncatedTo(ChronoUnit.SECONDS);
      Instant begin =
          started.isPresent()
              ? Instant.ofEpochMilli(started.getAsLong()).truncatedTo(ChronoUnit.SECONDS)
              : end;
      TreeMap<String, Double> measured = isEvaluation() ? evaluated(end) : trained(run);
      return new SuiteJob(
          job.name() + "." + job.id(),
          recipe(),
          isEvaluation() ? Optional.empty() : Optional.of("training"),
          over ? word(status) : "running",
          over && status != Status.CANCELLED
              ? OptionalLong.of(status == Status.SUCCEEDED ? 0 : 1)
              : OptionalLong.empty(),
          begin,
          over ? Optional.of(end) : Optional.empty(),
          over && started.isPresent()
              ? OptionalLong.of(Duration.between(begin, end).toSeconds())
              : OptionalLong.empty(),
          where(),
          run.map(TrainingRun::id),
          over && started.isPresent() ? measured : new TreeMap<>(),
          isEvaluation() ? List.of(new Ask("hearts", ">", 0.4, 0)) : asked(),
          OptionalLong.of(Duration.ofDays(5).toSeconds()));
    }

    private static String word(Status status) {
      return status == Status.SUCCEEDED
          ? "succeeded"
          : status == Status.CANCELLED ? "skipped" : "failed";
    }

    private String recipe() {
      boolean tells = job.name().matches("(finetune|distil|embed).*");
      String name = job.tasks().size() > 1 ? job.name() + "-" + task.name() : job.name();
      String module = name.replaceAll("\\d", "").toLowerCase(Locale.ROOT).replace('-', '_');
      return "recipes."
          + (tells ? "language" : "arena")
          + "."
          + module
          + (isEvaluation() ? ".evaluate" : ".train");
    }

    private Where where() {
      return new Where(
          "remote",
          (long) Math.ceil(task.requirement().candidates().getFirst().count()),
          task.requirement().nodes());
    }

    private static List<Ask> asked() {
      return List.of(
          Ask.atLeast("overview/sps", 23_000), new Ask("env_agent/heart.gained", ">", 0.1, 0));
    }

    private static TreeMap<String, Double> trained(Optional<TrainingRun> run) {
      TreeMap<String, Double> measured = new TreeMap<>();
      Readings readings = run.map(TrainingRun::readings).orElse(Readings.NONE);
      readings.sps().ifPresent(sps -> measured.put("overview/sps", sps));
      readings.shapedSps().ifPresent(sps -> measured.put("overview/shaped_sps", sps));
      if (readings.hearts().isPresent() && readings.writing() != Writing.OBJECT) {
        measured.put(
            "env_agent/heart.gained",
            readings.writing() == Writing.NAN ? Double.NaN : readings.hearts().getAsDouble());
      }
      return measured;
    }

    private TreeMap<String, Double> evaluated(Instant end) {
      Dice dice = Dice.of(job.fingerprint(), LINE, task.index());
      return switch (climate) {
        case Climate.Rough() -> evaluated(dice);
        case Climate.Settled(Incident incident) -> SettledRunner.hearts(incident, dice, end);
      };
    }

    /// One in ten cannot be fetched from the cluster.
    private static TreeMap<String, Double> evaluated(Dice dice) {
      TreeMap<String, Double> measured = new TreeMap<>();
      if (!dice.chance(10)) {
        measured.put("hearts", dice.between(300, 900) / 1000.0);
        measured.put("expected_hearts", 0.625);
      }
      return measured;
    }
  }
}
