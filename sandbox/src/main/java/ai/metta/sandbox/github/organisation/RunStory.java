// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.PullRequest.Origin;
import ai.metta.sandbox.github.organisation.WorkflowRun.Attempt;
import ai.metta.sandbox.github.organisation.WorkflowRun.End;
import ai.metta.sandbox.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tells of workflow runs: for what is proposed, what lands, what the calendar says and what
/// somebody starts by hand.
final class RunStory {
  private static final int ANCIENT_DAYS = 30;

  private final Story story;
  private final Temper temper;
  private final Workflow tests;
  private final Workflow lint;
  private final Workflow smoke;
  private final Workflow benchmark;
  private final Workflow old;
  private final List<Cause> causes = new ArrayList<>();

  RunStory(Story story, Temper temper) {
    this.story = story;
    this.temper = temper;
    this.tests = workflow(1, "Tests", "ci.yml", Workflow.State.ACTIVE);
    this.lint = workflow(2, "Lint", "lint.yml", Workflow.State.ACTIVE);
    this.smoke = workflow(3, "Smoke", "smoke-test.yml", Workflow.State.ACTIVE);
    this.benchmark = workflow(4, "Nightly benchmark", "nightly.yml", Workflow.State.ACTIVE);
    this.old = workflow(5, "Old tests", "old.yml", Workflow.State.DISABLED_MANUALLY);
  }

  private Workflow workflow(int index, String name, String file, Workflow.State state) {
    return new Workflow(temper.line() * 100L + index, name, ".github/workflows/" + file, state);
  }

  /// Why a workflow runs.
  private record Cause(Instant at, Workflow workflow, String event, String branch, String sha) {}

  List<Workflow> workflows() {
    return temper.isEmpty() ? List.of() : List.of(tests, lint, smoke, benchmark, old);
  }

  List<WorkflowRun> told(List<PullRequest> pulls, List<Commit> landed, Organisation.Span span) {
    pulls.forEach(this::proposed);
    for (int index = 0; index < landed.size(); index++) {
      landed(index, landed.get(index), span);
    }
    nights(landed, span);
    causes.sort(
        Comparator.comparing(Cause::at)
            .thenComparingLong(cause -> cause.workflow().id())
            .thenComparing(Cause::sha));
    List<WorkflowRun> runs = new ArrayList<>();
    for (Cause cause : causes) {
      long id = temper.line() * 10_000_000L + runs.size();
      Dice dice = story.dice(Story.Line.RUN, runs.size());
      runs.add(
          new WorkflowRun(
              id,
              cause.workflow(),
              cause.event(),
              cause.branch(),
              cause.sha(),
              cause.at(),
              attempts(cause, dice)));
    }
    return runs;
  }

  private void proposed(PullRequest pull) {
    for (Commit commit : pull.commits()) {
      Instant at = commit.committed().isBefore(pull.opened()) ? pull.opened() : commit.committed();
      Instant started = at.plusSeconds(3);
      causes.add(new Cause(started, tests, "pull_request", pull.head(), commit.oid()));
      causes.add(new Cause(started, lint, "pull_request", pull.head(), commit.oid()));
      if (pull.origin() == Origin.REPOSITORY && pull.number() % 9 == 0) {
        // Run by hand twice, for the same commit.
        for (int time = 1; time <= 2; time++) {
          causes.add(
              new Cause(
                  started.plus(Duration.ofHours(3L * time)),
                  smoke,
                  "workflow_dispatch",
                  pull.head(),
                  commit.oid()));
        }
      }
    }
  }

