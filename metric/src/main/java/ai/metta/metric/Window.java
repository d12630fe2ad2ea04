// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time: after `from`, up to and including `until`.
public record Window(Instant from, Instant until) {
  public Window {
    if (from.isAfter(until)) {
      throw new IllegalArgumentException("a window from " + from + " back to " + until);
    }
  }

  /// The window of a length that ends at an instant.
  public static Window ending(Instant until, Duration length) {
    return new Window(until.minus(length), until);
  }

  public boolean contains(Instant instant) {
    return instant.isAfter(from) && !instant.isAfter(until);
  }
}
