// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoredFiguresTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final HealthRow ROW =
      new HealthRow(
          new Fom("ci", "queue", 10, 0),
          Metric.gauge("shop.queue"),
          "shop",
          Duration.ofMinutes(30),
          Tags.none());

  /// Every point of one row that a query's window, ends included, takes in.
  private static QueryEngine answering(List<Window> asked, Instant... points) {
    return (query, window) -> {
      assertThat(query)
          .isEqualTo("min:health.fom{env:test} by {area,check}.rollup(min, 60).fill(null)");
      asked.add(window);
      List<Point> within = new ArrayList<>();
      for (Instant at : points) {
        if (!at.isBefore(window.from()) && !at.isAfter(window.until())) {
          within.add(new Point(at, 0.5));
        }
      }
      return List.of(new Answered(query, List.of("area:ci", "check:queue"), within));
    };
  }

  private static StoredFigures read(Window window, Instant... points) {
    return StoredFigures.figures(answering(new ArrayList<>(), points), "test", window);
  }

  @Test
  void theLastValueCountsUntilItIsTooOld() {
    StoredFigures figures =
        read(Window.ending(NOW, Duration.ofHours(3)), NOW.minus(Duration.ofMinutes(40)));

    assertThat(figures.latest(ROW, NOW)).isEmpty();
    assertThat(figures.latest(ROW, NOW.minus(Duration.ofMinutes(10)))).isPresent();
    assertThat(figures.latest(ROW, NOW.minus(Duration.ofMinutes(41)))).isEmpty();
    assertThat(figures.before(ROW, NOW)).isPresent();
  }

  @Test
  void aLongWindowIsReadADayAtATimeWithoutAGap() {
    List<Window> asked = new ArrayList<>();
    Window week = Window.ending(NOW, Duration.ofDays(7));
    Instant[] hourly = new Instant[7 * 24 + 1];
    for (int hour = 0; hour < hourly.length; hour++) {
      hourly[hour] = week.from().plus(Duration.ofHours(hour));
    }

    StoredFigures figures = StoredFigures.figures(answering(asked, hourly), "test", week);

    assertThat(figures.within(ROW, week)).hasSize(7 * 24);
    assertThat(asked)
        .allSatisfy(window ->
            assertThat(Duration.between(window.from(), window.until()))
                .isLessThanOrEqualTo(Duration.ofMinutes(24 * 60 + 1)));
  }

  @Test
  void aRowThatNobodySentHasNothing() {
    StoredFigures figures = new StoredFigures(Map.of());

    assertThat(figures.before(ROW, NOW)).isEmpty();
    assertThat(figures.within(ROW, Window.ending(NOW, Duration.ofDays(1)))).isEmpty();
  }
}
