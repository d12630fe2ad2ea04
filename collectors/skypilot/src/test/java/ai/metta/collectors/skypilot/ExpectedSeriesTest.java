// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Plan;
import ai.metta.metric.Golden;
import ai.metta.metric.Series;
import ai.metta.metric.Unit;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everything that one run sends, to the last digit: what changes here changes on somebody's
/// dashboard.
final class ExpectedSeriesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T13:00:00Z");
  private static final Path FILE = Path.of("src/test/resources/expected-series.txt");

  @Test
  void aKnownFleetAtAKnownInstantGivesTheseSeries() {
    try (SkypilotServer server =
        SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 120), InstantSource.fixed(NOW)))) {
      Reported reported =
          Collecting.at(NOW).from(server.endpoint()).run(new Redactor(), Plan.Aliases.ON);
      List<String> sent =
          reported.result().series().stream().map(ExpectedSeriesTest::line).sorted().toList();
      List<String> without =
          reported.outcomes().stream()
              .filter(one -> !one.hasValue())
              .map(one ->
                  one.metric() + " " + one.outcome().word() + ": " + one.reason().orElseThrow())
              .sorted()
              .toList();
      Golden.matches(
          FILE,
          Stream.of(
                  Stream.of("as of " + NOW + ", fleet 7 of 120 jobs, older names switched on", ""),
                  sent.stream(),
                  Stream.of(""),
                  without.stream())
              .flatMap(lines -> lines)
              .collect(Collectors.joining("\n", "", "\n")));
    }
  }

  private static String line(Series series) {
    String interval =
        series.interval().isZero() ? "" : " per " + series.interval().toSeconds() + " s";
    return "%s{%s} %s%s%s %s"
        .formatted(
            series.metric(),
            series.tags(),
            series.type().word(),
            interval,
            series.unit().map(Unit::text).map(unit -> " in " + unit).orElse(""),
            series.points().getFirst().value());
  }
}
