// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.collectors.wandb.Runs.DAY;
import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// How long runs compute that ended in the last 24 hours, in whichever way.
final class DurationMetrics {
  private static final TagKey STATE =
      TagKey.bounded("state", "finished", "failed", "crashed", "killed", "preempted");
  private static final String NONE = "no run with a known duration ended in the last 24 hours";

  static final Metric MEAN =
      duration("duration_hours", "Mean time")
          .alias("wandb.training.avg_duration_hours")
          .shownIn("Durations", 1);
  static final Metric P50 =
      duration("duration_p50_hours", "Median time (type 7)").shownIn("Durations", 2);
  static final Metric P90 =
      duration("duration_p90_hours", "Ninetieth percentile of the time (type 7)")
          .shownIn("Durations", 3);
  static final Metric LONGEST =
      duration("duration_max_hours", "Longest time").across(MAX).shownIn("Durations", 4);
  static final Metric BY_TYPE =
      duration("duration_by_type_hours", "Mean time, by type and end of run,")
          .taggedBy(WandbMetrics.TYPE, STATE)
          .shownIn("Durations", 5);

  private DurationMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return List.of(
        of(MEAN, Summary::mean),
        of(P50, hours -> hours.percentile(0.5)),
        of(P90, hours -> hours.percentile(0.9)),
        of(LONGEST, Summary::maximum),
        emit(BY_TYPE).from(WandbSnapshot::ended).by(DurationMetrics::byType));
  }

  private static Emission<WandbSnapshot> of(Metric metric, ToDoubleFunction<Summary> figure) {
    return emit(metric)
        .from(WandbSnapshot::ended)
        .by((runs, asOf) ->
            hours(runs.ended(DAY, asOf))
                .map(hours -> Outcome.value(figure.applyAsDouble(hours)))
                .orElse(new Outcome.Absent(NONE)));
  }

  private static Outcome byType(Runs runs, Instant asOf) {
    return Outcome.samples(
        runs.types().all().stream()
            .flatMap(type ->
                Stream.of(RunState.values())
                    .flatMap(state ->
                        hours(
                            runs.ended(DAY, asOf)
                                .filter(run -> run.state() == state && run.type().equals(type)))
                            .map(hours ->
                                new Sample(
                                    Tags.of("run_type", type).and("state", state.word()),
                                    hours.mean()))
                            .stream()))
            .toList(),
        NONE);
  }

  private static Optional<Summary> hours(Stream<Run> runs) {
    return Summary.of(runs.flatMap(run -> run.hours().stream()).mapToDouble(hours -> hours));
  }

  private static Metric duration(String name, String what) {
    return Metric.gauge("wandb.training." + name)
        .unit(Unit.HOUR)
        .says(
            what
                + " that runs computed which ended in the last 24 hours, gaps between resumptions left out")
        .window(DAY)
        .history(History.DERIVABLE)
        .from(WandbMetrics.RUNS);
  }
}
