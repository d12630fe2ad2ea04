// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntakeWindowTest {
  @ParameterizedTest
  @CsvSource({
    "SERIES, EXPIRED, -PT1H, true, false",
    "SERIES, EXPIRED, -PT1H1S, false, true",
    "SERIES, EXPIRED, PT10M, true, false",
    "SERIES, EXPIRED, PT10M1S, false, false",
    "SERIES, ALLOWED, -PT10000H, true, false",
    "SERIES, ALLOWED, PT10M1S, false, false",
    "EVENT, EXPIRED, -PT18H, true, false",
    "EVENT, EXPIRED, -PT18H1S, false, true",
    "EVENT, ALLOWED, -PT18H1S, false, true"
  })
  void takesWhatDatadogKeeps(
      Kind kind, Historical historical, Duration away, boolean takes, boolean over) {
    IntakeWindow window = new IntakeWindow(Given.NOW, historical);
    Instant at = Given.NOW.plus(away);

    assertThat(window.takes(kind, at)).isEqualTo(takes);
    assertThat(window.isOver(new Contents(kind, at.minusSeconds(1), at, 2))).isEqualTo(over);
  }
}
