// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.collectors.wandb.Runs.DAY;
import static ai.metta.collectors.wandb.Runs.WEEK;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Tally;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many runs there are, and how they end. A run ends at its last heartbeat, and counts in the
/// windows that this lies in, whenever it was created.
final class RunMetrics {
  private static final TagKey FAILURE = TagKey.bounded("state", words(RunState.FAILURES));
  private static final TagKey CANCELLATION = TagKey.bounded("state", words(RunState.CANCELLATIONS));

  /// Where a run waits that was made already: in none of the launch queues.
  static final String NO_QUEUE = "none";

  private static final TagKey QUEUE = TagKey.bounded("queue", NO_QUEUE).orUpTo(20, Overflow.OTHER);

  static final Metric ACTIVE =
      WandbMetrics.runs("wandb.runs.active", "Runs at work that showed life in the last 15 minutes")
          .taggedBy(WandbMetrics.TYPE)
          .priority(Priority.HIGH)
          .shownIn("Runs", 1);
  static final Metric STALE =
      WandbMetrics.runs(
              "wandb.runs.stale", "Runs that are said to be at work and were silent for longer")
          .taggedBy(WandbMetrics.TYPE)
          .orientation(LOWER_IS_BETTER)
          .shownIn("Runs", 2);
  static final Metric PREEMPTING =
      WandbMetrics.runs("wandb.runs.preempting", "Runs that are giving up their machine")
          .shownIn("Runs", 3);
  static final Metric QUEUED =
      WandbMetrics.runs(
              "wandb.runs.queued",
              "Items of launch queues that no run was made of yet, and runs in state pending, which are in no queue (none); items that failed are left out")
          .taggedBy(QUEUE)
          .orientation(LOWER_IS_BETTER)
          .from(new Source("POST /graphql project.runCount, project.runQueue", Optional.empty()))
          .shownIn("Runs", 4);
  static final Metric COMPLETED_DAY =
      completed("wandb.runs.completed_24h", "24 hours", DAY).shownIn("Runs", 5);
  static final Metric COMPLETED_WEEK =
      completed("wandb.runs.completed_7d", "7 days", WEEK).shownIn("Runs", 6);
  static final Metric FAILED_DAY =
      failed("wandb.runs.failed_24h", "24 hours", DAY).shownIn("Runs", 7);
  static final Metric FAILED_WEEK =
      failed("wandb.runs.failed_7d", "7 days", WEEK).shownIn("Runs", 8);
  static final Metric CANCELLED =
      WandbMetrics.runs(
              "wandb.runs.cancelled_24h",
              "Runs that were stopped or preempted in the last 24 hours")
          .taggedBy(CANCELLATION)
          .window(DAY)
          .history(History.DERIVABLE)
          .shownIn("Runs", 9);
  static final Metric NEVER_STARTED =
      WandbMetrics.runs(
              "wandb.runs.never_started_7d",
              "Runs created in the last 7 days that are over and never showed life; when they ended nobody knows, and they are in no other count")
          .window(WEEK)
          .history(History.DERIVABLE)
          .orientation(LOWER_IS_BETTER)
          .shownIn("Runs", 10);
  static final Metric UNKNOWN =
      WandbMetrics.runs(
              "wandb.runs.unknown_state_7d",
              "Runs of the last 7 days in a state that is not known here; they are in no count of how runs go or end, but among users, GPU hours and costs")
          .window(WEEK)
          .history(History.DERIVABLE)
          .orientation(LOWER_IS_BETTER)
          .shownIn("Runs", 11);
  static final Metric UNREADABLE =
      WandbMetrics.runs(
              "wandb.runs.unreadable_7d",
              "Runs at work or over in the last 7 days whose number of nodes, summary or machine metrics cannot be read; what cannot is left out of what is made of it")
          .window(WEEK)
          .orientation(LOWER_IS_BETTER)
          .shownIn("Runs", 12);
  static final Metric SUCCESS_RATE =
      Metric.gauge("wandb.training.success_rate_pct")
          .unit(Unit.PERCENT)
          .says(
              "Share of the runs that finished, of those that finished, failed or crashed in the last 24 hours")
          .orientation(HIGHER_IS_BETTER)
          .target(Target.above(95))
          .priority(Priority.HIGH)
          .window(DAY)
          .history(History.DERIVABLE)
          .from(WandbMetrics.RUNS)
          .shownIn("Runs", 13);

