// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.collectors.wandb.Runs.DAY;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;

import ai.metta.collectors.wandb.Workloads.Workload;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Summary;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// How training goes, by workload: the arena on one machine, and over several nodes. A mean is over
/// the runs that report its number.
final class TrainingMetrics {
  private static final Unit SPS = Unit.of("step").per(Unit.SECOND);

  static final Metric ARENA_COMPLETED =
      completed(Workload.ARENA)
          .fom("training", "multigpu_arena_run_success", 0, 1)
          .shownIn("Arena", 1);
  static final Metric ARENA_HEARTS =
      hearts(Workload.ARENA).fom("training", "multigpu_arena_hearts", 0, 0.7).shownIn("Arena", 2);
  static final Metric ARENA_SPS =
      day(Workload.ARENA, "avg_sps", "Mean steps a second")
          .unit(SPS)
          .target(Target.above(40_000))
          .fom("training", "multigpu_arena_sps", 20_000, 50_000)
          .shownIn("Arena", 3);
  static final Metric MULTINODE_COMPLETED =
      completed(Workload.MULTINODE)
          .fom("training", "multinode_run_success", 0, 1)
          .shownIn("Multinode", 1);
  static final Metric MULTINODE_HEARTS =
      hearts(Workload.MULTINODE)
          .fom("training", "multinode_hearts", 0, 0.7)
          .shownIn("Multinode", 2);
  static final Metric MULTINODE_SHAPED_SPS =
      day(Workload.MULTINODE, "shaped_reward_sps", "Mean steps a second under a shaped reward")
          .unit(SPS)
          .target(Target.above(40_000))
          .fom("training", "multinode_shaped_sps", 20_000, 50_000)
          .shownIn("Multinode", 3);
  static final Metric UTILISATION =
      Metric.gauge("wandb.training.gpu_utilization_pct")
          .unit(Unit.PERCENT)
          .says(
              "Mean over the active runs of how busy the GPUs of a run are, all of them, by the latest values")
          .orientation(HIGHER_IS_BETTER)
          .target(Target.above(80))
          .priority(Priority.HIGH)
          .from(WandbMetrics.RUNS)
          .alias("wandb.training.gpu_utilization_avg")
          .shownIn("GPUs", 1);
  static final Metric UTILISATION_BY_TYPE =
      Metric.gauge("wandb.training.gpu_utilization_by_type_pct")
          .unit(Unit.PERCENT)
          .says("The same by type of run")
          .orientation(HIGHER_IS_BETTER)
          .taggedBy(WandbMetrics.TYPE)
          .from(WandbMetrics.RUNS)
          .shownIn("GPUs", 2);

