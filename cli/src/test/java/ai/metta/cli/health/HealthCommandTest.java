// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Golden;
import ai.metta.cli.StartedServer;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Screen.ColourUse;
import ai.metta.metric.Event;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The health grid from the command line, over a store that holds what runs sent.
final class HealthCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-08T03:02:20Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Tags OURS = Tags.of("env", "production");
  private static final Screen NARROW = new Screen(Set.of(), 80, Set.of());

  @TempDir private Path folder;

  private static Instant ago(String length) {
    return NOW.minus(Duration.parse(length)).minusSeconds(20);
  }

  private static Series figure(String check, String age, double fom) {
    return Series.gauge(
        "health.fom", Optional.empty(), OURS.and("area", "ci").and("check", check), ago(age), fom);
  }

  private static Series value(String check, String age, double raw) {
    return Series.gauge(
        "health.value",
        Optional.empty(),
        OURS.and("area", "ci").and("check", check),
        ago(age),
        raw);
  }

  private static List<Series> run(String age, String status) {
    Tags tags = OURS.and("collector", "github");
    return List.of(
        new Series(
            "collector.runs",
            MetricType.COUNT,
            Optional.empty(),
            Duration.ofMinutes(15),
            tags.and("status", status),
            List.of(new Point(ago(age), 1))),
        Series.gauge("collector.duration_seconds", Optional.empty(), tags, ago(age), 2));
  }

  private static Event failure(String age, String title, String text) {
    return new Event(
        "collector_error",
        "github:" + age,
        title,
        text,
        Event.Level.ERROR,
        OURS.and("collector", "github"),
        ago(age));
  }

  /// Github alone ever reported: it is down for a day that began three days ago and silent for the
  /// one before, and one metric failed yesterday.
  private StartedServer started() throws IOException {
    StartedServer server = StartedServer.in(folder, CLOCK);
    List<Series> series = new ArrayList<>();
    for (String age : List.of("PT2M", "PT5H", "PT30H", "P5DT1H", "P6DT1H")) {
      series.addAll(run(age, "ok"));
    }
    series.addAll(run("P3DT1H", "failed"));
    series.add(figure("hotfix_count", "PT2M", 0.25));
    series.add(figure("hotfix_count", "PT5H", 0.75));
    series.add(figure("hotfix_count", "PT30H", 0.1));
    series.add(figure("hotfix_count", "P6DT1H", 1));
    series.add(figure("stale_prs", "PT2M", 0.9));
    series.add(value("stale_prs", "PT2M", 5));
    series.add(figure("pr_cycle_time", "PT2M", 0.5));
    series.add(value("pr_cycle_time", "PT2M", 48));
    for (Map.Entry<String, Double> one : Map.of("a/one", 30.0, "a/two", 48.0).entrySet()) {
      series.add(
          Series.gauge(
              "github.prs.cycle_time_p90_hours",
              Optional.empty(),
              OURS.and("repo", one.getKey()),
              ago("PT2M"),
              one.getValue()));
    }
    server.take(
        series,
        List.of(
            failure(
                "PT1H",
                "github: 1 metric failed",
                "the rules could not be read\n\nNot collected: github.commits.force_merge_7d")));
    return server;
  }

  private static String shown(Ended ended) {
    return ended.all().replace("},{", "},\n{") + "-- ended with " + ended.code() + "\n";
  }

  @Test
  void theWeek() throws IOException {
    try (StartedServer _ = started()) {
      Console console = Console.in(folder).at(CLOCK);
      Golden.assertIs(
          "health.txt", shown(console.on(NARROW.with(ColourUse.always)).run("datadog", "health")));
      Golden.assertIs("health-numbers.txt", shown(console.run("datadog", "health", "--numbers")));
      Golden.assertIs(
          "health-calendar.txt",
          shown(
              console.run("datadog", "health", "--numbers", "--calendar", "--zone", "Asia/Tokyo")));
      Golden.assertIs("health.json", shown(console.run("datadog", "health", "-o", "json")));
      assertThat(console.on(NARROW).run("datadog", "health").out().lines())
          .as("80 columns are enough")
          .allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void theInstallationMaySayWhoseRowsCount() throws IOException {
    try (StartedServer _ = started()) {
      Ended ended =
          Console.in(folder)
              .at(CLOCK)
              .run("datadog", "health", "--set", "health.collectors=github,wandb");
      assertThat(ended.out())
          .contains("training – 0d: 0.00, 0 of 7 known", "ci – 0d: 0.17, 3 of 11 known")
          .contains("eval – nobody measures it");
    }
  }

  /// As after a backfill, which sends figures and no run.
  @Test
  void aCollectorWhoseFiguresWereFilledInCounts() throws IOException {
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      server.take(
          List.of(figure("hotfix_count", "PT2M", 0.25).and(Tags.of("source", "github-collector"))),
          List.of());
      assertThat(Console.in(folder).at(CLOCK).run("datadog", "health", "--numbers").out())
          .contains("ci – 0d: 0.02, 1 of 11 known", "eval – nobody measures it")
          .doesNotContain("github never reported");
    }
  }

  @Test
  void aRunThatFailedSinceIsToldInPlaceOfWhatWasBefore() throws IOException {
    try (StartedServer server = started()) {
      server.take(
          run("PT1M", "failed"),
          List.of(failure("PT1M", "github: the run failed", "GitHub cannot be reached")));
      Console console = Console.in(folder).at(CLOCK);
      assertThat(console.run("datadog", "health").out())
          .contains("ci – 0d: 0.00, 0 of 11 known")
          .containsPattern("github failed: GitHub cannot be reached\n +0d: .*ci.hotfix_count");
      assertThat(console.run("datadog", "health", "explain", "ci.stale_prs").out())
          .contains("unknown: github failed: GitHub cannot be reached")
          .containsPattern("value +5 .*, before that")
          .contains("once github comes to a value");
    }
  }

  /// In part: what it could not collect is told by the event alone.
  @Test
  void aRowThatTheLastRunCouldNotMeasureIsUnknownAndNoOther() throws IOException {
    try (StartedServer server = started()) {
      List<Series> partial = new ArrayList<>(run("PT1M", "partial"));
      partial.add(figure("hotfix_count", "PT1M", 0.5));
      partial.add(figure("pr_cycle_time", "PT1M", 0.5));
      server.take(
          partial,
          List.of(
              failure(
                  "PT1M",
                  "github: 1 metric failed",
                  "pulls are hidden\n\nNot collected: github.prs.stale_count_14d")));
      Console console = Console.in(folder).at(CLOCK);
      assertThat(console.run("datadog", "health").out())
          .contains("ci – 0d: 0.09, 2 of 11 known", "github failed: pulls are hidden");
      assertThat(console.run("datadog", "health", "explain", "ci.stale_prs").out())
          .contains("unknown: github failed: pulls are hidden");
      assertThat(console.run("datadog", "health", "explain", "ci.pr_cycle_time").out())
          .contains("yellow, 0.5");
    }
  }

  @Test
  void whyARowIsWhatItIs() throws IOException {
    try (StartedServer _ = started()) {
      StringBuilder all = new StringBuilder();
      for (String row :
          List.of(
              "ci.pr_cycle_time",
              "ci.stale_prs",
              "ci.force_merge_count",
              "ci.flaky_checks",
              "eval.remote_duration")) {
        all.append(shown(Console.in(folder).at(CLOCK).run("datadog", "health", "explain", row)));
      }
      all.append(
          shown(
              Console.in(folder)
                  .at(CLOCK)
                  .run("datadog", "health", "explain", "ci.pr_cycle_time", "-o", "json")));
      Golden.assertIs("health-explain.txt", all.toString());
    }
  }

  private static Series hearts(String project, String age, double value) {
    return Series.gauge(
        "wandb.training.arena.avg_hearts",
        Optional.empty(),
        OURS.and("project", project),
        ago(age),
        value);
  }

  /// What a project had before, and has no more, says nothing of a figure of now.
  @Test
  void theSeriesThatCountsIsOneOfTheFiguresOwnMinute() throws IOException {
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      Tags row = OURS.and("area", "training").and("check", "multigpu_arena_hearts");
      server.take(
          List.of(
              hearts("a", "PT20M", 0.1),
              hearts("b", "PT20M", 0.6),
              hearts("b", "PT2M", 0.6),
              hearts("c", "PT2M", 0.65),
              Series.gauge("health.fom", Optional.empty(), row, ago("PT2M"), 0.857),
              Series.gauge("health.value", Optional.empty(), row, ago("PT2M"), 0.6)),
          List.of());

      assertThat(
              Console.in(folder)
                  .at(CLOCK)
                  .run("datadog", "health", "explain", "training.multigpu_arena_hearts")
                  .out())
          .contains("project:b, the worst of 2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          health --zone UTC                 | 2 | --zone needs --calendar
          health --calendar --zone Nowhere  | 2 | there is no zone "Nowhere"
          health explain ci.stale_pr        | 2 | did you mean "ci.stale_prs"?
          health explain ci.stale_prs --set health.rows=ci.stale_prs.enabled=false | 2 | health.rows switches "ci.stale_prs" off
          health                            | 4 | nobody to ask
          health explain ci.stale_prs       | 4 | nobody to ask
          """)
  void whatIsWrongIsSaid(String command, int code, String said) {
    Ended ended = Console.in(folder).at(CLOCK).run(("datadog " + command.strip()).split(" +", -1));
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.err()).contains(said);
  }
}
