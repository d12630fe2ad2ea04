// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.cli.simulation.Simulation;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All collectors in one run, with one of their services down.
final class SourceDownTest {
  @TempDir private Path folder;

  private record Collected(Ended ended, Map<String, Map<?, ?>> byName) {
    double value(String metric) {
      return ((List<?>) byName.get("health").get("series"))
          .stream()
              .map(one -> (Map<?, ?>) one)
              .filter(series -> metric.equals(series.get("metric")))
              .mapToDouble(series -> {
                List<?> point = (List<?>) ((List<?>) series.get("points")).getFirst();
                return ((Number) point.getLast()).doubleValue();
              })
              .findFirst()
              .orElseThrow();
    }

    List<Map<?, ?>> rows(String collector) {
      List<Map<?, ?>> rows = new ArrayList<>();
      ((List<?>) byName.get(collector).get("rows")).forEach(row -> rows.add((Map<?, ?>) row));
      return rows;
    }
  }

  private Collected collect(Simulation simulation, Map<String, String> otherwise) {
    Map<String, String> settings = new HashMap<>(simulation.settings());
    settings.putAll(otherwise);
    List<String> arguments = new ArrayList<>(List.of("datadog", "collect", "all", "-o", "json"));
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    Console console = Console.in(folder).at(InstantSource.system());
    for (Map.Entry<String, String> one : simulation.environment().entrySet()) {
      console = console.with(one.getKey(), one.getValue());
    }
    Ended ended = console.run(arguments.toArray(String[]::new));
    Map<String, Map<?, ?>> byName = new HashMap<>();
    RunDocument.check(ended.out()).forEach(one -> byName.put(String.valueOf(one.get("name")), one));
    return new Collected(ended, byName);
  }

  @Test
  void githubDownGreysItsRowsAndRaisesNothing() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    try (Simulation simulation =
        Simulation.start(7, 60, InstantSource.system(), folder, List.of())) {
      Collected whole = collect(simulation, Map.of());
      Collected down = collect(simulation, Map.of("github.api_url", "http://127.0.0.1:" + nobody));

      assertThat(whole.ended().code()).as(whole.ended().err()).isZero();
      assertThat(down.ended().code()).as(down.ended().err()).isEqualTo(3);
      assertThat(down.byName().get("github").get("status")).isEqualTo("failed");
      Predicate<Map<?, ?>> isGrey =
          row ->
              Json.NULL.equals(row.get("fom"))
                  && String.valueOf(row.get("reason")).contains("127.0.0.1");
      assertThat(down.rows("github")).hasSize(12).allMatch(isGrey);
      assertThat(down.rows("wandb")).hasSize(6).noneMatch(isGrey);
      assertThat(down.value("health.ci.score")).isZero();
      assertThat(down.value("health.ci.coverage")).isZero();
      assertThat(down.value("health.overall.coverage"))
          .isLessThan(whole.value("health.overall.coverage"));
      assertThat(down.value("health.overall.score"))
          .isLessThanOrEqualTo(whole.value("health.overall.score"));
    }
  }
}
