// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void theNextBoundaryLiesAfterTheInstant() {
    Duration hour = Duration.ofHours(1);
    assertThat(Schedule.nextBoundary(hour, Instant.parse("2026-03-18T14:00:00Z")))
        .isEqualTo(Instant.parse("2026-03-18T15:00:00Z"));
    assertThat(Schedule.nextBoundary(hour, Instant.parse("2026-03-18T14:59:59Z")))
        .isEqualTo(Instant.parse("2026-03-18T15:00:00Z"));
    assertThat(Schedule.nextBoundary(hour, Instant.parse("1969-12-31T23:31:00Z")))
        .isEqualTo(Instant.EPOCH);
    assertThat(Schedule.nextBoundary(hour, Instant.parse("2026-03-18T14:59:59.999999999Z")))
        .as("a clock that tells nanoseconds")
        .isEqualTo(Instant.parse("2026-03-18T15:00:00Z"));
  }
}
