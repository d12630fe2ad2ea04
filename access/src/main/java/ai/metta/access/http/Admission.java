// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.FailureException;
import java.util.Optional;

/// Whether a request may go out at this moment: asked each time it is sent, also again and along a
/// redirect, and told what came of that. Safe for use by many threads.
public interface Admission {
  /// Lets the request out, if need be once others have ended; [#ended] follows.
  ///
  /// @throws FailureException where it may not go; nothing is sent then
  /// @throws InterruptedException when its time was up before
  void admit() throws InterruptedException;

  /// The request has ended.
  ///
  /// @param answered what the answer's head says; empty where none came
  void ended(Optional<Headers> answered);

  /// Lets everything out.
  static Admission free() {
    return new Admission() {
      @Override
      public void admit() {}

      @Override
      public void ended(Optional<Headers> answered) {}
    };
  }
}
