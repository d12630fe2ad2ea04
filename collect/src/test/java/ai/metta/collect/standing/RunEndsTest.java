// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.health.HealthRow;
import ai.metta.collect.standing.RunEnds.Ending;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which run leaves a row without a figure.
final class RunEndsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // The figure is the last run's.
    "true,  5, 5, WELL,  false",
    "true,  5, 5, BADLY, false",
    // It is older.
    "true,  6, 5, WELL,  true",
    "true,  6, 5, BADLY, true",
    // It is filled in after the last run.
    "true,  4, 5, BADLY, false",
    // The row is asked for less often than the collector runs.
    "false, 6, 5, WELL,  false",
    "false, 6, 5, BADLY, true",
  })
  void aRunThatShouldHaveMeasuredIt(
      boolean everyRun, int figure, int run, Ending ending, boolean isOvertaken) {
    Metric metric = Metric.gauge("shop.queue");
    HealthRow row =
        new HealthRow(
            new Fom("ci", "queue", 10, 0),
            everyRun ? metric : metric.freshFor(Duration.ofHours(3)),
            "shop",
            Duration.ofHours(3),
            Tags.none());
    RunEnds ends = new RunEnds(Map.of("shop", new TreeMap<>(Map.of(minutesAgo(run), ending))));

    assertThat(ends.overtaking(row, minutesAgo(figure), NOW).isPresent()).isEqualTo(isOvertaken);
  }

  private static Instant minutesAgo(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }
}
