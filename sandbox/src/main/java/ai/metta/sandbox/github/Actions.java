// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.github.organisation.Workflow;
import ai.metta.sandbox.github.organisation.WorkflowRun;
import ai.metta.sandbox.github.organisation.WorkflowRun.Attempt;
import ai.metta.sandbox.github.organisation.WorkflowRun.End;
import ai.metta.sandbox.json.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells of workflows, their runs, attempts, jobs and annotations.
final class Actions {
  private static final int MOST_SHOWN = 1_000;
  private static final int LAST_SHOWN = 40_000;
  private static final Set<String> FILTERS =
      Set.of("actor", "branch", "check_suite_id", "created", "event", "head_sha", "status");

  private Actions() {}

  static Answer runs(Repository repository, Asked asked) {
    return runs(repository, repository.runs().stream(), asked);
  }

  static Answer workflows(Repository repository, Asked asked) {
    List<Workflow> all = repository.workflows();
    return asked.paged(
        all,
        shown ->
            JsonTree.of(
                "total_count",
                all.size(),
                "workflows",
                shown.stream().map(workflow -> workflow(repository, workflow)).toList()));
  }

  static Answer workflowRuns(Repository repository, Asked asked) {
    String wanted = asked.match().part("id");
    Optional<Workflow> workflow =
        repository.workflows().stream()
            .filter(
                one -> Long.toString(one.id()).equals(wanted) || one.path().endsWith("/" + wanted))
            .findFirst();
    return workflow
        .map(one ->
            runs(
                repository,
                repository.runs().stream().filter(run -> run.workflow().equals(one)),
                asked))
        .orElseGet(Answer::notFound);
  }

  private static Answer runs(Repository repository, Stream<WorkflowRun> runs, Asked asked) {
    Optional<When> created = asked.parameter("created").flatMap(When::read);
    if (asked.parameter("created").isPresent() && created.isEmpty()) {
      return Answer.refused(422, "Invalid value for parameter 'created'.");
    }
    boolean filtered = FILTERS.stream().anyMatch(name -> asked.parameter(name).isPresent());
    if (!filtered && (long) asked.page() * asked.perPage() > LAST_SHOWN) {
      return Answer.refused(
          422,
          "In order to keep the API fast for everyone, pagination is limited for this resource.");
    }
    List<WorkflowRun> all =
        runs.filter(run -> run.existsAt(asked.now()))
            .filter(run -> created.map(when -> when.holds(run.created())).orElse(true))
            .filter(run -> is(asked, "branch", run.branch()))
            .filter(run -> is(asked, "event", run.event()))
            .filter(run -> is(asked, "head_sha", run.sha()))
            .filter(run ->
                asked
                    .parameter("status")
                    .map(word ->
                        status(run, asked.now()).equals(word)
                            || run.conclusionAt(asked.now()).filter(word::equals).isPresent())
                    .orElse(true))
            .sorted(
                Comparator.comparing(WorkflowRun::created)
                    .thenComparingLong(WorkflowRun::id)
                    .reversed())
            .limit(filtered ? MOST_SHOWN : Long.MAX_VALUE)
            .toList();
    return asked.paged(
        all,
        shown ->
            JsonTree.of(
                "total_count",
                all.size(),
                "workflow_runs",
                shown.stream()
                    .map(run -> run(repository, run, run.latestAt(asked.now()), asked.now()))
                    .toList()));
  }

  private static boolean is(Asked asked, String parameter, String value) {
    return asked.parameter(parameter).map(value::equals).orElse(true);
  }

  static Answer run(Repository repository, Asked asked) {
    return found(repository, asked)
        .map(run -> Answer.json(run(repository, run, run.latestAt(asked.now()), asked.now())))
        .orElseGet(Answer::notFound);
  }

  static Answer attempt(Repository repository, Asked asked) {
    return found(repository, asked)
        .flatMap(run ->
            run.attempts().stream()
                .filter(one -> !one.started().isAfter(asked.now()))
                .filter(one -> Integer.toString(one.number()).equals(asked.match().part("attempt")))
                .findFirst()
                .map(one -> Answer.json(run(repository, run, one, asked.now()))))
        .orElseGet(Answer::notFound);
  }

  static Answer jobs(Repository repository, Asked asked) {
    Optional<WorkflowRun> found = found(repository, asked);
    if (found.isEmpty()) {
      return Answer.notFound();
    }
    WorkflowRun run = found.get();
    boolean all = asked.parameter("filter").filter("all"::equals).isPresent();
    List<Attempt> attempts =
        run.attempts().stream()
            .filter(one -> !one.started().isAfter(asked.now()))
            .filter(one -> all || one.equals(run.latestAt(asked.now())))
            .filter(one -> !one.conclusion().equals("startup_failure"))
            .toList();
    return asked.paged(
        attempts,
        shown ->
            JsonTree.of(
                "total_count",
                attempts.size(),
                "jobs",
                shown.stream().map(one -> job(run, one, asked.now())).toList()));
  }

