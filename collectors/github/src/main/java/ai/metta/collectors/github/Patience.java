// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Request;
import java.time.Duration;

/// How long one answer may take.
///
/// @param reason why no longer, for the message where it does; may be empty text
record Patience(Duration most, String reason) {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final String HINT = ": a run with a longer --deadline waits longer";
  private static final String HALF = ", so that others are asked in time" + HINT;

  /// A quarter of the run at most, so that others still have their turn after one that hangs.
  static Patience of(Duration run) {
    Duration quarter = run.dividedBy(4);
    if (quarter.compareTo(Request.TIMEOUT) >= 0) {
      return new Patience(Request.TIMEOUT, "");
    }
    return quarter.compareTo(LEAST) < 0
        ? new Patience(LEAST, ", which is the least" + HINT)
        : new Patience(quarter, ", a quarter of the run" + HINT);
  }

  /// For one of several that may each tell the same.
  Patience half() {
    return new Patience(most.dividedBy(2), HALF);
  }

  Request given(Request request) {
    return request.within(most, reason);
  }
}
