// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a whole: what somebody sees while it lives, that an incident is among it, and that
/// it goes on where it was.
final class LivingDemoTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-03-04T15:20:00Z"));

  @TempDir private Path folder;

  /// What a demo printed, and what was seen of it while it waited for the next turn.
  private record Seen(Ended demo, Ended grid, Ended dashboards) {}

  @Test
  void showsAWeekWithAnIncidentInItAndGoesOnInTheSameDirectory() {
    Path data = folder.resolve("data");

    Seen first = live(data);
    assertThat(first.demo().code()).as(first.demo().all()).isZero();
    assertThat(first.demo().out())
        .startsWith("http://127.0.0.1:")
        .contains("/dashboard/", "Remote eval – success", "○");
    assertThat(first.dashboards().out()).contains("Metta System Health");
    Map<Colour, List<Long>> days = days(first.grid());
    assertThat(sum(days.get(Colour.GREY))).as("known on most days").isLessThan(25);
    long struck = days.get(Colour.RED).get(2) + days.get(Colour.RED).get(3);
    assertThat(struck).as("red in the incident").isGreaterThan(10);
    for (int day : List.of(0, 6)) {
      assertThat(days.get(Colour.GREEN).get(day)).as("day %d is well", day).isGreaterThan(15);
      assertThat(days.get(Colour.RED).get(day)).as("day %d is well", day).isLessThan(4);
    }
    assertThat(data.resolve("server/address")).as("withdrawn").doesNotExist();

    Seen second = live(data);
    assertThat(second.demo().code()).as(second.demo().all()).isZero();
    assertThat(days(second.grid())).isEqualTo(days);
    assertThat(second.dashboards().out()).isEqualTo(first.dashboards().out());

    Ended other =
        console().run("demo", "--seed", "8", "--port", "0", "--data-dir", data.toString());
    assertThat(other.code()).isEqualTo(78);
    assertThat(other.err()).contains("--seed 7");
  }

  private Console console() {
    return Console.in(folder).at(THEN);
  }

  private Seen live(Path data) {
    AtomicReference<Ended> grid = new AtomicReference<>();
    AtomicReference<Ended> dashboards = new AtomicReference<>();
    Ended demo =
        console()
            .pausing(_ -> {
              Console beside =
                  console().with("METTA_DATA_DIR", data.toString()).with("DD_ENV", "demo");
              grid.set(beside.run("datadog", "health", "-o", "json"));
              dashboards.set(beside.run("datadog", "dashboard", "list"));
              throw new InterruptedException("seen enough");
            })
            .run("demo", "--port", "0", "--data-dir", data.toString());
    return new Seen(demo, grid.get(), dashboards.get());
  }

  private enum Colour {
    GREEN,
    YELLOW,
    RED,
    GREY
  }

  /// How many rows have which colour on each day, the oldest first.
  private static Map<Colour, List<Long>> days(Ended grid) {
    assertThat(grid.code()).as(grid.all()).isZero();
    List<?> rows = (List<?>) Json.read(grid.out());
    assertThat(rows).hasSize(25);
    Map<Colour, List<Long>> days = new EnumMap<>(Colour.class);
    for (Colour colour : Colour.values()) {
      List<Long> counts = new ArrayList<>();
      for (int day = 0; day < 7; day++) {
        int at = day;
        counts.add(
            rows.stream()
                .map(row -> (Map<?, ?>) ((List<?>) ((Map<?, ?>) row).get("days")).get(at))
                .filter(cell -> colour(cell.get("fom")) == colour)
                .count());
      }
      days.put(colour, counts);
    }
    return days;
  }

  private static Colour colour(Object fom) {
    if (fom instanceof Double number) {
      return number >= 0.7 ? Colour.GREEN : number >= 0.3 ? Colour.YELLOW : Colour.RED;
    }
    return Colour.GREY;
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