  /// Of each run for a commit the latest attempt's job.
  static Answer checkRuns(Repository repository, Asked asked) {
    if (Contents.found(repository, asked).isEmpty()) {
      return Contents.noCommit(asked);
    }
    List<WorkflowRun> runs =
        repository.runs().stream()
            .filter(run -> run.sha().equals(asked.match().part("sha")))
            .filter(run -> run.existsAt(asked.now()))
            .filter(run -> !run.latestAt(asked.now()).conclusion().equals("startup_failure"))
            .toList();
    return asked.paged(
        runs,
        shown ->
            JsonTree.of(
                "total_count",
                runs.size(),
                "check_runs",
                shown.stream()
                    .map(run -> job(run, run.latestAt(asked.now()), asked.now()))
                    .toList()));
  }

  static Answer annotations(Repository repository, Asked asked) {
    String id = asked.match().part("id");
    for (WorkflowRun run : repository.runs()) {
      for (Attempt attempt : run.attempts()) {
        if (Long.toString(run.job(attempt)).equals(id) && !attempt.started().isAfter(asked.now())) {
          return asked.paged(annotations(run, attempt, asked.now()), shown -> shown);
        }
      }
    }
    return Answer.notFound();
  }

  private static Optional<WorkflowRun> found(Repository repository, Asked asked) {
    return repository.runs().stream()
        .filter(run -> Long.toString(run.id()).equals(asked.match().part("id")))
        .filter(run -> run.existsAt(asked.now()))
        .findFirst();
  }

  private static String status(WorkflowRun run, Instant now) {
    return run.latestAt(now).isOverAt(now) ? "completed" : "in_progress";
  }

  private static Map<String, Object> workflow(Repository repository, Workflow workflow) {
    String file = workflow.path().substring(workflow.path().lastIndexOf('/') + 1);
    return JsonTree.of(
        "id", workflow.id(),
        "name", workflow.name(),
        "path", workflow.path(),
        "state", workflow.state().name().toLowerCase(Locale.ROOT),
        "html_url", Contents.page(repository) + "/actions/workflows/" + file);
  }

  private static Map<String, Object> run(
      Repository repository, WorkflowRun run, Attempt attempt, Instant now) {
    boolean over = attempt.isOverAt(now);
    return JsonTree.of(
        "id", run.id(),
        "name", run.workflow().name(),
        "head_branch", run.branch(),
        "head_sha", run.sha(),
        "path", run.workflow().path(),
        "event", run.event(),
        "status", over ? "completed" : "in_progress",
        "conclusion", over ? Optional.of(attempt.conclusion()) : Optional.empty(),
        "workflow_id", run.workflow().id(),
        "html_url", Contents.page(repository) + "/actions/runs/" + run.id(),
        "created_at", run.created(),
        "updated_at", over ? attempt.ended() : attempt.started(),
        "run_attempt", attempt.number(),
        "run_started_at", attempt.started());
  }

  private static Map<String, Object> job(WorkflowRun run, Attempt attempt, Instant now) {
    boolean over = attempt.isOverAt(now);
    // A run can time out as a whole; of a job, GitHub says cancelled.
    String conclusion = attempt.end() == End.TIME_LIMIT ? "cancelled" : attempt.conclusion();
    return JsonTree.of(
        "id", run.job(attempt),
        "run_id", run.id(),
        "run_attempt", attempt.number(),
        "head_sha", run.sha(),
        "name", "build",
        "status", over ? "completed" : "in_progress",
        "conclusion", over ? Optional.of(conclusion) : Optional.empty(),
        "started_at", attempt.started(),
        "completed_at", over ? Optional.of(attempt.ended()) : Optional.empty());
  }

  private static List<Object> annotations(WorkflowRun run, Attempt attempt, Instant now) {
    if (!attempt.isOverAt(now)) {
      return List.of();
    }
    String message =
        switch (attempt.end()) {
          case TIME_LIMIT ->
              "The job running on runner ubuntu-latest has exceeded the maximum execution time of "
                  + Duration.between(attempt.started(), attempt.ended()).toMinutes()
                  + " minutes.";
          case SOMEBODY -> "The run was canceled by @mira-holt.";
          case ITSELF ->
              attempt.conclusion().equals("failure") ? "Process completed with exit code 1." : "";
        };
    return message.isEmpty()
        ? List.of()
        : List.of(
            JsonTree.of(
                "path",
                ".github",
                "start_line",
                1,
                "end_line",
                1,
                "annotation_level",
                "failure",
                "title",
                run.workflow().name(),
                "message",
                message));
  }
}
