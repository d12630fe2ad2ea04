// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "20s, PT20S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "1d1h1m1s, PT25H1M1S",
    "1.5s, PT1.5S",
    "0.25s, PT0.25S",
    "0.001s, PT0.001S",
    "1m0.5s, PT1M0.5S"
  })
  void areReadAsTheyArePrinted(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
    assertThat(Durations.print(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"90m, 1h30m", "36h, 1d12h", "120s, 2m", "' 5m ', 5m", "0m, 0s"})
  void arePrintedInTheirShortestForm(String written, String printed) {
    assertThat(Durations.parse(written).map(Durations::print)).contains(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "m",
        "5 m",
        "-5m",
        "5M",
        "1m1h",
        "1.5h",
        "5m5m",
        "999999999d",
        "5ms"
      })
  void ofAnotherFormAreNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
