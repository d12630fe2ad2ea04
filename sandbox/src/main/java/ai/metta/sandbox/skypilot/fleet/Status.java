// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// What a task of a managed job is doing. The names are SkyPilot's own.
public enum Status {
  PENDING,
  STARTING,
  RUNNING,
  RECOVERING,
  CANCELLING,
  WINDING_DOWN,
  SUCCEEDED,
  CANCELLED,
  FAILED,
  FAILED_SETUP,
  FAILED_PRECHECKS,
  FAILED_NO_RESOURCE,
  FAILED_CONTROLLER;

  /// Whether a task with this status is over, for ever.
  public boolean isTerminal() {
    return compareTo(SUCCEEDED) >= 0;
  }

  /// Whether this is one of the failures, the user's or the platform's.
  public boolean isFailure() {
    return compareTo(FAILED) >= 0;
  }
}
