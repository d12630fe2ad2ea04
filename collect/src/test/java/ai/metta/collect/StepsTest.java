// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StepsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:00:00Z, 2026-01-02T05:00:00Z, PT1H,  2026-01-02T03:00:00Z, 2026-01-02T05:00:00Z,  3",
    "2026-01-02T03:00:01Z, 2026-01-02T05:59:59Z, PT1H,  2026-01-02T04:00:00Z, 2026-01-02T05:00:00Z,  2",
    "2026-01-02T03:04:05Z, 2026-01-02T03:14:05Z, PT5M,  2026-01-02T03:05:00Z, 2026-01-02T03:10:00Z,  2",
    "2026-01-01T12:00:00Z, 2026-01-31T12:00:00Z, P1D,   2026-01-02T00:00:00Z, 2026-01-31T00:00:00Z, 30",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, P1D,   2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,  1",
    "2026-01-02T03:00:00.000000001Z, 2026-01-02T06:00:00.123456789Z, PT1H, 2026-01-02T04:00:00Z, 2026-01-02T06:00:00Z, 3",
    "1969-12-31T22:30:00Z, 1970-01-01T01:30:00Z, PT1H,  1969-12-31T23:00:00Z, 1970-01-01T01:00:00Z,  3",
    "1970-01-01T00:00:00Z, 1970-01-01T00:21:00Z, PT7M,  1970-01-01T00:00:00Z, 1970-01-01T00:21:00Z,  4",
  })
  void theyLieOnTheGridBetweenBothEnds(
      Instant since, Instant until, Duration every, Instant first, Instant last, long count) {
    Steps steps = Steps.between(since, until, every).orElseThrow();
    assertThat(steps.first()).isEqualTo(first);
    assertThat(steps.last()).isEqualTo(last);
    assertThat(steps.count()).isEqualTo(count);
    assertThat(steps.all()).hasSize((int) count).startsWith(first).endsWith(last).isSorted();
  }

  /// Whoever asks a minute later meets the same instants.
  @Test
  void theyDoNotMoveWithTheTimeOfAsking() {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    Duration hour = Duration.ofHours(1);
    Steps once = Steps.between(now.minus(Duration.ofDays(1)), now, hour).orElseThrow();
    Instant later = now.plusSeconds(60);
    assertThat(Steps.between(later.minus(Duration.ofDays(1)), later, hour)).contains(once);
  }

  @Test
  void whereNoneLiesBetweenThereIsNone() {
    assertThat(
            Steps.between(
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T03:59:59Z"),
                Duration.ofHours(1)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:00:00Z, 2026-01-02T05:00:00.1Z, PT1H",
    "2026-01-02T03:00:00.000000001Z, 2026-01-02T05:00:00.000000001Z, PT1H",
    "2026-01-02T03:30:00Z, 2026-01-02T05:30:00Z,   PT1H",
    "2026-01-02T05:00:00Z, 2026-01-02T03:00:00Z,   PT1H",
    "2026-01-02T03:00:00Z, 2026-01-02T05:00:00Z,   PT0.5S",
    "2026-01-02T03:00:00Z, 2026-01-02T05:00:00Z,   PT0S",
  })
  void whatIsOffTheGridIsNoStep(Instant first, Instant last, Duration every) {
    assertThatThrownBy(() -> new Steps(first, last, every))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
