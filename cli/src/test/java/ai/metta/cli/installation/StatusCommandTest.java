// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Golden;
import ai.metta.cli.StartedServer;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Screen.ColourUse;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How collectors stand, asked from the command line.
final class StatusCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:02:20Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Screen NARROW = new Screen(Set.of(), 80, Set.of());

  @TempDir private Path folder;

  @Test
  void theMatrix() throws IOException {
    Files.writeString(
        folder.resolve("metta.yaml"),
        """
        collectors:
          eval: {enabled: false}
          wandb: {schedule: "0 */2 * * *"}
        """);
    Path memory = Files.createDirectories(folder.resolve(".local/share/metta/schedule"));
    Files.writeString(memory.resolve("asana"), "not_configured 2026-01-02T00:00:00Z");
    Files.writeString(memory.resolve("kubernetes"), "not_configured 2026-01-02T00:00:00Z");
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      List<Series> runs = new ArrayList<>();
      runs.addAll(run("production", "skypilot", "PT20S", 0.8, 14, 123, 0, 0));
      runs.addAll(run("production", "skypilot", "PT10M20S", 9, 9, 9, 9, 1));
      runs.addAll(run("production", "github", "PT2M20S", 12.34, 30, 88, 3, 0));
      runs.addAll(run("production", "ec2", "PT2H10M20S", 1.5, 20, 64, 0, 0));
      runs.addAll(run("production", "kubernetes", "P20DT20S", 2.5, 20, 64, 0, 0));
      runs.addAll(run("production", "wandb", "PT1H2M20S", 30, 0, 14, 7, 1));
      runs.addAll(run("production", "eval", "P1DT20S", 0.1, 5, 9, 0, 0));
      runs.addAll(run("staging", "training", "PT20S", 0.8, 14, 123, 0, 0));
      server.take(runs, List.of());
      Console console = Console.in(folder).at(CLOCK);
      Golden.assertIs(
          "status.txt", shown(console.on(NARROW.with(ColourUse.always)).run("datadog", "status")));
      Golden.assertIs("status-wide.txt", shown(console.run("datadog", "status")));
      Golden.assertIs(
          "status.json",
          shown(console.run("datadog", "collector", "list", "--status", "-o", "json")));
      assertThat(console.on(NARROW).run("datadog", "status").out().lines())
          .as("80 columns are enough")
          .allMatch(line -> line.length() <= 80);
      assertThat(console.on(new Screen(Set.of(), 60, Set.of())).run("datadog", "status").out())
          .as("narrower ones show the headings too")
          .startsWith("COLLECTOR  STATUS  LAST RUN");
      Ended elsewhere = console.with("DD_ENV", "staging").run("datadog", "status");
      assertThat(elsewhere.out()).containsPattern("training +ok").containsPattern("ec2 +unknown");
    }
  }

  @Test
  void whereThereIsNobodyToAskThatIsSaid() {
    Ended ended = Console.in(folder).at(CLOCK).run("datadog", "status");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("nobody to ask", "metta serve");
    assertThat(Console.in(folder).run("datadog", "collector", "list", "--status").code())
        .isEqualTo(4);
  }

  private static String shown(Ended ended) {
    return ended.all().replace("},{", "},\n{") + "-- ended with " + ended.code() + "\n";
  }

  /// What a run says of itself.
  private static List<Series> run(
      String environment, String collector, String age, double... values) {
    Instant at = NOW.minus(Duration.parse(age));
    Tags tags = Tags.of("collector", collector).and("env", environment);
    List<String> names = List.of("duration_seconds", "metric_count", "series_count");
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(Series.gauge("collector." + names.get(i), Optional.empty(), tags, at, values[i]));
    }
    all.add(
        new Series(
            "collector.error_count",
            MetricType.COUNT,
            Optional.empty(),
            Duration.ofMinutes(10),
            tags,
            List.of(new Point(at, values[3]))));
    all.add(Series.gauge("collector.failed", Optional.empty(), tags, at, values[4]));
    all.add(
        new Series(
            "collector.runs",
            MetricType.COUNT,
            Optional.empty(),
            Duration.ofMinutes(10),
            tags.and("status", values[4] > 0 ? "failed" : "ok"),
            List.of(new Point(at, 1))));
    return all;
  }
}
