// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import ai.metta.sandbox.wandb.experiments.Experiments.View;
import ai.metta.sandbox.wandb.experiments.Readings.Writing;
import ai.metta.sandbox.wandb.experiments.TrainingRun.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What is so in a project, for who may not see hidden runs: each metric's value where it has one,
/// under the rules that hold unless somebody sets others, but with [#PRICES]. What is told of one
/// run each is left to who asks.
///
/// @param values by `metric{key:value,…}`, keys in order
public record WandbTruth(Instant at, SortedMap<String, Double> values) {
  /// Dollars an hour of one GPU; some have no price.
  public static final Map<String, Double> PRICES =
      Map.of("H100", 4.5, "A100-SXM4-40GB", 2.5, "L4", 0.75, "A10G", 1.25);

  private static final List<String> TYPES = List.of("ptm", "sweep", "stable", "local", "other");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  public WandbTruth {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  static WandbTruth of(View view, String project) {
    List<TrainingRun> seen =
        view.runs(project).stream().filter(run -> run.sight() == Sight.OPEN).toList();
    Count count = new Count(view.now(), seen);
    count.states();
    count.training();
    count.durations();
    count.machines();
    count.quality();
    long sweeps =
        view.sweeps().stream()
            .filter(sweep -> sweep.project().equals(project) && sweep.state().equals("RUNNING"))
            .count();
    count.put("wandb.sweeps.active", sweeps);
    // Queues are told with the first project.
    for (String queue :
        project.equals(Experiments.ARENA) ? Experiments.QUEUES : List.<String>of()) {
      long waiting =
          view.queueItems().stream()
              .filter(item -> item.queue().equals(queue) && item.state().equals("PENDING"))
              .count();
      count.put("wandb.runs.queued{queue:" + queue + "}", waiting);
    }
    return new WandbTruth(view.now(), count.values);
  }

  private static String type(TrainingRun run) {
    String name = run.displayName();
    return name.startsWith("github.sky.")
        ? "ptm"
        : run.sweep().isPresent()
            ? "sweep"
            : name.contains("stable") ? "stable" : name.contains("local") ? "local" : "other";
  }

  private record Count(Instant now, List<TrainingRun> runs, SortedMap<String, Double> values) {
    Count(Instant now, List<TrainingRun> runs) {
      this(now, runs, new TreeMap<>());
    }

    void put(String series, long value) {
      put(series, (double) value);
    }

    private void put(String series, double value) {
      values.put(series, value);
    }

    private void count(String series, Stream<TrainingRun> some) {
      put(series, some.count());
    }

    private void byType(String metric, String more, Collection<TrainingRun> some) {
      for (String type : TYPES) {
        count(
            metric + "{run_type:" + type + more + "}",
            some.stream().filter(run -> type(run).equals(type)));
      }
    }

    private List<TrainingRun> in(State state) {
      return runs.stream().filter(run -> run.state() == state).toList();
    }

    private boolean isFresh(TrainingRun run) {
      return run.heartbeat().orElseThrow().isAfter(now.minus(Duration.ofMinutes(15)));
    }

    private List<TrainingRun> active() {
      return in(State.RUNNING).stream().filter(this::isFresh).toList();
    }

    private List<TrainingRun> ended(Duration back, Predicate<TrainingRun> wanted) {
      return runs.stream()
          .filter(run -> run.state().hasEnded())
          .filter(run -> run.heartbeat().filter(end -> end.isAfter(now.minus(back))).isPresent())
          .filter(wanted)
          .toList();
    }

    private List<TrainingRun> finished(Duration back) {
      return ended(back, run -> run.state() == State.FINISHED);
    }

    void states() {
      byType("wandb.runs.active", "", active());
      byType(
          "wandb.runs.stale", "", in(State.RUNNING).stream().filter(run -> !isFresh(run)).toList());
      put("wandb.runs.preempting", 0);
      put("wandb.runs.queued{queue:none}", in(State.PENDING).size());
      byType("wandb.runs.completed_24h", "", finished(DAY));
      byType("wandb.runs.completed_7d", "", finished(WEEK));
      for (State state : List.of(State.FAILED, State.CRASHED)) {
        String more = ",state:" + state.word();
        byType("wandb.runs.failed_24h", more, ended(DAY, run -> run.state() == state));
        byType("wandb.runs.failed_7d", more, ended(WEEK, run -> run.state() == state));
      }
      for (State state : List.of(State.KILLED, State.PREEMPTED)) {
        put(
            "wandb.runs.cancelled_24h{state:" + state.word() + "}",
            ended(DAY, run -> run.state() == state).size());
      }
      count(
          "wandb.runs.never_started_7d",
          runs.stream()
              .filter(run -> run.state().hasEnded() && run.heartbeat().isEmpty())
              .filter(run -> run.created().isAfter(now.minus(WEEK))));
      put("wandb.runs.unknown_state_7d", 0);
      put("wandb.runs.unreadable_7d", 0);
      List<TrainingRun> broken = ended(DAY, Count::isBroken);
      int good = finished(DAY).size();
      if (good + broken.size() > 0) {
        put("wandb.training.success_rate_pct", 100.0 * good / (good + broken.size()));
      }
      count("wandb.sweep.runs_active", active().stream().filter(Count::isOfSweep));
      count("wandb.sweep.runs_completed_24h", finished(DAY).stream().filter(Count::isOfSweep));
      count("wandb.sweep.runs_failed_24h", broken.stream().filter(Count::isOfSweep));
    }

    private static boolean isBroken(TrainingRun run) {
      return run.state() == State.FAILED || run.state() == State.CRASHED;
    }

    private static boolean isOfSweep(TrainingRun run) {
      return type(run).equals("sweep");
    }

    private void mean(
        String metric, Collection<TrainingRun> some, Function<TrainingRun, OptionalDouble> number) {
      some.stream()
          .map(number)
          .flatMapToDouble(OptionalDouble::stream)
          .average()
          .ifPresent(mean -> put(metric, mean));
    }

    private static boolean isMultinode(TrainingRun run) {
      return run.hardware().nodes() > 1 || run.displayName().contains("multinode");
    }

    private static boolean isArena(TrainingRun run) {
      return !isMultinode(run) && run.displayName().contains("arena");
    }

    /// One that is written as an object, or as "NaN", is no number.
    private static OptionalDouble hearts(TrainingRun run) {
      return run.readings().writing() == Writing.PLAIN
          ? run.readings().hearts()
          : OptionalDouble.empty();
    }

    private static OptionalDouble speed(TrainingRun run) {
      return run.readings().sps();
    }

    private static OptionalDouble speedOfOne(TrainingRun run) {
      return run.hardware().isKnown() && speed(run).isPresent()
          ? OptionalDouble.of(speed(run).getAsDouble() / run.hardware().allGpus())
          : OptionalDouble.empty();
    }

    void training() {
      workload("arena", Count::isArena);
      workload("multinode", Count::isMultinode);
      mean(
          "wandb.training.multinode.shaped_reward_sps",
          finished(DAY).stream().filter(Count::isMultinode).toList(),
          run -> run.readings().shapedSps());
      mean("wandb.training.gpu_utilization_pct", active(), Count::percent);
      for (String type : TYPES) {
        mean(
            "wandb.training.gpu_utilization_by_type_pct{run_type:" + type + "}",
            active().stream().filter(run -> type(run).equals(type)).toList(),
            Count::percent);
      }
    }

    private void workload(String name, Predicate<TrainingRun> isOf) {
      String prefix = "wandb.training." + name + ".";
      List<TrainingRun> done = finished(DAY).stream().filter(isOf).toList();
      List<TrainingRun> going = active().stream().filter(isOf).toList();
      put(prefix + "runs_completed_24h", done.size());
      mean(prefix + "avg_hearts", done, Count::hearts);
      if (name.equals("arena")) {
        mean(prefix + "avg_sps", done, Count::speed);
      }
      mean(prefix + "sps_per_gpu", done, Count::speedOfOne);
      mean(prefix + "active_hearts", going, Count::hearts);
      mean(prefix + "active_sps", going, Count::speed);
    }

    private static OptionalDouble percent(TrainingRun run) {
      return run.readings().gpuPercents().stream().mapToDouble(Double::doubleValue).average();
    }

    void durations() {
      List<Double> hours =
          ended(DAY, _ -> true).stream()
              .map(run -> run.computeSeconds() / 3600.0)
              .sorted()
              .toList();
      if (!hours.isEmpty()) {
        put(
            "wandb.training.duration_hours",
            hours.stream().mapToDouble(Double::doubleValue).sum() / hours.size());
        put("wandb.training.duration_p50_hours", rank(hours, 0.5));
        put("wandb.training.duration_p90_hours", rank(hours, 0.9));
        put("wandb.training.duration_max_hours", hours.getLast());
      }
      for (String type : TYPES) {
        for (State state : State.values()) {
          mean(
              "wandb.training.duration_by_type_hours{run_type:"
                  + type
                  + ",state:"
                  + state.word()
                  + "}",
              ended(DAY, run -> run.state() == state && type(run).equals(type)),
              run -> OptionalDouble.of(run.computeSeconds() / 3600.0));
        }
      }
    }

    private static double rank(List<Double> ascending, double share) {
      double rank = (ascending.size() - 1) * share;
      int below = (int) Math.floor(rank);
      int above = Math.min(below + 1, ascending.size() - 1);
      return ascending.get(below) + (rank - below) * (ascending.get(above) - ascending.get(below));
    }

    /// Those that were there in the week. One that is said to run and is silent was there until
    /// then.
    private List<TrainingRun> ofWeek() {
      return runs.stream()
          .filter(run -> run.heartbeat().filter(end -> end.isAfter(now.minus(WEEK))).isPresent())
          .filter(run -> run.state() != State.PENDING)
          .toList();
    }

    private double gpuHours(TrainingRun run) {
      Instant seen = run.heartbeat().orElseThrow();
      Instant until = run.state() == State.RUNNING && isFresh(run) ? now : seen;
      Instant began = seen.minusSeconds(run.computeSeconds());
      Instant from =
          Stream.of(began, run.created(), now.minus(WEEK)).max(Instant::compareTo).orElseThrow();
      double hours = Duration.between(from, until).toSeconds() / 3600.0;
      return Math.max(0, hours) * run.hardware().allGpus();
    }

    void machines() {
      List<TrainingRun> known = ofWeek().stream().filter(run -> run.hardware().isKnown()).toList();
      for (String type : TYPES) {
        List<TrainingRun> ofType = known.stream().filter(run -> type(run).equals(type)).toList();
        // Where there are runs, and nobody knows the hours of any, there is no number.
        if (!ofType.isEmpty()
            || (ofWeek().stream().noneMatch(run -> type(run).equals(type))
                && known.isEmpty() == ofWeek().isEmpty())) {
          put(
              "wandb.compute.total_gpu_hours_7d{run_type:" + type + "}",
              ofType.stream().mapToDouble(this::gpuHours).sum());
        }
      }
      put("wandb.compute.runs_without_gpu_count_7d", ofWeek().size() - known.size());
      put("wandb.compute.runs_without_compute_time_7d", 0);
      List<TrainingRun> priced = known.stream().filter(run -> price(run).isPresent()).toList();
      if (!priced.isEmpty()) {
        put(
            "wandb.training.cost_estimate_usd_7d{basis:on_demand}",
            priced.stream().mapToDouble(run -> gpuHours(run) * price(run).getAsDouble()).sum());
      }
      put("wandb.compute.runs_unpriced_7d", known.size() - priced.size());
      put(
          "wandb.users.active_7d",
          ofWeek().stream().flatMap(run -> run.user().stream()).distinct().count());
      count(
          "wandb.users.runs_without_user_7d",
          ofWeek().stream().filter(run -> run.user().isEmpty()));
    }

    private static OptionalDouble price(TrainingRun run) {
      return PRICES.entrySet().stream()
          .filter(price -> run.hardware().gpu().contains(price.getKey()))
          .mapToDouble(Map.Entry::getValue)
          .findFirst();
    }

    void quality() {
      List<Double> accuracies =
          finished(WEEK).stream()
              .map(run -> run.readings().accuracy())
              .flatMapToDouble(OptionalDouble::stream)
              .boxed()
              .toList();
      List<Double> good = accuracies.stream().filter(one -> one <= 1).toList();
      put("wandb.metrics.accuracy_rejected_7d", accuracies.size() - good.size());
      if (!good.isEmpty()) {
        put("wandb.metrics.best_accuracy", Collections.max(good));
        put(
            "wandb.metrics.avg_accuracy_7d",
            good.stream().mapToDouble(Double::doubleValue).sum() / good.size());
      }
      finished(WEEK).stream()
          .filter(run -> run.readings().loss().isPresent())
          .max((one, other) -> {
            int byEnd = one.heartbeat().orElseThrow().compareTo(other.heartbeat().orElseThrow());
            return byEnd == 0 ? one.id().compareTo(other.id()) : byEnd;
          })
          .ifPresent(run -> put("wandb.metrics.latest_loss", run.readings().loss().getAsDouble()));
    }
  }
}
