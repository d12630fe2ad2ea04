// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.math.BigDecimal;
import java.time.Duration;

/// Durations as messages say them: `30 s`, `0.25 s`.
final class Seconds {
  private Seconds() {}

  static String of(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
