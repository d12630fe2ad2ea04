// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Golden;
import ai.metta.cli.StartedServer;
import ai.metta.datadog.FakeIntake;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What metrics cost, and that a push says when they come to cost more.
final class MetricCostCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private Path folder;
  private final SkypilotServer skypilot =
      SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 200), CLOCK));

  @AfterEach
  void stop() {
    skypilot.close();
  }

  private Console console() {
    return Console.in(folder)
        .at(CLOCK)
        .with("DD_ENV", "test")
        .with("SKYPILOT_API_SERVER_ENDPOINT", skypilot.endpoint().toString());
  }

  private Ended cost(String... more) {
    return console()
        .run(
            Stream.concat(Stream.of("datadog", "metrics", "cost"), Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  void ofARunInATable() throws IOException {
    Ended ended = cost("skypilot", "--without", "cluster,type");
    Golden.assertIs(
        "metrics-cost.txt",
        ended.out()
            + "-- on standard error:\n"
            + ended.err().replaceAll("in \\d+\\.\\d+s", "in a moment")
            + "-- ended with "
            + ended.code()
            + "\n");
  }

  @Test
  void ofARunForMachines() throws IOException {
    Ended ended =
        cost("skypilot", "--metric", "skypilot.job*", "--without", "status", "-o", "json");
    Golden.assertIs("metrics-cost.json", ended.out().replace("},{", "},\n{"));
  }

  @Test
  void pricesAreSettings() {
    Ended ended =
        cost(
            "skypilot",
            "--metric",
            "skypilot.users",
            "--set",
            "cost.usd_per_100_series=200",
            "--set",
            "cost.usd_per_name=3");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out())
        .containsPattern("skypilot.users +1 +2.00 +4380 +100% of 1 +–")
        .contains("Paid by series: 2.00 USD a month for 1.00", "Paid by names: 3.00 USD a month");
    assertThat(cost("skypilot", "--set", "cost.usd_per_name=-1").code()).isEqualTo(78);
  }

  @Test
  void whatIsNotConfiguredIsNotCountedAndNamed() {
    Ended ended = cost();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out()).contains("Not counted: asana: not configured: ");
  }

  @Test
  void aNameThatIsNoneIsAMistake() {
    assertThat(cost("sky").code()).isEqualTo(2);
    assertThat(cost("skypilot", "--metric", "nothing").code()).isEqualTo(2);
    Ended ended = cost("skypilot", "--without", "colour");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("--without: no series that was counted has a tag \"colour\"");
  }

  @Test
  void ofWhatIsStored() throws IOException {
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      Tags tags = Tags.of("env", "test").and("source", "skypilot-collector");
      List<Series> stored = new ArrayList<>();
      for (String state : List.of("queued", "running", "failed")) {
        stored.add(series("skypilot.jobs", tags.and("status", state)));
      }
      stored.add(series("skypilot.jobs", tags.and("region", "us_east_1")));
      stored.add(series("collector.failed", tags.and("collector", "skypilot")));
      stored.add(series("collector.failed", Tags.of("collector", "nobody")));
      server.take(stored, List.of());
      Ended ended = cost("--stored");
      assertThat(ended.code()).as(ended.all()).isEqualTo(3);
      assertThat(ended.out())
          .containsPattern("skypilot.jobs +4 +0.20 +17520 .* status: 3 values, 2 series without it")
          .containsPattern("collector.failed +1 +0.05 +4380 ")
          .contains("5 series of 2 metrics")
          .contains("Not counted: collector.failed: 1 of its series are of no collector here");
      Ended one = cost("skypilot", "--stored", "-o", "json");
      assertThat(one.code()).as(one.all()).isZero();
      assertThat(one.out()).contains("\"source\":\"stored\"", "\"total\":{\"series\":4,");
    }
  }

  private static Series series(String metric, Tags tags) {
    return Series.gauge(metric, Optional.empty(), tags, NOW.minusSeconds(60), 1);
  }

  @Test
  void aPushSaysWhatNewSeriesWouldCost() throws IOException {
    try (FakeIntake intake = FakeIntake.start(CLOCK)) {
      Console console =
          console().with("DD_URL", intake.url().toString()).with("DD_API_KEY", FakeIntake.KEY);
      String[] push = {"datadog", "collect", "skypilot", "--push"};
      assertThat(console.run(push).err()).as("nothing was known").doesNotContain("more than");
      assertThat(console.run(push).err()).as("nothing grew").doesNotContain("more than");

      Path memory = remembered();
      String[] count = Files.readString(memory).split(" ", 2);
      long series = Long.parseLong(count[0]);
      Files.writeString(memory, (series - 7) + " " + (Double.parseDouble(count[1]) - 7));
      assertThat(
              console.run("datadog", "collect", "skypilot", "--push", "--metric", "skypilot.jobs"))
          .as("a part of a run cannot be compared")
          .satisfies(part -> assertThat(part.err()).doesNotContain("more than"));
      assertThat(console.run(push).err())
          .contains(
              "skypilot collector: "
                  + series
                  + " series, 7 more than in its last push: up to 0.35 USD more a month at 5.00 USD"
                  + " per 100");
      assertThat(console.run(push).err()).as("once").doesNotContain("more than");
    }
  }

  @Test
  void whatWasNotTakenIsNotRemembered() throws IOException {
    try (FakeIntake intake = FakeIntake.start(CLOCK)) {
      Console console =
          console().with("DD_URL", intake.url().toString()).with("DD_API_KEY", "0".repeat(32));
      assertThat(console.run("datadog", "collect", "skypilot", "--push").code()).isEqualTo(4);
      assertThat(folder.resolve(".local/share/metta/series-counts")).doesNotExist();
    }
  }

  private Path remembered() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(".local/share/metta/series-counts"))) {
      return all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }
}