  private void landed(int index, Commit commit, Organisation.Span span) {
    Instant at = commit.committed().plusSeconds(4);
    String branch = temper.defaultBranch();
    causes.add(new Cause(at, tests, "push", branch, commit.oid()));
    if (index % 3 == 0) {
      causes.add(new Cause(at, smoke, "push", branch, commit.oid()));
    }
    if (index % story.habits().landingsABenchmark() == 0) {
      causes.add(new Cause(at, benchmark, "push", branch, commit.oid()));
    }
    if (at.isBefore(span.from().plus(Duration.ofDays(ANCIENT_DAYS)))) {
      causes.add(new Cause(at, old, "push", branch, commit.oid()));
    }
  }

  private void nights(List<Commit> landed, Organisation.Span span) {
    for (long day = 0; day < span.days(); day++) {
      Instant night = span.from().plus(Duration.ofDays(day)).plus(Duration.ofHours(3));
      landed.stream()
          .filter(commit -> commit.committed().isBefore(night))
          .reduce((_, last) -> last)
          .ifPresent(head ->
              causes.add(
                  new Cause(night, benchmark, "schedule", temper.defaultBranch(), head.oid())));
    }
  }

  private List<Attempt> attempts(Cause cause, Dice dice) {
    return switch (story.habits()) {
      case Habits.Rough() -> roughAttempts(cause, dice);
      case Habits.Settled(Incident incident) ->
          new SettledChecks(incident, quickSeconds(cause), dice)
              .attempts(cause.at(), cause.event().equals("push"));
    };
  }

  private long usualSeconds(Cause cause) {
    return cause.workflow().equals(benchmark) ? 1500 : cause.workflow().equals(lint) ? 90 : 400;
  }

  private long quickSeconds(Cause cause) {
    return cause.workflow().equals(benchmark) ? 120 : cause.workflow().equals(lint) ? 25 : 80;
  }

  private List<Attempt> roughAttempts(Cause cause, Dice dice) {
    List<Attempt> attempts = new ArrayList<>();
    Instant at = cause.at();
    int most = dice.chance(9) ? 3 : 1;
    do {
      Attempt attempt = attempt(attempts.size() + 1, at, cause, dice);
      attempts.add(attempt);
      boolean again =
          attempt.failed() ? dice.chance(45) : attempts.size() < most && dice.chance(50);
      if (!again) {
        return attempts;
      }
      at = attempt.ended().plusSeconds(dice.between(60, 100_000));
    } while (attempts.size() < 4);
    return attempts;
  }

  private Attempt attempt(int number, Instant at, Cause cause, Dice dice) {
    long usual = usualSeconds(cause);
    long seconds = usual / 2 + dice.below(usual);
    int drawn = (int) dice.below(200);
    if (drawn < 158) {
      return new Attempt(number, at, at.plusSeconds(seconds), "success", End.ITSELF);
    }
    if (drawn < 178) {
      return new Attempt(number, at, at.plusSeconds(seconds), "failure", End.ITSELF);
    }
    if (drawn < 184) {
      return new Attempt(
          number, at, at.plusSeconds(dice.below(seconds)), "cancelled", End.SOMEBODY);
    }
    boolean gate = cause.event().equals("push");
    return switch (drawn) {
      // Somebody lost patience; no limit was reached.
      case 184, 185 ->
          new Attempt(number, at, at.plusSeconds(5_000 + seconds), "cancelled", End.SOMEBODY);
      case 186, 187, 188, 189 ->
          new Attempt(number, at, at.plusSeconds(7_200), "cancelled", End.TIME_LIMIT);
      case 190, 191 -> new Attempt(number, at, at.plusSeconds(21_600), "timed_out", End.TIME_LIMIT);
      case 192 -> new Attempt(number, at, at.plusSeconds(2), "startup_failure", End.ITSELF);
      case 193 ->
          new Attempt(
              number, at, at.plusSeconds(1), gate ? "skipped" : "action_required", End.ITSELF);
      case 194 ->
          new Attempt(
              number, at, at.plusSeconds(seconds), gate ? "skipped" : "neutral", End.ITSELF);
      default -> new Attempt(number, at, at.plusSeconds(1), "skipped", End.ITSELF);
    };
  }
}
