// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The days that lead up to an instant: it is in, their beginning is not.
record Week(Instant after, Instant until) {
  static Week endingAt(Instant at, int days) {
    return new Week(at.minus(Duration.ofDays(days)), at);
  }

  boolean holds(Instant instant) {
    return instant.isAfter(after) && !instant.isAfter(until);
  }

  boolean holds(Optional<Instant> instant) {
    return instant.filter(this::holds).isPresent();
  }
}
