// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InWordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT30S, 30 s",
    "PT29.987654321S, 30 s",
    "PT1.234567891S, 1.2 s",
    "PT1.96S, 2 s",
    "PT0.25S, 0.25 s",
    "PT0.1234S, 0.123 s",
    "PT0.000001S, 0 s",
    "PT90M, 5400 s",
  })
  void aDurationIsAsExactAsPeopleReadIt(Duration duration, String words) {
    assertThat(InWords.of(duration)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.000000001Z, 2026-01-02T03:04:06Z",
    "2026-01-02T03:59:59.9Z, 2026-01-02T04:00:00Z",
  })
  void aTimeIsTheSecondThatHasCome(Instant instant, String words) {
    assertThat(InWords.of(instant)).isEqualTo(words);
  }
}
