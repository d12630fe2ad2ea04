// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {
  private static final Schedule EVERY_5_MINUTES = Schedule.everyMinutes(5);

  @ParameterizedTest
  @CsvSource({
    "2026-03-18T14:00:00Z,     PT30M, true",
    "2026-03-18T14:04:59.999Z, PT30M, true",
    "2026-03-18T14:05:00Z,     PT30M, false",
    "2026-03-18T14:29:59.999Z, PT30M, false",
    "2026-03-18T14:30:00Z,     PT30M, true",
    "2026-03-18T14:32:00Z,     PT1H,  false",
    "2026-03-18T15:03:00Z,     PT1H,  true",
    "2026-03-18T00:04:00Z,     P1D,   true",
    "2026-03-18T12:00:00Z,     P1D,   false",
    "1969-12-31T23:31:00Z,     PT30M, true",
  })
  void isDueLessThanATurnAfterABoundary(Instant asOf, Duration period, boolean due) {
    assertThat(EVERY_5_MINUTES.isDue(period, asOf)).isEqualTo(due);
  }

  @Test
  void aDayOfTurnsHasEachBoundaryOnceWhateverTheOffset() {
    for (int offset = 0; offset < 5; offset++) {
      Instant first = Instant.parse("2026-03-18T00:00:00Z").plusSeconds(offset * 60L + 7);
      long due =
          IntStream.range(0, 288)
              .mapToObj(turn -> first.plus(Duration.ofMinutes(5L * turn)))
              .filter(asOf -> EVERY_5_MINUTES.isDue(Duration.ofMinutes(30), asOf))
              .count();
      assertThat(due).isEqualTo(48);
    }
  }

  @Test
  void theNextBoundaryLiesAfterTheInstant() {
    Duration hour = Duration.ofHours(1);
    assertThat(Schedule.nextBoundary(hour, Instant.parse("2026-03-18T14:00:00Z")))
        .isEqualTo(Instant.parse("2026-03-18T15:00:00Z"));
    assertThat(Schedule.nextBoundary(hour, Instant.parse("2026-03-18T14:59:59Z")))
        .isEqualTo(Instant.parse("2026-03-18T15:00:00Z"));
  }
}
