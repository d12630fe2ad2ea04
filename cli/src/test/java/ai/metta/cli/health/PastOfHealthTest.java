// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Json;
import ai.metta.cli.StartedServer;
import ai.metta.cli.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The grid of the past, where nothing has ever been stored: a backfill says of each instant what a
/// run as of it says, though one row of github's cannot be known for the past.
final class PastOfHealthTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;

  private Map<String, Double> health(Simulation simulation, String... arguments) {
    List<String> all = new ArrayList<>(List.of("datadog"));
    all.addAll(Arrays.asList(arguments));
    simulation.settings().forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    Console console = Console.in(folder).at(THEN);
    for (Map.Entry<String, String> one : simulation.environment().entrySet()) {
      console = console.with(one.getKey(), one.getValue());
    }
    Ended ended = console.run(all.toArray(String[]::new));
    assertThat(ended.code()).as(ended.all()).isZero();
    Map<String, Double> values = new TreeMap<>();
    ended
        .out()
        .lines()
        .map(line -> (Map<?, ?>) Json.read(line))
        .forEach(line -> {
          if (String.valueOf(line.get("metric")).startsWith("health.")) {
            for (Object point : (List<?>) line.get("points")) {
              values.put(
                  line.get("metric") + " " + line.get("tags") + " " + ((List<?>) point).getFirst(),
                  ((Number) ((List<?>) point).getLast()).doubleValue());
            }
          }
        });
    return values;
  }

  private Map<String, Double> health(
      Simulation simulation, String glob, List<String> command, String... more) {
    return health(
        simulation,
        Stream.of(command.stream(), Stream.of("--metric", glob, "-o", "jsonl"), Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void aBackfillSaysOfAnInstantWhatARunAsOfItDoes() throws IOException {
    try (Simulation simulation = Simulation.start(7, 60, THEN, folder, List.of());
        StartedServer store = StartedServer.in(folder, THEN)) {
      assertThat(store.server().url()).isNotNull();
      for (String glob : List.of("*", "health.training.*", "health.overall.*")) {
        Map<String, Double> then = new TreeMap<>();
        for (String instant :
            List.of("2026-01-01T21:00:00Z", "2026-01-02T00:00:00Z", "2026-01-02T03:00:00Z")) {
          then.putAll(
              health(simulation, glob, List.of("collect", "github", "health"), "--as-of", instant));
        }
        Map<String, Double> filled =
            health(
                simulation,
                glob,
                List.of("backfill", "github", "health"),
                "--since",
                "2026-01-01T20:00:00Z",
                "--step",
                "3h");

        assertThat(filled).as(glob).isNotEmpty().isEqualTo(then);
        assertThat(filled.keySet())
            .filteredOn(name -> name.matches("health\\.(training|overall)\\.coverage.*"))
            .hasSize(glob.equals("*") ? 6 : 3);
      }
    }
  }
}
