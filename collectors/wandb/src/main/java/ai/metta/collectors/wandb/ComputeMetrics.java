// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.collectors.wandb.Runs.WEEK;
import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Tally;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What machines and people were at work in the last 7 days: of each run that was there at any time
/// of them, the part that lies inside. What is not known is left out of a sum and counted apart.
final class ComputeMetrics {
  private static final TagKey BASIS = TagKey.bounded("basis", "on_demand");

  static final Metric GPU_HOURS =
      week(Metric.gauge("wandb.compute.total_gpu_hours_7d")
              .unit(Unit.HOUR)
              .says(
                  "Hours of GPUs of all nodes that runs computed on in the last 7 days; runs without a known number of GPUs or computing time are left out")
              .taggedBy(WandbMetrics.TYPE))
          .shownIn("Compute", 1);
  static final Metric WITHOUT_COUNT =
      week(WandbMetrics.runs(
              "wandb.compute.runs_without_gpu_count_7d",
              "Runs of the last 7 days whose number of GPUs or nodes nobody knows; they are in no GPU hours and no cost"))
          .orientation(LOWER_IS_BETTER)
          .shownIn("Compute", 2);
  static final Metric WITHOUT_TIME =
      week(WandbMetrics.runs(
              "wandb.compute.runs_without_compute_time_7d",
              "Runs of the last 7 days with GPUs that nobody knows the computing time of; they are in no GPU hours and no cost"))
          .orientation(LOWER_IS_BETTER)
          .shownIn("Compute", 3);
  static final Metric COST =
      week(Metric.gauge("wandb.training.cost_estimate_usd_7d")
              .unit(Unit.DOLLAR)
              .says(
                  "What those hours cost by wandb.gpu_prices; runs on GPUs without a price are left out")
              .taggedBy(BASIS))
          .shownIn("Compute", 4);
  static final Metric UNPRICED =
      week(WandbMetrics.runs(
              "wandb.compute.runs_unpriced_7d",
              "Runs of the last 7 days with GPUs that wandb.gpu_prices has no price of; they are in no cost"))
          .orientation(LOWER_IS_BETTER)
          .shownIn("Compute", 5);
  static final Metric USERS =
      week(Metric.gauge("wandb.users.active_7d")
              .unit(Unit.USER)
              .says("Different users with a run in the last 7 days"))
          .across(MAX)
          .shownIn("Compute", 6);
  static final Metric WITHOUT_USER =
      week(WandbMetrics.runs(
              "wandb.users.runs_without_user_7d",
              "Runs of the last 7 days that name no user; whose they are is in no count"))
          .orientation(LOWER_IS_BETTER)
          .shownIn("Compute", 7);

  private ComputeMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return List.of(
        of(GPU_HOURS, Field.RUN_INFO, ComputeMetrics::gpuHours),
        of(
            WITHOUT_COUNT,
            Field.RUN_INFO,
            (runs, week) ->
                Outcome.count(ofWeek(runs, week).filter(run -> gpus(run).isEmpty()).count())),
        of(
            WITHOUT_TIME,
            Field.RUN_INFO,
            (runs, week) ->
                Outcome.count(
                    onGpus(runs, week).filter(run -> run.hoursIn(week).isEmpty()).count())),
        of(COST, Field.RUN_INFO, ComputeMetrics::cost),
        of(
            UNPRICED,
            Field.RUN_INFO,
            (runs, week) ->
                Outcome.count(
                    onGpus(runs, week).filter(run -> price(run, runs).isEmpty()).count())),
        of(
            USERS,
            Field.USER,
            (runs, week) ->
                Outcome.count(
                    ofWeek(runs, week).flatMap(run -> run.user().stream()).distinct().count())),
        of(
            WITHOUT_USER,
            Field.USER,
            (runs, week) ->
                Outcome.count(ofWeek(runs, week).filter(run -> run.user().isEmpty()).count())));
  }

  private interface OfWeek {
    Outcome apply(Runs runs, Window week);
  }

  /// Of all runs, where the server knows the field.
  private static Emission<WandbSnapshot> of(Metric metric, Field field, OfWeek function) {
    return emit(metric)
        .from(WandbSnapshot::all)
        .by((runs, asOf) ->
            runs.told(field, () -> function.apply(runs, Window.ending(asOf, WEEK))));
  }

  private static Stream<Run> ofWeek(Runs runs, Window week) {
    return runs.all().stream().filter(run -> run.overlaps(week));
  }

  private static Optional<Long> gpus(Run run) {
    return run.machines().allGpus();
  }

  /// Those that are known to be on some.
  private static Stream<Run> onGpus(Runs runs, Window week) {
    return ofWeek(runs, week).filter(run -> gpus(run).filter(count -> count > 0).isPresent());
  }

  /// Of no GPUs it is 0, however long that was; empty where GPUs or time are not known.
  private static Optional<Double> gpuHours(Run run, Window week) {
    return gpus(run)
        .flatMap(
            count -> count == 0 ? Optional.of(0.0) : run.hoursIn(week).map(hours -> count * hours));
  }

  /// A type that there are runs of, but none with known hours, has no number.
  private static Outcome gpuHours(Runs runs, Window week) {
    List<Run> there = ofWeek(runs, week).toList();
    Tally hours = WandbMetrics.types(runs);
    Set<String> known = new HashSet<>();
    for (Run run : there) {
      gpuHours(run, week)
          .ifPresent(some -> {
            hours.add(run.type(), some);
            known.add(run.type());
          });
    }
    List<Tags> unknown =
        there.stream()
            .map(Run::type)
            .filter(type -> !known.contains(type))
            .distinct()
            .map(type -> Tags.of(WandbMetrics.TYPE.key(), type))
            .toList();
    return known.isEmpty() && !there.isEmpty()
        ? new Outcome.Absent(
            "no run of the last 7 days has a known number of GPUs and a known computing time")
        : new Outcome.Value(
            hours.samples().stream().filter(sample -> !unknown.contains(sample.tags())).toList());
  }

  private static Optional<Double> price(Run run, Runs runs) {
    return run.machines().gpu().flatMap(runs.prices()::of);
  }

  private static Outcome cost(Runs runs, Window week) {
    List<Double> dollars =
        onGpus(runs, week)
            .flatMap(run ->
                price(run, runs)
                    .flatMap(price -> gpuHours(run, week).map(hours -> price * hours))
                    .stream())
            .toList();
    return dollars.isEmpty()
        ? new Outcome.Absent(
            "no run of the last 7 days with known hours is on GPUs that wandb.gpu_prices has a price of")
        : new Outcome.Value(
            List.of(
                Sample.of(
                    "basis",
                    "on_demand",
                    dollars.stream().mapToDouble(Double::doubleValue).sum())));
  }

  private static Metric week(Metric metric) {
    return metric.across(SUM).window(WEEK).history(History.DERIVABLE).from(WandbMetrics.RUNS);
  }
}
