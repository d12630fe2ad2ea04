// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that begins at any instant and runs so many times faster than a real one.
///
/// @param begun what the real one said then
public record RunningClock(InstantSource real, Instant begun, Instant start, double speed)
    implements InstantSource {
  public static RunningClock from(InstantSource real, Instant start, double speed) {
    return new RunningClock(real, real.instant(), start, speed);
  }

  @Override
  public Instant instant() {
    double millis = Duration.between(begun, real.instant()).toMillis() * speed;
    return start.plusMillis((long) millis);
  }
}
