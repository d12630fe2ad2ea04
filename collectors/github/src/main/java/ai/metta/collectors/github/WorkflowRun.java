// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A run of a workflow, as its latest attempt left it.
///
/// @param path of the workflow's file
/// @param conclusion in GitHub's word; empty while it runs
/// @param created never moves
/// @param started when the latest attempt started
/// @param page where people see it
/// @param updated about when it ended, for one that has
record WorkflowRun(
    long id,
    long workflowId,
    String workflow,
    String path,
    String event,
    String branch,
    String sha,
    Optional<String> conclusion,
    Instant created,
    Instant started,
    Instant updated,
    int attempt,
    String page) {

  /// Names one attempt of a run.
  record Attempt(long run, int number) {}

  Attempt asAttempt() {
    return new Attempt(id, attempt);
  }

  /// The run as it stood then: what ended later had not ended.
  WorkflowRun asOf(Instant then) {
    return updated.isAfter(then) ? as(attempt, Optional.empty(), started, updated) : this;
  }

  /// The run as another of its attempts left it.
  WorkflowRun attempt(int number, String word, Instant begun, Instant ended) {
    return as(number, Optional.of(word), begun, ended);
  }

  private WorkflowRun as(int number, Optional<String> word, Instant begun, Instant ended) {
    return new WorkflowRun(
        id,
        workflowId,
        workflow,
        path,
        event,
        branch,
        sha,
        word,
        created,
        begun,
        ended,
        number,
        page);
  }

  boolean concluded(String... words) {
    return conclusion.filter(List.of(words)::contains).isPresent();
  }

  boolean hasFailed() {
    return concluded("failure", "timed_out", "startup_failure");
  }

  /// Whether what it runs failed, and not merely its start.
  boolean hasFailedWhileRunning() {
    return concluded("failure", "timed_out");
  }

  boolean hasSucceeded() {
    return concluded("success");
  }

  Duration duration() {
    return Duration.between(started, updated);
  }

  /// Whether it ran for a pull request: a fork may call its branch like our default one.
  boolean isForPull() {
    return event.startsWith("pull_request");
  }

  /// The workflow's name, else its file's; one that was deleted may have neither.
  String workflowName() {
    return Stream.of(workflow, fileName(), "unknown")
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElseThrow();
  }

  String fileName() {
    return fileName(path);
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