  private TrainingMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return Stream.of(
            Stream.of(
                completed(ARENA_COMPLETED, Workload.ARENA),
                mean(ARENA_HEARTS, Workload.ARENA, run -> run.figures().hearts()),
                mean(ARENA_SPS, Workload.ARENA, run -> run.figures().sps()),
                completed(MULTINODE_COMPLETED, Workload.MULTINODE),
                mean(MULTINODE_HEARTS, Workload.MULTINODE, run -> run.figures().hearts()),
                mean(MULTINODE_SHAPED_SPS, Workload.MULTINODE, run -> run.figures().shapedSps())),
            ofEach(Workload.ARENA),
            ofEach(Workload.MULTINODE),
            Stream.of(
                emit(UTILISATION).from(WandbSnapshot::active).by(TrainingMetrics::utilisation),
                emit(UTILISATION_BY_TYPE)
                    .from(WandbSnapshot::active)
                    .by(TrainingMetrics::utilisationByType)))
        .flatMap(some -> some)
        .toList();
  }

  /// What is told of either workload alike.
  private static Stream<Emission<WandbSnapshot>> ofEach(Workload workload) {
    return Stream.of(
        nowMean(activeHearts(workload), workload, run -> run.figures().hearts()),
        nowMean(activeSps(workload), workload, run -> run.figures().sps()),
        emit(spsPerGpu(workload))
            .from(WandbSnapshot::ended)
            .by((runs, asOf) ->
                runs.told(
                    Field.RUN_INFO,
                    () -> mean(finished(runs, workload, asOf), TrainingMetrics::perGpu))));
  }

  static Metric activeHearts(Workload workload) {
    return now(workload, "active_hearts", "Mean of the hearts gained so far")
        .noun("heart")
        .shownIn(group(workload), 4);
  }

  static Metric activeSps(Workload workload) {
    return now(workload, "active_sps", "Mean steps a second").unit(SPS).shownIn(group(workload), 5);
  }

  static Metric spsPerGpu(Workload workload) {
    return day(
            workload, "sps_per_gpu", "Mean steps a second for each GPU of all nodes, where known,")
        .unit(SPS)
        .shownIn(group(workload), 6);
  }

  private static Emission<WandbSnapshot> completed(Metric metric, Workload workload) {
    return emit(metric)
        .from(WandbSnapshot::ended)
        .value((runs, asOf) -> finished(runs, workload, asOf).count());
  }

  private static Emission<WandbSnapshot> mean(
      Metric metric, Workload workload, Function<Run, Optional<Double>> number) {
    return emit(metric)
        .from(WandbSnapshot::ended)
        .by((runs, asOf) -> mean(finished(runs, workload, asOf), number));
  }

  private static Emission<WandbSnapshot> nowMean(
      Metric metric, Workload workload, Function<Run, Optional<Double>> number) {
    return emit(metric)
        .from(WandbSnapshot::active)
        .by((runs, asOf) ->
            mean(runs.active(asOf).filter(run -> run.workload() == workload), number));
  }

  private static Stream<Run> finished(Runs runs, Workload workload, Instant asOf) {
    return runs.finished(DAY, asOf).filter(run -> run.workload() == workload);
  }

  private static Outcome mean(Stream<Run> runs, Function<Run, Optional<Double>> number) {
    return Summary.of(runs.flatMap(run -> number.apply(run).stream()).mapToDouble(one -> one))
        .map(numbers -> Outcome.value(numbers.mean()))
        .orElse(new Outcome.Absent("no such run reports it"));
  }

  private static Optional<Double> perGpu(Run run) {
    return run.machines()
        .allGpus()
        .filter(gpus -> gpus > 0)
        .flatMap(gpus -> run.figures().sps().map(sps -> sps / gpus));
  }

  private static Outcome utilisation(Runs runs, Instant asOf) {
    return runs.told(
        Field.SYSTEM_METRICS,
        () ->
            Summary.of(utilisations(runs.active(asOf)))
                .map(percents -> Outcome.value(percents.mean()))
                .orElse(new Outcome.Absent("no active run reports GPUs")));
  }

  private static Outcome utilisationByType(Runs runs, Instant asOf) {
    return runs.told(
        Field.SYSTEM_METRICS,
        () ->
            Outcome.samples(
                runs.types().all().stream()
                    .flatMap(type ->
                        Summary.of(
                            utilisations(runs.active(asOf).filter(run -> run.type().equals(type))))
                            .map(percents -> Sample.of("run_type", type, percents.mean()))
                            .stream())
                    .toList(),
                "no active run reports GPUs"));
  }

  private static DoubleStream utilisations(Stream<Run> runs) {
    return runs.flatMap(run -> run.gpuUtilisation().stream()).mapToDouble(percent -> percent);
  }

  private static Metric completed(Workload workload) {
    return day(workload, "runs_completed_24h", "Number")
        .unit(WandbMetrics.RUN)
        .across(SUM)
        .target(Target.atLeast(1));
  }

  private static Metric hearts(Workload workload) {
    return day(workload, "avg_hearts", "Mean of the hearts gained")
        .noun("heart")
        .target(Target.above(0.5));
  }

  private static Metric day(Workload workload, String name, String what) {
    return metric(workload, name)
        .says(what + " of the " + word(workload) + " runs that finished in the last 24 hours")
        .window(DAY)
        .history(History.DERIVABLE);
  }

  private static Metric now(Workload workload, String name, String what) {
    return metric(workload, name).says(what + " of the active " + word(workload) + " runs");
  }

  private static Metric metric(Workload workload, String name) {
    return Metric.gauge("wandb.training." + word(workload) + "." + name)
        .orientation(HIGHER_IS_BETTER)
        .from(WandbMetrics.RUNS);
  }

  private static String word(Workload workload) {
    return workload.name().toLowerCase(Locale.ROOT);
  }

  private static String group(Workload workload) {
    return workload == Workload.ARENA ? "Arena" : "Multinode";
  }
}
