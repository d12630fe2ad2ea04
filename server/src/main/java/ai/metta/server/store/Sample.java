// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

/// One value to be kept.
///
/// @param second since 1970, not before
/// @param value finite
/// @param interval seconds that a count or rate stands for; 0 where nobody says
public record Sample(long second, double value, long interval) {
  /// @throws IllegalArgumentException for another time or value
  public Sample {
    if (second < 0) {
      throw new IllegalArgumentException("second " + second + " is before 1970");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value " + value + " is not finite");
    }
  }
}
