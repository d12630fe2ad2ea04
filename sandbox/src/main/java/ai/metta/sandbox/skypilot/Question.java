// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import ai.metta.sandbox.skypilot.fleet.FleetView;

/// A piece of work as understood: what to find out about the fleet at the instant it was asked.
@FunctionalInterface
interface Question {
  Outcome answer(FleetView view);

  /// A value that can be written.
  @FunctionalInterface
  interface Result {
    void write(InnerJson json);
  }

  /// How work ends.
  sealed interface Outcome {
    /// With a value, written when it is fetched.
    record Value(Result result) implements Outcome {
      /// With a value that a generator writes.
      static Value of(Body body) {
        return new Value(inner -> inner.body(body));
      }
    }

    /// With a Python exception.
    record Raised(String type, String message) implements Outcome {}
  }
}
