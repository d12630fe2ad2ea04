// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.Question.Outcome;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A piece of work that was asked for. Its outcome is not stored: it follows, the same each time,
/// from what was asked, of which fleet, and when.
///
/// @param id the request id, by which the result is fetched
/// @param body the request's body as JSON text
/// @param fault the fault that was on when the work was asked for
/// @param readyNanos when it is done, on the clock of [System#nanoTime]
record Ticket(
    String id,
    Work work,
    Question question,
    String body,
    Fleet fleet,
    Instant askedAt,
    Caller caller,
    Optional<Fault> fault,
    Duration latency,
    long readyNanos) {
  private static final String CONTROLLER_DOWN = "No in-progress managed jobs.";

  Outcome outcome() {
    if (work.needsController()) {
      if (fault.equals(Optional.of(Fault.CONTROLLER_BROKEN))) {
        return new Outcome.Raised(
            "RuntimeError", "Failed to fetch managed jobs: the controller refused the connection");
      }
      if (fault.equals(Optional.of(Fault.CONTROLLER_ABSENT))
          || fault.equals(Optional.of(Fault.CONTROLLER_STOPPED))) {
        return new Outcome.Raised("ClusterNotUpError", CONTROLLER_DOWN);
      }
    }
    return question.answer(fleet.at(askedAt));
  }

  /// Whether the result is a call to ask again.
  boolean mustBeRepeated() {
    return fault.equals(Optional.of(Fault.SHOULD_RETRY));
  }

  /// How long until the result is ready, in nanoseconds; not positive when it is.
  long remainingNanos() {
    return readyNanos - System.nanoTime();
  }
}
