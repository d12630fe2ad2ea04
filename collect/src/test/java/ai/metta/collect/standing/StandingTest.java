// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.standing.Standing.Known;
import ai.metta.collect.standing.Standing.State;
import ai.metta.metric.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is made of a collector's last run.
final class StandingTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "5,   PT30M,     OK",
    "5,   PT30M1S,   SILENT",
    "10,  PT30M1S,   SILENT",
    "15,  PT45M,     OK",
    "15,  PT45M1S,   SILENT",
    "60,  PT3H,      OK",
    "60,  PT600H,    SILENT",
    "60,  PT-1M,     OK"
  })
  void oneIsSilentAfterThreeTurnsAndHalfAnHourAtLeast(int minutes, Duration age, State state) {
    Optional<LastRun> last = Optional.of(run(NOW.minus(age), 0, 0));
    assertThat(standing(minutes, last, Known.NOTHING).state()).isEqualTo(state);
  }

  @Test
  void itSaysForHowLong() {
    Optional<LastRun> last = Optional.of(run(NOW.minus(Duration.ofMinutes(130)), 0, 0));
    assertThat(standing(10, last, Known.NOTHING).reason()).isEqualTo("silent for 2h 10m");
    assertThat(standing(10, last, Known.NOT_CONFIGURED).reason())
        .isEqualTo("silent for 2h 10m, not configured now");
  }

  @Test
  void failuresOfTheLastRunAreToldApart() {
    assertThat(standing(10, Optional.of(run(NOW, 3, 0)), Known.NOTHING))
        .extracting(Standing::state, Standing::reason)
        .containsExactly(State.PARTIAL, "3 failed");
    assertThat(standing(10, Optional.of(run(NOW, 3, 1)), Known.NOTHING).state())
        .isEqualTo(State.FAILED);
    assertThat(standing(10, Optional.of(run(NOW, 0, 0)), Known.NOTHING))
        .extracting(Standing::state, Standing::reason)
        .containsExactly(State.OK, "");
  }

  @Test
  void whatNobodySaidIsUnknownAndNotWell() {
    OptionalDouble unsaid = OptionalDouble.empty();
    LastRun mute = new LastRun(NOW, OptionalDouble.of(1), unsaid, unsaid, unsaid, unsaid);
    assertThat(standing(10, Optional.of(mute), Known.NOTHING).state()).isEqualTo(State.UNKNOWN);
    assertThat(standing(10, Optional.empty(), Known.NOTHING))
        .extracting(Standing::state, Standing::reason)
        .containsExactly(State.UNKNOWN, "never ran");
    assertThat(standing(10, Optional.empty(), Known.NOT_CONFIGURED).reason())
        .isEqualTo("not configured");
  }

  @Test
  void oneThatIsSwitchedOffIsNotSilent() {
    Optional<LastRun> last = Optional.of(run(NOW.minus(Duration.ofDays(20)), 0, 0));
    assertThat(standing(10, last, Known.SWITCHED_OFF))
        .extracting(Standing::state, Standing::reason, Standing::last)
        .containsExactly(State.OFF, "switched off", last);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,      0s",
    "PT59.9S,   59s",
    "PT2M3S,    2m",
    "PT2H10M9S, 2h 10m",
    "PT2H,      2h",
    "PT27H59M,  1d 3h"
  })
  void lengthsAreToldInTwoUnitsAtMost(Duration length, String words) {
    assertThat(Standing.inWords(length)).isEqualTo(words);
  }

  private static Standing standing(int minutes, Optional<LastRun> last, Known known) {
    return Standing.of("github", Schedule.everyMinutes(minutes), last, known, NOW);
  }

  static LastRun run(Instant at, double errors, double failed) {
    return new LastRun(
        at,
        OptionalDouble.of(1.5),
        OptionalDouble.of(14),
        OptionalDouble.of(40),
        OptionalDouble.of(errors),
        OptionalDouble.of(failed));
  }
}
