// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The days that lead up to an instant: it is in, their beginning is not.
public record Days(Instant after, Instant until) {
  public static Days endingAt(Instant at, int days) {
    return new Days(at.minus(Duration.ofDays(days)), at);
  }

  public boolean holds(Instant instant) {
    return instant.isAfter(after) && !instant.isAfter(until);
  }

  public boolean holds(Optional<Instant> instant) {
    return instant.filter(this::holds).isPresent();
  }
}
