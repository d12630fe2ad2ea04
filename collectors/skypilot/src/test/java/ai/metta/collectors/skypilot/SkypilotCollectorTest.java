// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Conditions;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.ServerVersion;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole collector against the simulated fleet, whose own truth is not made from what it
/// serves.
final class SkypilotCollectorTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final List<String> BUCKETS = List.of("0_1h", "1_4h", "4_24h", "over_24h");

  @ParameterizedTest
  @EnumSource(ServerVersion.class)
  void whatIsReportedIsWhatIsSoOnEveryVersion(ServerVersion version) {
    try (SkypilotServer server = server(version)) {
      Run.Result result = collect(server, PartFaults.none());
      FleetTruth truth = server.truth(NOW);
      assertThat(result.outcomes()).noneMatch(Run.MetricOutcome::failed);
      assertThat(total(result, "skypilot.jobs", "status:queued")).isEqualTo(truth.queued());
      assertThat(total(result, "skypilot.jobs", "status:running"))
          .isEqualTo(truth.running().count());
      assertThat(total(result, "skypilot.jobs", "has_recoveries:true"))
          .isEqualTo(truth.running().withRecoveries());
      assertThat(total(result, "skypilot.resources.gpus", "type:total"))
          .isEqualTo(truth.running().gpuTotal());
      assertThat(total(result, "skypilot.users", "status:active")).isEqualTo(truth.activeUsers());
      assertThat(total(result, "skypilot.clusters.nodes", "status:active"))
          .isEqualTo(truth.nodesUp());
      List<Double> buckets =
          BUCKETS.stream()
              .map(bucket -> total(result, "skypilot.jobs", "runtime_bucket:" + bucket))
              .toList();
      assertThat(buckets)
          .isEqualTo(
              new TreeMap<>(truth.running().byBucket())
                  .values().stream().map(count -> count.doubleValue()).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "CONTROLLER_STOPPED",
        "CONTROLLER_BROKEN",
        "PAGES_IN_CIRCLES",
        "LOGIN_REDIRECT",
        "LOGIN_PAGE",
        "PLAIN_500",
        "VERSION_MISMATCH",
        "TOKEN_REFUSED",
        "TRUNCATED_JSON",
        "SHORT_BODY"
      })
  void aFaultCostsTheJobMetricsAndInventsNothing(Fault fault) {
    try (SkypilotServer server = server(ServerVersion.V52)) {
      server.fail(fault);
      Run.Result result = collect(server, PartFaults.none());
      assertThat(result.status())
          .as(() -> result.outcomes().toString())
          .isIn(Run.Status.FAILED, Run.Status.PARTIAL);
      assertThat(result.series()).noneMatch(series -> series.metric().equals("skypilot.jobs"));
      assertThat(result.series())
          .anyMatch(series -> series.metric().equals("collector.skypilot.error_count"));
    }
  }

  @Test
  void aJobOnAFractionOfAGpuCostsNobodyElseTheirMetrics() {
    try (SkypilotServer server = server(ServerVersion.V52)) {
      server.fail(Fault.FRACTIONAL_GPU);
      Run.Result result = collect(server, PartFaults.none());
      assertThat(total(result, "skypilot.jobs", "status:running")).isPositive();
    }
  }

  @Test
  void withoutAnEndpointItIsNotConfiguredAndSaysWhatToSet() {
    Run run = run(Map.of(), PartFaults.none());
    assertThat(run.results().getFirst().status()).isEqualTo(Run.Status.NOT_CONFIGURED);
    assertThat(run.results().getFirst().reason().orElseThrow().message())
        .contains("SKYPILOT_API_SERVER_ENDPOINT");
    assertThat(run.series()).isEmpty();
  }

  private static SkypilotServer server(ServerVersion version) {
    return SkypilotServer.start(
        SkypilotOptions.of(Fleet.of(7, 600), InstantSource.fixed(NOW)).withVersion(version));
  }

  private static Run.Result collect(SkypilotServer server, PartFaults faults) {
    return run(
            Map.of("skypilot.endpoint", server.endpoint().toString(), "skypilot.page_size", "100"),
            faults)
        .results()
        .getFirst();
  }

  private static Run run(Map<String, String> flags, PartFaults faults) {
    SkypilotCollector collector = new SkypilotCollector();
    List<Setting<?>> known = new ArrayList<>(collector.profile().settings());
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                known, flags, Map.of("PATH", "/nowhere"), Optional.empty(), nowhere, nowhere)
            .load();
    Redactor redactor = new Redactor();
    Conditions conditions =
        new Conditions(
            InstantSource.fixed(NOW),
            ((Loaded.Good) loaded).settings(),
            Secrets.in(Map.of(), Optional.empty(), redactor),
            () ->
                Http.of(
                    HttpPolicy.standard("test", new Random(1)).pausing(_ -> {}).trying(2),
                    InstantSource.fixed(NOW),
                    redactor,
                    Optional.empty()),
            redactor,
            faults);
    return new Runner(conditions)
        .run(List.of(collector), Plan.standard("test", NOW, Tags.of("env", "test")));
  }

  /// The sum over a view's series, the week's repetition left out.
  private static double total(Run.Result result, String metric, String tag) {
    return result.series().stream()
        .filter(series -> series.metric().equals(metric))
        .filter(series -> series.tags().texts().contains(tag))
        .filter(series -> series.tags().value("timeframe").isEmpty())
        .map(Series::points)
        .mapToDouble(points -> points.getFirst().value())
        .sum();
  }
}
