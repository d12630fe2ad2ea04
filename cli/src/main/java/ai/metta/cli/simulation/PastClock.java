// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that can be set to any instant, from which it goes on as a real one does.
public final class PastClock implements InstantSource {
  private final InstantSource real;
  private volatile Duration behind = Duration.ZERO;

  public PastClock(InstantSource real) {
    this.real = real;
  }

  public void set(Instant then) {
    behind = Duration.between(then, real.instant());
  }

  @Override
  public Instant instant() {
    return real.instant().minus(behind);
  }
}
