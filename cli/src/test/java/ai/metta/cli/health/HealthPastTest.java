// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.StoredFigures;
import ai.metta.collect.standing.RunEnds;
import ai.metta.collect.standing.RunEnds.Ending;
import ai.metta.datadog.RemoteEvents.Told;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Why a cell is grey, where not everything could be read.
final class HealthPastTest {
  private static final Instant NOW = Instant.parse("2026-01-08T03:00:00Z");
  private static final Window DAY = Window.ending(NOW, Duration.ofDays(1));
  private static final HealthRow ROW =
      new HealthRow(
          new Fom("ci", "queue", 10, 0),
          Metric.gauge("shop.queue"),
          "shop",
          Duration.ofMinutes(30),
          Tags.none());

  private static HealthPast past(List<String> ran, Optional<List<Told>> errors) {
    NavigableMap<Instant, Ending> runs = new TreeMap<>();
    ran.forEach(age -> runs.put(NOW.minus(Duration.parse(age)), Ending.WELL));
    return new HealthPast(new StoredFigures(Map.of()), new RunEnds(Map.of("shop", runs)), errors);
  }

  private static Told told(String age, String title, String text) {
    return new Told(
        NOW.minus(Duration.parse(age)), title, text, List.of("collector:shop", "env:test"));
  }

  @Test
  void eventsThatCannotBeReadAreNotTakenForNone() {
    assertThat(past(List.of("PT1H"), Optional.empty()).reason(ROW, DAY))
        .isEqualTo(
            "shop ran and came to no value: why is not known, since its events cannot be read");
    assertThat(past(List.of("PT1H"), Optional.of(List.of())).reason(ROW, DAY))
        .isEqualTo("shop ran and came to no value: nothing to measure, or not supported");
  }

  /// As right after a run, within the minute that all its points carry.
  @Test
  void aFigureOfThisMinuteIsOfTheLastRun() {
    HealthPast past =
        new HealthPast(
            new StoredFigures(Map.of(ROW.id(), new TreeMap<>(Map.of(NOW, 0.5)))),
            new RunEnds(Map.of("shop", new TreeMap<>(Map.of(NOW, Ending.WELL)))),
            Optional.of(List.of()));

    assertThat(past.overtaken(ROW, NOW)).isEmpty();
    assertThat(past.overtaken(ROW, NOW.plusSeconds(5))).isEmpty();
  }

  @Test
  void aRunThatCameToNoFigureOvertakesTheLastAtOnce() {
    HealthPast past =
        new HealthPast(
            new StoredFigures(Map.of(ROW.id(), new TreeMap<>(Map.of(NOW.minusSeconds(60), 0.5)))),
            new RunEnds(Map.of("shop", new TreeMap<>(Map.of(NOW, Ending.BADLY)))),
            Optional.of(List.of()));

    assertThat(past.overtaken(ROW, NOW.minusSeconds(1))).isEmpty();
    assertThat(past.overtaken(ROW, NOW)).contains("shop failed");
    assertThat(past.overtaken(ROW, NOW.plusSeconds(5))).contains("shop failed");
  }

  @Test
  void onlyWhatHappenedThatDayAndCostTheRowsMetricIsItsReason() {
    List<Told> errors =
        List.of(
            told(
                "PT1H",
                "shop: 1 metric failed",
                "%%% \nshut\n\nNot collected: shop.queue_old\n %%%"),
            told(
                "PT2H", "shop: 1 metric failed", "%%% \nhidden\n\nNot collected: shop.queue\n %%%"),
            told("PT30H", "shop: the run failed", "%%% \ngone\n %%%"));

    assertThat(past(List.of("PT1H"), Optional.of(errors)).reason(ROW, DAY))
        .isEqualTo("shop failed: hidden");
    assertThat(
            past(List.of(), Optional.of(errors))
                .reason(ROW, Window.ending(NOW.minus(Duration.ofDays(1)), Duration.ofDays(1))))
        .isEqualTo("shop failed: gone");
    assertThat(
            past(List.of("PT1H"), Optional.of(errors))
                .reason(ROW, Window.ending(NOW.minus(Duration.ofDays(3)), Duration.ofDays(1))))
        .isEqualTo("shop did not run");
  }
}
