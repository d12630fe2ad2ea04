// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Lookback.DAYS_7;
import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.MIN;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.github.GithubSnapshot.Gates;
import ai.metta.collectors.github.WorkflowRun.Attempt;
import ai.metta.metric.Across;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Workflow runs. One run counts once, as its latest attempt left it, in the window in which it was
/// created; a re-run moves neither.
final class CiMetrics {
  private static final Source RUNS =
      new Source("GET /repos/{repo}/actions/runs", Optional.of("actions:read"));
  private static final Source WORKFLOWS =
      new Source("GET /repos/{repo}/actions/workflows", Optional.of("actions:read"));
  private static final TagKey CONCLUSION =
      TagKey.bounded("conclusion", "success", "failure", "timeout", "cancelled", "other");
  private static final TagKey WORKFLOW = TagKey.open("workflow", 40, Overflow.OTHER);
  private static final TagKey EVENT = TagKey.open("event", 15, Overflow.OTHER);
  private static final TagKey BRANCH = TagKey.bounded("branch", "default", "other");

  static final Metric TESTS =
      gate(
              "github.ci.tests_passing_on_main",
              "1 when the newest run of every test workflow on the default branch that was neither cancelled nor skipped succeeded, else 0")
          .flag()
          .target(Target.exactly(1))
          .fom("ci", "tests_passing", 0, 1)
          .across(MIN)
          .priority(Priority.HIGH)
          .shownIn("CI", 1);
  static final Metric BENCHMARKS =
      gate(
              "github.ci.benchmarks_passing",
              "Share, 0 to 1, of the benchmark workflows whose newest run on the default branch that was neither cancelled nor skipped succeeded")
          .target(Target.exactly(1))
          .fom("ci", "benchmarks_passing", 0, 1)
          .across(MIN)
          .shownIn("CI", 2);
  static final Metric ALL =
      runs("github.ci.workflow_runs_7d", "Workflow runs created in the last 7 days")
          .shownIn("CI", 3);
  static final Metric BY =
      runs(
              "github.ci.runs_7d",
              "Workflow runs created in the last 7 days, by conclusion; a cancelled run that a time limit ended is a timeout")
          .taggedBy(CONCLUSION, WORKFLOW, EVENT, BRANCH)
          .emitted(Emitted.OPTIONAL_ON)
          .shownIn("CI", 4);
  static final Metric FAILED =
      runs(
              "github.ci.failed_workflows_7d",
              "Runs of the last 7 days that ended in failure, at a time limit, or never started")
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(2))
          .fom("ci", "failing_workflows", 5, 0)
          .shownIn("CI", 5);
  static final Metric CANCELLED =
      runs("github.ci.cancelled_7d", "Runs of the last 7 days that were cancelled")
          .shownIn("CI", 6);
  static final Metric SUCCESS_RATE =
      Metric.gauge("github.ci.success_rate_7d")
          .unit(Unit.PERCENT)
          .says(
              "Share of the runs of the last 7 days that succeeded, of those that succeeded or failed")
          .across(NEVER)
          .orientation(HIGHER_IS_BETTER)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .from(RUNS)
          .shownIn("CI", 7);
  static final Metric MEAN_DURATION =
      duration("github.ci.avg_workflow_duration_minutes", "Mean duration", NEVER).shownIn("CI", 8);
  static final Metric DURATION_P50 =
      duration("github.ci.duration_p50_minutes", "Median duration (type 7)", MAX).shownIn("CI", 9);
  static final Metric DURATION_P90 =
      duration("github.ci.duration_p90_minutes", "Ninetieth percentile of duration (type 7)", MAX)
          .target(Target.below(5))
          .fom("ci", "duration_p90", 10, 3)
          .shownIn("CI", 10);
  static final Metric DURATION_P99 =
      duration(
              "github.ci.duration_p99_minutes", "Ninety-ninth percentile of duration (type 7)", MAX)
          .shownIn("CI", 11);
  static final Metric TIMEOUTS =
      runs(
              "github.ci.timeout_cancellations_7d",
              "Runs of the last 7 days that a time limit ended, as annotations tell, or as github.timeouts has it")
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(10))
          .fom("ci", "timeout_cancellations", 20, 0)
          .from(
              new Source(
                  "GET /repos/{repo}/check-runs/{job}/annotations", Optional.of("checks:read")))
          .shownIn("CI", 12);
  static final Metric FLAKY =
      Metric.gauge("github.ci.flaky_checks_7d")
          .noun("check")
          .says(
              "Workflows, by event and commit, that failed and then succeeded without a change in the last 7 days")
          .across(SUM)
          .orientation(LOWER_IS_BETTER)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .target(Target.below(10))
          .fom("ci", "flaky_checks", 20, 0)
          .from(
              new Source(
                  "GET /repos/{repo}/actions/runs/{id}/attempts/{n}", Optional.of("actions:read")))
          .shownIn("CI", 13);

  private static final String NONE_DECIDED =
      "no workflow run succeeded or failed in the last 7 days";

  private CiMetrics() {}

  static List<Emission<GithubSnapshot>> emissions() {
    return List.of(
        emit(TESTS).from(GithubSnapshot::gates).by(CiMetrics::testsPassing),
        emit(BENCHMARKS).from(GithubSnapshot::gates).by(CiMetrics::benchmarksPassing),
        emit(ALL).from(GithubSnapshot::runs).value((runs, asOf) -> week(runs, asOf).count()),
        emit(BY).from(GithubSnapshot::runs).and(GithubSnapshot::timeouts).by(CiMetrics::by),
        emit(FAILED)
            .from(GithubSnapshot::runs)
            .value((runs, asOf) -> week(runs, asOf).filter(WorkflowRun::hasFailed).count()),
        emit(CANCELLED)
            .from(GithubSnapshot::runs)
            .value(
                (runs, asOf) -> week(runs, asOf).filter(run -> run.concluded("cancelled")).count()),
        emit(SUCCESS_RATE).from(GithubSnapshot::runs).by(CiMetrics::successRate),
        of(MEAN_DURATION, Summary::mean),
        of(DURATION_P50, minutes -> minutes.percentile(0.5)),
        of(DURATION_P90, minutes -> minutes.percentile(0.9)),
        of(DURATION_P99, minutes -> minutes.percentile(0.99)),
        emit(TIMEOUTS)
            .from(GithubSnapshot::runs)
            .and(GithubSnapshot::timeouts)
            .by((runs, timeouts, asOf) ->
                Outcome.count(week(runs, asOf).filter(run -> timedOut(run, timeouts)).count())),
        emit(FLAKY)
            .from(GithubSnapshot::runs)
            .and(GithubSnapshot::failedBefore)
            .by((runs, failedBefore, asOf) -> Outcome.count(flaky(runs, failedBefore, asOf))));
  }

  private static Emission<GithubSnapshot> of(Metric metric, ToDoubleFunction<Summary> figure) {
    return emit(metric)
        .from(GithubSnapshot::runs)
        .by((runs, asOf) ->
            Summary.of(
                    week(runs, asOf)
                        .filter(run -> run.concluded("success", "failure"))
                        .mapToDouble(run -> run.duration().toMillis() / 60_000.0))
                .map(minutes -> Outcome.value(figure.applyAsDouble(minutes)))
                .orElse(new Outcome.Absent(NONE_DECIDED)));
  }

  static Stream<WorkflowRun> week(Runs runs, Instant asOf) {
    return runs.within(Window.ending(asOf, DAYS_7));
  }

  private static Outcome successRate(Runs runs, Instant asOf) {
    long succeeded = week(runs, asOf).filter(WorkflowRun::hasSucceeded).count();
    long failed = week(runs, asOf).filter(WorkflowRun::hasFailed).count();
    return succeeded + failed == 0
        ? new Outcome.Absent(NONE_DECIDED)
        : Outcome.value(100.0 * succeeded / (succeeded + failed));
  }

  private static boolean timedOut(WorkflowRun run, Set<Attempt> timeouts) {
    return run.concluded("timed_out")
        || (run.concluded("cancelled") && timeouts.contains(run.asAttempt()));
  }

  private static Outcome by(Runs runs, Set<Attempt> timeouts, Instant asOf) {
    Map<Tags, Map<Tags, Long>> counts =
        week(runs, asOf)
            .collect(
                Collectors.groupingBy(
                    run -> Tags.of("workflow", run.workflowName()).and("event", run.event()),
                    () -> new TreeMap<>(Comparator.comparing(Tags::toString)),
                    Collectors.groupingBy(
                        run -> cell(runs.branchWord(run), word(run, timeouts)),
                        Collectors.counting())));
    List<Sample> samples = new ArrayList<>();
    counts.forEach((met, cells) -> {
      for (String branch : BRANCH.declared()) {
        for (String conclusion : CONCLUSION.declared()) {
          Tags cell = cell(branch, conclusion);
          samples.add(
              new Sample(
                  cell.and("workflow", met.value("workflow").orElseThrow())
                      .and("event", met.value("event").orElseThrow()),
                  (double) cells.getOrDefault(cell, 0L)));
        }
      }
    });
    return Outcome.samples(samples, "no workflow ran in the last 7 days");
  }

  private static Tags cell(String branch, String conclusion) {
    return Tags.of("branch", branch).and("conclusion", conclusion);
  }

  private static String word(WorkflowRun run, Set<Attempt> timeouts) {
    if (timedOut(run, timeouts)) {
      return "timeout";
    }
    return switch (run.conclusion().orElse("")) {
      case "success" -> "success";
      case "failure", "startup_failure" -> "failure";
      case "cancelled" -> "cancelled";
      default -> "other";
    };
  }

  /// What identifies a check whose outcome should not change by itself.
  private record Check(long workflow, String event, String sha) {}

  static long flaky(Runs runs, Set<Attempt> failedBefore, Instant asOf) {
    Set<Check> failed = new HashSet<>();
    Set<Check> flaky = new HashSet<>();
    week(runs, asOf)
        .sorted(Comparator.comparing(WorkflowRun::created).thenComparingLong(WorkflowRun::id))
        .forEach(run -> {
          Check check = new Check(run.workflowId(), run.event(), run.sha());
          if (failedBefore.contains(run.asAttempt()) || run.hasFailedWhileRunning()) {
            failed.add(check);
          }
          if (run.hasSucceeded() && failed.contains(check)) {
            flaky.add(check);
          }
        });
    return flaky.size();
  }

  private static Outcome testsPassing(Gates gates, Instant asOf) {
    return passing(
        gates,
        gates.rules().testWorkflows(),
        asOf,
        share -> share == 1 ? 1 : 0,
        "github.test_workflows");
  }

  private static Outcome benchmarksPassing(Gates gates, Instant asOf) {
    return passing(
        gates,
        gates.rules().benchmarkWorkflows(),
        asOf,
        share -> share,
        "github.benchmark_workflows");
  }

  /// What follows from the share of the workflows whose newest decisive run succeeded. One of which
  /// that is not to be seen leaves all of it open; one that has none says nothing.
  private static Outcome passing(
      Gates gates, List<Glob> globs, Instant asOf, DoubleUnaryOperator value, String setting) {
    List<WorkflowRun> newest = new ArrayList<>();
    for (Gate gate : gates.all().stream().filter(gate -> gate.isOf(globs)).toList()) {
      switch (gate.newest(asOf)) {
        case Fetched.Known<Optional<WorkflowRun>>(Optional<WorkflowRun> run) ->
            run.ifPresent(newest::add);
        case Fetched.Unsupported<Optional<WorkflowRun>>(String reason) -> {
          return new Outcome.Unsupported(reason);
        }
        case Fetched.Failed<Optional<WorkflowRun>>(Failure cause) -> {
          return new Outcome.Failed(cause);
        }
      }
    }
    double succeeded = newest.stream().filter(WorkflowRun::hasSucceeded).count();
    return newest.isEmpty()
        ? new Outcome.Absent(
            "no workflow that matches " + setting + " has a decisive run on the default branch")
        : Outcome.value(value.applyAsDouble(succeeded / newest.size()));
  }

  private static Metric gate(String name, String says) {
    return Metric.gauge(name)
        .unit(Unit.of("fraction"))
        .says(says)
        .orientation(HIGHER_IS_BETTER)
        .history(History.DERIVABLE)
        .from(WORKFLOWS);
  }

  private static Metric runs(String name, String says) {
    return Metric.gauge(name)
        .noun("workflow run")
        .says(says)
        .across(SUM)
        .window(DAYS_7)
        .history(History.DERIVABLE)
        .from(RUNS);
  }

  private static Metric duration(String name, String says, Across across) {
    return Metric.gauge(name)
        .unit(Unit.MINUTE)
        .says(says + " of the runs of the last 7 days that succeeded or failed, latest attempt")
        .across(across)
        .orientation(LOWER_IS_BETTER)
        .window(DAYS_7)
        .history(History.DERIVABLE)
        .from(RUNS);
  }
}
