// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Phase;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.util.Optional;

/// The sentences in a record of the queue.
final class QueueTexts {
  /// The priority that most jobs have; those below wait for those above.
  private static final int USUAL_PRIORITY = 500;

  private QueueTexts() {}

  /// Why a task waits or failed; empty when there is nothing to say.
  static Optional<String> details(Job job, Task task, long nowMillis) {
    return switch (task.life().phaseAt(nowMillis)) {
      case WAITING -> Optional.of(waiting(job));
      case BACKOFF -> Optional.of("In backoff, waiting for resources");
      case RECOVERING -> Optional.of("Waiting for higher priority jobs to launch");
      case NEXT, LAUNCHING, RUNNING, CANCELLING, WINDING_DOWN -> Optional.empty();
      case SUCCEEDED, CANCELLED -> Optional.empty();
      case FAILED, FAILED_SETUP, FAILED_PRECHECKS, FAILED_NO_RESOURCE, FAILED_CONTROLLER ->
          failure(job, task, nowMillis).map(reason -> "Failure: " + reason);
    };
  }

  /// Why a task failed; empty when it has not, and for some that have.
  static Optional<String> failure(Job job, Task task, long nowMillis) {
    Phase phase = task.life().phaseAt(nowMillis);
    return switch (phase) {
      case FAILED ->
          job.id() % 5 == 0
              ? Optional.empty()
              : Optional.of("To see the details, run: sky jobs logs " + job.id());
      case FAILED_SETUP -> Optional.of("Job setup failed (exit code 1).");
      case FAILED_PRECHECKS ->
          Optional.of("[sky.exceptions.InvalidClusterNameError] The cluster's name is not valid.");
      case FAILED_NO_RESOURCE ->
          Optional.of(
              "[sky.exceptions.ResourcesUnavailableError] No region has capacity for "
                  + ResourceText.requested(task.requirement()));
      case FAILED_CONTROLLER ->
          Optional.of(
              "Controller process has exited abnormally. For more details, run: sky jobs logs"
                  + " --controller "
                  + job.id());
      case WAITING, NEXT, BACKOFF, LAUNCHING, RUNNING, RECOVERING -> Optional.empty();
      case CANCELLING, WINDING_DOWN, SUCCEEDED, CANCELLED -> Optional.empty();
    };
  }

  static String yaml(Job job) {
    return "name: "
        + job.name()
        + "\nresources:\n  infra: aws\nsetup: |\n  uv sync\nrun: |\n  uv run "
        + job.name()
        + "\n";
  }

  private static String waiting(Job job) {
    return job.priority() < USUAL_PRIORITY
        ? "Waiting for higher priority jobs to launch"
        : "Waiting for other jobs to launch";
  }
}
