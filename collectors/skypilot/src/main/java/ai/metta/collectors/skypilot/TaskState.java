// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.Optional;

/// What a row of the queue is doing, in the words that its tags use.
enum TaskState {
  QUEUED("queued", Phase.LIVE),
  STARTING("starting", Phase.LIVE),
  RUNNING("running", Phase.LIVE),
  RECOVERING("recovering", Phase.LIVE),
  CANCELLING("cancelling", Phase.LIVE),
  WINDING_DOWN("winding_down", Phase.LIVE),
  SUCCEEDED("succeeded", Phase.ENDED),
  CANCELLED("cancelled", Phase.ENDED),
  /// The user's own program or setup failed.
  FAILED_USER("failed", Phase.ENDED),
  /// SkyPilot or the cloud failed: no capacity, a precheck, the controller.
  FAILED_PLATFORM("failed", Phase.ENDED),
  /// A state that SkyPilot did not have when this was written: not known to have ended.
  OTHER("other", Phase.LIVE);

  /// Whether more is to come of it.
  private enum Phase {
    LIVE,
    ENDED
  }

  private final String word;
  private final Phase phase;

  TaskState(String word, Phase phase) {
    this.word = word;
    this.phase = phase;
  }

  static TaskState of(String status) {
    return switch (status) {
      case "PENDING", "SUBMITTED" -> QUEUED;
      case "STARTING" -> STARTING;
      case "RUNNING" -> RUNNING;
      case "RECOVERING" -> RECOVERING;
      case "CANCELLING" -> CANCELLING;
      case "WINDING_DOWN" -> WINDING_DOWN;
      case "SUCCEEDED" -> SUCCEEDED;
      case "CANCELLED" -> CANCELLED;
      case "FAILED", "FAILED_SETUP" -> FAILED_USER;
      default -> status.startsWith("FAILED") ? FAILED_PLATFORM : OTHER;
    };
  }

  String word() {
    return word;
  }

  boolean hasEnded() {
    return phase == Phase.ENDED;
  }

  boolean wasCancelled() {
    return this == CANCELLED;
  }

  boolean hasFailed() {
    return failure().isPresent();
  }

  /// Whose fault a failure was; empty for what has not failed.
  Optional<String> failure() {
    return switch (this) {
      case FAILED_USER -> Optional.of("user");
      case FAILED_PLATFORM -> Optional.of("platform");
      case QUEUED,
          STARTING,
          RUNNING,
          RECOVERING,
          CANCELLING,
          WINDING_DOWN,
          SUCCEEDED,
          CANCELLED,
          OTHER ->
          Optional.empty();
    };
  }
}
