// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTest {
  private static final Instant AS_OF = Instant.parse("2026-01-08T00:00:00Z");

  /// Seven days that end at `AS_OF`.
  @ParameterizedTest
  @CsvSource({
    "2025-12-31T23:59:59.999Z, false",
    "2026-01-01T00:00:00Z, false",
    "2026-01-01T00:00:00.001Z, true",
    "2026-01-08T00:00:00Z, true",
    "2026-01-08T00:00:00.001Z, false"
  })
  void aWindowIsOpenAtItsBeginningAndClosedAtItsEnd(Instant instant, boolean inside) {
    assertThat(Window.ending(AS_OF, Duration.ofDays(7)).contains(instant)).isEqualTo(inside);
  }

  @Test
  void timeRunsForward() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Window(AS_OF, AS_OF.minusMillis(1)));
    assertThat(new Window(AS_OF, AS_OF).contains(AS_OF)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, * * * * *", "5, */5 * * * *", "30, */30 * * * *", "60, 0 * * * *"})
  void aScheduleInMinutesIsOnTheHoursGrid(int minutes, String cron) {
    assertThat(Schedule.everyMinutes(minutes))
        .isEqualTo(new Schedule(cron, Duration.ofMinutes(minutes)));
  }

  @ParameterizedTest
  @CsvSource({"1, 0 * * * *", "6, 0 */6 * * *", "24, 0 0 * * *"})
  void aScheduleInHoursIsOnTheDaysGrid(int hours, String cron) {
    assertThat(Schedule.everyHours(hours)).isEqualTo(new Schedule(cron, Duration.ofHours(hours)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7, 61, 120})
  void aPeriodThatDividesNothingIsRefused(int period) {
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.everyMinutes(period));
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.everyHours(period));
  }
}