  private RunMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return List.of(
        emit(ACTIVE)
            .from(WandbSnapshot::active)
            .each((runs, asOf) -> WandbMetrics.byType(runs, runs.active(asOf))),
        emit(STALE)
            .from(WandbSnapshot::active)
            .each((runs, asOf) ->
                WandbMetrics.byType(
                    runs, runs.in(RunState.RUNNING).filter(run -> !run.isAlive(asOf)))),
        emit(PREEMPTING)
            .from(WandbSnapshot::active)
            .value((runs, _) -> runs.in(RunState.PREEMPTING).count()),
        emit(QUEUED).from(WandbSnapshot::pending).and(WandbSnapshot::queues).by(RunMetrics::queued),
        emit(COMPLETED_DAY)
            .from(WandbSnapshot::ended)
            .each((runs, asOf) -> WandbMetrics.byType(runs, runs.finished(DAY, asOf))),
        emit(COMPLETED_WEEK)
            .from(WandbSnapshot::ended)
            .each((runs, asOf) -> WandbMetrics.byType(runs, runs.finished(WEEK, asOf))),
        emit(FAILED_DAY).from(WandbSnapshot::ended).each((runs, asOf) -> failed(runs, DAY, asOf)),
        emit(FAILED_WEEK).from(WandbSnapshot::ended).each((runs, asOf) -> failed(runs, WEEK, asOf)),
        emit(CANCELLED).from(WandbSnapshot::ended).each(RunMetrics::cancelled),
        emit(NEVER_STARTED).from(WandbSnapshot::ended).value(RunMetrics::neverStarted),
        emit(UNKNOWN).from(WandbSnapshot::ended).value(RunMetrics::unknown),
        emit(UNREADABLE).from(WandbSnapshot::all).value(RunMetrics::unreadable),
        emit(SUCCESS_RATE).from(WandbSnapshot::ended).by(RunMetrics::successRate));
  }

  private static Outcome queued(long pending, Map<String, Long> queues, Instant asOf) {
    Tally waiting = Tally.by(QUEUE);
    waiting.add(NO_QUEUE, (double) pending);
    queues.forEach((queue, items) -> waiting.add(queue, items.doubleValue()));
    return new Outcome.Value(waiting.samples());
  }

  private static List<Sample> failed(Runs runs, Duration back, Instant asOf) {
    return RunState.FAILURES.stream()
        .flatMap(state ->
            WandbMetrics.byType(
                runs,
                runs.ended(back, asOf).filter(run -> run.state() == state),
                Tags.of("state", state.word()))
                .stream())
        .toList();
  }

  private static List<Sample> cancelled(Runs runs, Instant asOf) {
    Tally cancelled = Tally.by(CANCELLATION);
    runs.ended(DAY, asOf)
        .filter(run -> run.state().wasCancelled())
        .forEach(run -> cancelled.count(run.state().word()));
    return cancelled.samples();
  }

  private static double neverStarted(Runs runs, Instant asOf) {
    Window week = Window.ending(asOf, WEEK);
    return runs.all().stream()
        .filter(run -> run.state().hasEnded() && run.heartbeat().isEmpty())
        .filter(run -> week.contains(run.created()))
        .count();
  }

  private static double unknown(Runs runs, Instant asOf) {
    Window week = Window.ending(asOf, WEEK);
    return runs.in(RunState.UNKNOWN).filter(run -> run.overlaps(week)).count();
  }

  private static double unreadable(Runs runs, Instant asOf) {
    Window week = Window.ending(asOf, WEEK);
    return runs.all().stream()
        .filter(run -> run.reading() == Run.Reading.BROKEN)
        .filter(run -> run.overlaps(week))
        .count();
  }

  private static Outcome successRate(Runs runs, Instant asOf) {
    long finished = runs.finished(DAY, asOf).count();
    long failed = runs.ended(DAY, asOf).filter(run -> run.state().hasFailed()).count();
    return finished + failed == 0
        ? new Outcome.Absent("no run finished or failed in the last 24 hours")
        : Outcome.value(100.0 * finished / (finished + failed));
  }

  private static Metric completed(String name, String words, Duration back) {
    return WandbMetrics.runs(name, "Runs that finished in the last " + words)
        .taggedBy(WandbMetrics.TYPE)
        .orientation(HIGHER_IS_BETTER)
        .window(back)
        .history(History.DERIVABLE);
  }

  private static Metric failed(String name, String words, Duration back) {
    return WandbMetrics.runs(
            name, "Runs that failed, or crashed without a word, in the last " + words)
        .taggedBy(WandbMetrics.TYPE, FAILURE)
        .orientation(LOWER_IS_BETTER)
        .window(back)
        .history(History.DERIVABLE);
  }

  private static String[] words(List<RunState> states) {
    return states.stream().map(RunState::word).toArray(String[]::new);
  }
}
