// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.http.Admission;
import ai.metta.access.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// So many requests in a minute, and no more, those that are sent again among them. Safe for use by
/// many threads.
final class Pace {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final int perMinute;

  /// When the latest requests went out, no more than a minute's worth.
  private final Deque<Instant> latest = new ArrayDeque<>();

  Pace(InstantSource clock, int perMinute) {
    this.clock = clock;
    this.perMinute = perMinute;
  }

  /// Lets requests out at this pace.
  ///
  /// @param waiting how one waits for so long
  Admission admission(Consumer<Duration> waiting) {
    return new Admission() {
      @Override
      public boolean admit() {
        return Pace.this.admit();
      }

      @Override
      public void await(Duration atMost) {
        Duration wait = untilFree();
        if (wait.isPositive()) {
          waiting.accept(wait);
        }
      }

      @Override
      public void ended(Optional<Headers> answered) {}
    };
  }

  private synchronized boolean admit() {
    if (untilFree().isPositive()) {
      return false;
    }
    if (latest.size() == perMinute) {
      latest.removeFirst();
    }
    latest.addLast(clock.instant());
    return true;
  }

  private synchronized Duration untilFree() {
    return latest.size() < perMinute
        ? Duration.ZERO
        : Duration.between(clock.instant(), latest.getFirst().plus(MINUTE));
  }
}
