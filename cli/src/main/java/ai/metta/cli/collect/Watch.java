// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Runs again and again, on the grid of an interval counted from midnight UTC, until it is
/// interrupted, nobody reads any more, or the configuration lacks what no repetition brings.
record Watch(Surroundings surroundings, Duration interval, Log log) {

  /// Runs until something ends it.
  ///
  /// @param round one run
  /// @return how the last round ended
  Exit repeat(Supplier<Exit> round) {
    while (true) {
      Exit ended = round.get();
      if (ended == Exit.CONFIGURATION || surroundings.out().checkError()) {
        return ended;
      }
      try {
        Instant now = surroundings.clock().instant();
        Instant next = next(now);
        log.say("Next run at " + next);
        surroundings.pause().pause(Duration.between(now, next));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return ended;
      }
    }
  }

  /// The grid's next instant.
  private Instant next(Instant now) {
    long step = interval.toMillis();
    return Instant.ofEpochMilli((now.toEpochMilli() / step + 1) * step);
  }
}
