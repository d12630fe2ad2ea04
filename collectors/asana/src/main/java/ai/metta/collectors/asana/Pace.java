// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// So many requests in a minute, and no more. Safe for use by many threads.
final class Pace {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final int perMinute;

  /// When the latest requests went or will go out, no more than a minute's worth.
  private final Deque<Instant> latest = new ArrayDeque<>();

  Pace(InstantSource clock, int perMinute) {
    this.clock = clock;
    this.perMinute = perMinute;
  }

  /// Takes the next place.
  ///
  /// @return how long to wait for it
  synchronized Duration next() {
    Instant now = clock.instant();
    Instant at = now;
    if (latest.size() == perMinute) {
      Instant free = latest.removeFirst().plus(MINUTE);
      at = free.isAfter(now) ? free : now;
    }
    latest.addLast(at);
    return Duration.between(now, at);
  }
}
