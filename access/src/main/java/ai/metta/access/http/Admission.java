// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.FailureException;
import java.time.Duration;
import java.util.Optional;

/// Whether a request may go out at this moment: asked each time it is sent, also again and along a
/// redirect, and told what came of that. Safe for use by many threads.
public interface Admission {
  /// Lets the request out, and [#ended] follows; or not yet, as may change once others have ended.
  ///
  /// @return false where it has to be asked again after [#await]
  /// @throws FailureException where it may not go; nothing is sent then
  boolean admit();

  /// Waits until asking again may help.
  ///
  /// @param atMost how long; whoever asks then is refused, or waits again
  /// @throws InterruptedException when its time was up before
  void await(Duration atMost) throws InterruptedException;

  /// The request has ended.
  ///
  /// @param answered what the answer's head says; empty where none came
  void ended(Optional<Headers> answered);

  /// Lets everything out.
  static Admission free() {
    return new Admission() {
      @Override
      public boolean admit() {
        return true;
      }

      @Override
      public void await(Duration atMost) {}

      @Override
      public void ended(Optional<Headers> answered) {}
    };
  }
}
