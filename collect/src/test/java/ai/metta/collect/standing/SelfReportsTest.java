// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.SelfMetrics;
import ai.metta.metric.Metric;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The last runs, read through an engine that answers from a list of them.
final class SelfReportsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:20Z");

  private final Written engine = new Written(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());

  /// Answers as Datadog does: a value a bucket, whose time is its start, and 1 500 points at most.
  ///
  /// @param narrowed when runs were that were asked for some of these metrics by name
  private record Written(
      List<String> asked, Map<String, List<Instant>> runs, Map<String, List<Instant>> narrowed)
      implements QueryEngine {
    private static final Pattern ONE =
        Pattern.compile("(max|sum):(collector\\.\\w+)\\{env:test} by \\{collector}[^,]*, (\\d+)");

    @Override
    public List<Answered> query(String query, Window window) {
      asked.add(query);
      List<Answered> answered = new ArrayList<>();
      Matcher matcher = ONE.matcher(query);
      while (matcher.find()) {
        String metric = matcher.group(2);
        long step = Long.parseLong(matcher.group(3));
        assertThat(Duration.between(window.from(), window.until()).toSeconds() / step)
            .isLessThanOrEqualTo(1500);
        runs.forEach((collector, instants) -> {
          Stream<Instant> also =
              metric.equals("collector.runs")
                  ? Stream.of()
                  : narrowed.getOrDefault(collector, List.of()).stream();
          List<Point> points =
              Stream.concat(instants.stream(), also)
                  .filter(at -> !at.isBefore(window.from()) && at.isBefore(window.until()))
                  .map(at -> at.getEpochSecond() / step * step)
                  .distinct()
                  .map(second -> new Point(Instant.ofEpochSecond(second), value(metric)))
                  .toList();
          if (!points.isEmpty()) {
            answered.add(
                new Answered(
                    matcher.group(1) + ":" + metric + "{env:test,collector:" + collector + "}",
                    List.of("collector:" + collector),
                    points));
          }
        });
      }
      return answered;
    }

    private static double value(String metric) {
      return metric.length();
    }
  }

  @Test
  void theLastRunsOfHoursAreFoundByOneRequest() {
    engine.runs().put("github", List.of(ago("PT20M"), ago("PT5M")));
    engine.runs().put("skypilot", List.of(ago("PT3H59M"), ago("PT0M")));
    engine.runs().put("gone", List.of(ago("PT1M")));
    Map<String, LastRun> runs = read("github", "skypilot");
    assertThat(engine.asked()).hasSize(1);
    assertThat(runs).containsOnlyKeys("github", "skypilot");
    LastRun github = runs.get("github");
    assertThat(github.at()).isEqualTo(ago("PT5M"));
    assertThat(github.durationSeconds()).hasValue("collector.duration_seconds".length());
    assertThat(github.metrics()).hasValue("collector.metric_count".length());
    assertThat(github.series()).hasValue("collector.series_count".length());
    assertThat(github.errors()).hasValue("collector.error_count".length());
    assertThat(github.failed()).hasValue("collector.failed".length());
    assertThat(runs.get("skypilot").at()).isEqualTo(ago("PT0M"));
  }

  @Test
  void oneThatWentSilentLongAgoIsFoundToTheMinute() {
    for (String age : List.of("PT5H7M", "PT47H3M", "P12DT5H11M", "P400DT2H1M")) {
      engine.asked().clear();
      engine.runs().put("github", List.of(ago("P450D"), ago(age)));
      engine.runs().put("ec2", List.of(ago("PT9M")));
      Map<String, LastRun> runs = read("github", "ec2");
      assertThat(runs.get("github").at()).as(age).isEqualTo(ago(age));
      assertThat(runs.get("ec2").at()).isEqualTo(ago("PT9M"));
      assertThat(engine.asked()).as("few requests").hasSizeLessThanOrEqualTo(5);
    }
  }

  /// It says how long it took, and is no turn.
  @Test
  void aRunThatWasAskedForSomeMetricsIsNoLastRun() {
    engine.runs().put("github", List.of(ago("PT20M")));
    engine.narrowed().put("github", List.of(ago("PT3M")));

    assertThat(read("github").get("github").at()).isEqualTo(ago("PT20M"));
  }

  @Test
  void oneThatNeverReportedIsNotThere() {
    assertThat(read("github")).isEmpty();
    assertThat(engine.asked()).hasSize(4);
  }

  @Test
  void whatIsReadIsWhatRunsSay() {
    assertThat(SelfMetrics.catalogue(List.of("github")))
        .extracting(Metric::name)
        .containsAll(SelfReports.names());
  }

  private Map<String, LastRun> read(String... collectors) {
    return new SelfReports(engine, Tags.of("env", "test")).of(List.of(collectors), NOW);
  }

  private static Instant ago(String age) {
    return Instant.parse("2026-03-02T03:00:00Z").minus(Duration.parse(age));
  }
}
