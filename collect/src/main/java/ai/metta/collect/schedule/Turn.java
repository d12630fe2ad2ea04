// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import java.time.Instant;

/// A collector's turn to run.
///
/// @param slot when its schedule says, to the minute
/// @param asOf the instant of its points: the slot, or the present minute where that is long past
public record Turn(String collector, Instant slot, Instant asOf) {

  /// What came of one.
  public enum Ending {
    /// It ran, whatever it found.
    RAN,
    /// A setting or secret is missing: it need not be tried before the configuration changes.
    NOT_CONFIGURED,
    /// Another run of the collector is pushing.
    LEASED,
    /// It was ended before it was through.
    ENDED
  }
}
