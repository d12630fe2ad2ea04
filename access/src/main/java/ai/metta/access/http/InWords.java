// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Time as messages say it.
final class InWords {
  private InWords() {}

  /// `30 s`, `1.2 s`, `0.25 s`: to the tenth, below a second to the thousandth.
  static String of(Duration duration) {
    int digits = duration.compareTo(Duration.ofSeconds(1)) < 0 ? 3 : 1;
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toMillis(), 3).setScale(digits, RoundingMode.HALF_UP);
    return seconds.stripTrailingZeros().toPlainString() + " s";
  }

  /// `2026-01-02T03:04:05Z`: the first full second that is not before it.
  static String of(Instant instant) {
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    return (second.equals(instant) ? second : second.plusSeconds(1)).toString();
  }
}
