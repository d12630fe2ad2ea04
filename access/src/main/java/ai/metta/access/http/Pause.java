// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.time.Duration;

/// How waiting is done.
@FunctionalInterface
public interface Pause {
  void pause(Duration wait) throws InterruptedException;

  /// Waits by sleeping.
  static Pause sleeping() {
    return Thread::sleep;
  }
}
