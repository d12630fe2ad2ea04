// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.github.organisation.WorkflowRun.Attempt;
import ai.metta.sandbox.github.organisation.WorkflowRun.End;
import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is so of workflow runs.
record RunTruth(Repository repository, Instant at, Tally tally) {
  private static final List<String> BRANCHES = List.of("default", "other");
  private static final List<String> CONCLUSIONS =
      List.of("success", "failure", "timeout", "cancelled", "other");

  private static final Set<String> FAILURES = Set.of("failure", "timed_out", "startup_failure");

  void tell() {
    Days window = Days.endingAt(at, 7);
    List<WorkflowRun> week =
        repository.runs().stream().filter(run -> window.holds(run.created())).toList();
    tally.put("github.ci.workflow_runs_7d", week.size());
    week.forEach(run -> {
      BRANCHES.forEach(
          branch -> CONCLUSIONS.forEach(word -> tally.atLeastZero(counted(run, branch, word))));
      tally.add(counted(run, isOnDefault(run) ? "default" : "other", word(run)));
    });
    long failed = week.stream().filter(this::failed).count();
    long succeeded = week.stream().filter(this::succeeded).count();
    tally.put("github.ci.failed_workflows_7d", failed);
    tally.count(
        "github.ci.cancelled_7d", week.stream().filter(run -> came(run, Set.of("cancelled"))));
    tally.count("github.ci.timeout_cancellations_7d", week.stream().filter(this::ranIntoLimit));
    if (failed + succeeded > 0) {
      tally.put("github.ci.success_rate_7d", 100.0 * succeeded / (succeeded + failed));
    }
    durations(week);
    tally.put("github.ci.flaky_checks_7d", flaky(week));
    gates();
  }

  private static Series counted(WorkflowRun run, String branch, String word) {
    return Series.of(
        "github.ci.runs_7d",
        "conclusion",
        word,
        "workflow",
        run.workflow().name(),
        "event",
        run.event(),
        "branch",
        branch);
  }

  private void durations(List<WorkflowRun> week) {
    List<Double> minutes =
        week.stream()
            .filter(run -> came(run, Set.of("success", "failure")))
            .map(run -> run.latestAt(at))
            .map(last -> Duration.between(last.started(), last.ended()).toSeconds() / 60.0)
            .toList();
    tally.mean("github.ci.avg_workflow_duration_minutes", minutes);
    tally.percentile("github.ci.duration_p50_minutes", minutes, 0.5);
    tally.percentile("github.ci.duration_p90_minutes", minutes, 0.9);
    tally.percentile("github.ci.duration_p99_minutes", minutes, 0.99);
  }

  /// The same workflow failed and later succeeded for the same commit.
  private long flaky(List<WorkflowRun> week) {
    Set<String> failed = new HashSet<>();
    Set<String> flaky = new HashSet<>();
    for (WorkflowRun run : week) {
      String check = run.workflow().id() + " " + run.event() + " " + run.sha();
      Attempt last = run.latestAt(at);
      boolean failedBefore =
          run.attempts().stream()
              .filter(attempt -> attempt.number() < last.number())
              .anyMatch(Attempt::failed);
      if (succeeded(run) && (failedBefore || failed.contains(check))) {
        flaky.add(check);
      }
      if (failedBefore || (last.isOverAt(at) && last.failed())) {
        failed.add(check);
      }
    }
    return flaky.size();
  }

  private void gates() {
    List<Boolean> tests = newestOf("test");
    if (!tests.isEmpty()) {
      tally.put("github.ci.tests_passing_on_main", tests.contains(false) ? 0 : 1);
    }
    List<Boolean> benchmarks = newestOf("benchmark");
    if (!benchmarks.isEmpty()) {
      tally.put(
          "github.ci.benchmarks_passing",
          (double) benchmarks.stream().filter(good -> good).count() / benchmarks.size());
    }
  }

  /// Whether the newest run that decides anything succeeded, for each workflow of a kind in use.
  private List<Boolean> newestOf(String word) {
    return repository.workflows().stream()
        .filter(workflow -> workflow.state() == Workflow.State.ACTIVE && workflow.speaksOf(word))
        .flatMap(workflow ->
            repository.runs().stream()
                .filter(run -> run.workflow().equals(workflow) && run.existsAt(at))
                .filter(run -> run.event().equals("push") && isOnDefault(run))
                .filter(run -> succeeded(run) || failed(run))
                .max(Comparator.comparing(WorkflowRun::created))
                .map(this::succeeded)
                .stream())
        .toList();
  }

  private boolean isOnDefault(WorkflowRun run) {
    return repository.defaultBranch().filter(run.branch()::equals).isPresent();
  }

  private boolean came(WorkflowRun run, Set<String> conclusions) {
    return run.conclusionAt(at).filter(conclusions::contains).isPresent();
  }

  private boolean succeeded(WorkflowRun run) {
    return came(run, Set.of("success"));
  }

  private boolean failed(WorkflowRun run) {
    return came(run, FAILURES);
  }

  private boolean ranIntoLimit(WorkflowRun run) {
    Attempt last = run.latestAt(at);
    return last.isOverAt(at) && last.end() == End.TIME_LIMIT;
  }

  private String word(WorkflowRun run) {
    if (ranIntoLimit(run)) {
      return "timeout";
    }
    return succeeded(run)
        ? "success"
        : failed(run) ? "failure" : came(run, Set.of("cancelled")) ? "cancelled" : "other";
  }
}
