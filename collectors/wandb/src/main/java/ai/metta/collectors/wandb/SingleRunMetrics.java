// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One run each: of those that ended or showed life since the last run of the collector, the 50
/// newest. One that ended long ago is not told again.
final class SingleRunMetrics {
  private static final int MOST_RUNS = 50;
  private static final TagKey ID = TagKey.open("run_id", MOST_RUNS, Overflow.DROP);
  private static final TagKey STATE =
      TagKey.bounded(
          "state", "running", "preempting", "finished", "failed", "crashed", "killed", "preempted");

  static final Metric DURATION =
      run("duration_hours", "Time that a run has computed, gaps between resumptions left out")
          .unit(Unit.HOUR);
  static final Metric AGE = run("age_hours", "How long ago a run was created").unit(Unit.HOUR);
  static final Metric SPS =
      run("sps", "Steps a second of a run").unit(Unit.of("step").per(Unit.SECOND));
  static final Metric HEARTS = run("hearts_gained", "Hearts that a run gained").noun("heart");
  static final Metric QUEUE_LATENCY =
      run("queue_latency_seconds", "Time that a run waited in SkyPilot's queue").unit(Unit.SECOND);

  private SingleRunMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return List.of(
        of(DURATION, (run, _) -> run.hours()),
        of(
            AGE,
            (run, asOf) ->
                Optional.of(Duration.between(run.created(), asOf).toMillis() / 3_600_000.0)
                    .filter(age -> age >= 0)),
        of(SPS, (run, _) -> run.figures().sps()),
        of(HEARTS, (run, _) -> run.figures().hearts()),
        of(QUEUE_LATENCY, (run, _) -> run.figures().queueLatencySeconds()));
  }

  private interface Figure {
    Optional<Double> of(Run run, Instant asOf);
  }

  private static Emission<WandbSnapshot> of(Metric metric, Figure figure) {
    return emit(metric)
        .from(WandbSnapshot::all)
        .by((runs, asOf) ->
            Outcome.samples(
                recent(runs, asOf)
                    .flatMap(run ->
                        figure.of(run, asOf).map(value -> new Sample(tags(run), value)).stream())
                    .toList(),
                "no run that ended or showed life since the last time reports it"));
  }

  /// The newest first.
  private static Stream<Run> recent(Runs runs, Instant asOf) {
    Window since = new Window(runs.since(), asOf);
    return runs.all().stream()
        .filter(run -> run.state() != RunState.UNKNOWN)
        .filter(run -> run.endedIn(since) || isHeard(run, runs.since()))
        .sorted(Comparator.comparing(Run::created).thenComparing(Run::id).reversed())
        .limit(MOST_RUNS);
  }

  /// What lives may have been heard after the instant that the run is of: it was asked later.
  private static boolean isHeard(Run run, Instant since) {
    return !run.state().hasEnded() && run.heartbeat().filter(since::isBefore).isPresent();
  }

  static Tags tags(Run run) {
    return Tags.of("run_id", run.id()).and("run_type", run.type()).and("state", run.state().word());
  }

  private static Metric run(String name, String says) {
    return Metric.gauge("wandb.run." + name)
        .says(says)
        .emitted(Emitted.OPTIONAL_ON)
        .taggedBy(ID, WandbMetrics.TYPE, STATE)
        .from(WandbMetrics.RUNS)
        .shownIn("Recent runs", 1);
  }
}
