// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// A stretch of a task's life: its status, and how the scheduler sees the job meanwhile.
public enum Phase {
  /// In the queue for a controller slot.
  WAITING(Status.PENDING, Schedule.WAITING),
  /// A later task of a pipeline whose turn has not come.
  NEXT(Status.PENDING, Schedule.ALIVE),
  /// No capacity found; will be tried again.
  BACKOFF(Status.PENDING, Schedule.ALIVE_BACKOFF),
  LAUNCHING(Status.STARTING, Schedule.LAUNCHING),
  RUNNING(Status.RUNNING, Schedule.ALIVE),
  /// Preempted; waits for its turn to be launched again.
  RECOVERING(Status.RECOVERING, Schedule.ALIVE_WAITING),
  CANCELLING(Status.CANCELLING, Schedule.ALIVE),
  WINDING_DOWN(Status.WINDING_DOWN, Schedule.ALIVE),
  SUCCEEDED(Status.SUCCEEDED, Schedule.DONE),
  CANCELLED(Status.CANCELLED, Schedule.DONE),
  FAILED(Status.FAILED, Schedule.DONE),
  FAILED_SETUP(Status.FAILED_SETUP, Schedule.DONE),
  FAILED_PRECHECKS(Status.FAILED_PRECHECKS, Schedule.DONE),
  FAILED_NO_RESOURCE(Status.FAILED_NO_RESOURCE, Schedule.DONE),
  FAILED_CONTROLLER(Status.FAILED_CONTROLLER, Schedule.DONE);

  /// SkyPilot's schedule states; they belong to the job, not to one task.
  public enum Schedule {
    WAITING,
    LAUNCHING,
    ALIVE,
    ALIVE_WAITING,
    ALIVE_BACKOFF,
    DONE
  }

  private final Status status;
  private final Schedule schedule;

  Phase(Status status, Schedule schedule) {
    this.status = status;
    this.schedule = schedule;
  }

  public Status status() {
    return status;
  }

  public Schedule schedule() {
    return schedule;
  }

  public boolean isTerminal() {
    return status.isTerminal();
  }

  /// Whether the task's program runs, so that its running time grows and its cluster is up.
  boolean isWorking() {
    return this == RUNNING || this == CANCELLING || this == WINDING_DOWN;
  }
}
