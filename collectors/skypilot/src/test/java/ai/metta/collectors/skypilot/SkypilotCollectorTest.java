// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run;
import ai.metta.metric.Series;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.ServerVersion;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
      Run.Result result = collect(server);
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
      Run.Result result = collect(server);
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
      Run.Result result = collect(server);
      assertThat(total(result, "skypilot.jobs", "status:running")).isPositive();
    }
  }

  @Test
  void withoutAnEndpointItIsNotConfiguredAndSaysWhatToSet() {
    Run.Result result = Collecting.at(NOW).run().result();
    assertThat(result.status()).isEqualTo(Run.Status.NOT_CONFIGURED);
    assertThat(result.reason().orElseThrow().message()).contains("SKYPILOT_API_SERVER_ENDPOINT");
    assertThat(result.series()).isEmpty();
  }

  private static SkypilotServer server(ServerVersion version) {
    return SkypilotServer.start(
        SkypilotOptions.of(Fleet.of(7, 600), InstantSource.fixed(NOW)).withVersion(version));
  }

  private static Run.Result collect(SkypilotServer server) {
    return Collecting.at(NOW)
        .from(server.endpoint())
        .with("skypilot.page_size", "100")
        .run()
        .result();
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
