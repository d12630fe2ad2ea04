// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.sandbox.skypilot.fleet.ClusterStatus;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import ai.metta.sandbox.skypilot.fleet.Gpu;
import ai.metta.sandbox.skypilot.fleet.Instants;
import ai.metta.sandbox.skypilot.fleet.Pricing;
import ai.metta.sandbox.skypilot.fleet.Region;
import ai.metta.sandbox.skypilot.fleet.RunningTruth;
import ai.metta.sandbox.skypilot.fleet.RunningTruth.Bucket;
import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a reader counts over HTTP is what is so.
final class TruthTest {
  private static final Instant NOW = Instants.MORNING;

  @ParameterizedTest
  @EnumSource(ServerVersion.class)
  void isServedByEveryRelease(ServerVersion version) {
    compare(Servers.options(7, 700, version), NOW, "seed 7, " + version);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 22, 333, 4444})
  void isServedAtAnyInstant(long seed) {
    Fleet fleet = Fleet.of(seed, 60);
    Instants.from(NOW, Duration.ofHours(29), 8)
        .forEach(now ->
            compare(
                SkypilotOptions.of(fleet, InstantSource.fixed(now)),
                now,
                "seed " + seed + " at " + now));
  }

  @Test
  void isServedByASeparateController() {
    compare(Servers.small().withController(Controller.SEPARATE), NOW, "seed 7, separate");
  }

  @Test
  void isServedOfAFleetWithoutJobs() {
    compare(Servers.options(3, 0, ServerVersion.V52), NOW, "no jobs");
  }

  @Test
  void followsAFaultThatChangesIt() {
    try (SkypilotServer server = SkypilotServer.start(Servers.options(7, 60, ServerVersion.V18));
        Client client = new Client(server)) {
      double whole = server.truth(NOW).running().gpus().get(Gpu.L4);
      server.fail(Fault.FRACTIONAL_GPU);

      QueueCount count = new QueueCount(client.queue(ServerVersion.V18));

      assertThat(server.truth(NOW).running().gpus().get(Gpu.L4)).isLessThan(whole);
      assertThat(count.gpus().get("L4")).isEqualTo(server.truth(NOW).running().gpus().get(Gpu.L4));
    }
  }

  private static void compare(SkypilotOptions options, Instant now, String what) {
    try (SkypilotServer server = SkypilotServer.start(options);
        Client client = new Client(server)) {
      FleetTruth truth = server.truth(now);
      QueueCount queue = new QueueCount(client.queue(options.version()));
      assertThat(queue.rows()).as(what).hasSize(truth.tasks());
      assertThat(queue.rows().stream().map(row -> row.get("job_id")).distinct())
          .as(what)
          .hasSize(truth.jobs());
      assertThat(queue.byStatus()).as(what).isEqualTo(named(truth.byStatus(), Enum::name));
      assertThat(queue.activeUsers()).as(what).isEqualTo(truth.activeUsers());
      double second = now.toEpochMilli() / 1000.0;
      assertThat(queue.endedBetween(second - 7 * 86_400, second))
          .as(what)
          .isEqualTo(named(truth.endedIn7Days(), Enum::name));
      compareRunning(queue, truth.running(), what);
      compareClusters(client, truth, what);
      compareCost(client, truth, second, what);
    }
  }

  private static void compareRunning(QueueCount queue, RunningTruth truth, String what) {
    assertThat(queue.runtimes()).as(what).isEqualTo(truth.runtimesSeconds());
    assertThat(queue.recoveries()).as(what).isEqualTo(truth.recoveries());
    assertThat(buckets(queue.runtimes())).as(what).isEqualTo(truth.byBucket());
    assertThat(queue.runningOnSpot())
        .as(what)
        .isEqualTo((long) truth.byPricing().get(Pricing.SPOT));
    Map<String, Integer> regions = new TreeMap<>(named(truth.byRegion(), Region::wireName));
    if (truth.unknownRegion() > 0) {
      regions.put("-", truth.unknownRegion());
    }
    assertThat(queue.runningBy("region")).as(what).isEqualTo(regions);
    Map<String, Double> gpus = new TreeMap<>();
    truth.gpus().forEach((gpu, count) -> gpus.put(gpu.canonicalName(), count));
    gpus.values().removeIf(count -> count == 0);
    assertThat(queue.gpus()).as(what).isEqualTo(gpus);
  }

  private static void compareClusters(Client client, FleetTruth truth, String what) {
    List<Map<String, Object>> clusters = Json.objects(client.value("/status", "{}"));
    Map<String, Integer> byStatus = new TreeMap<>();
    clusters.forEach(row -> byStatus.merge((String) row.get("status"), 1, Integer::sum));
    assertThat(byStatus).as(what).isEqualTo(named(truth.clusters(), ClusterStatus::name));
    assertThat(
            clusters.stream()
                .filter(row -> row.get("status").equals("UP"))
                .mapToLong(row -> (Long) row.get("nodes"))
                .sum())
        .as(what)
        .isEqualTo(truth.nodesUp());
  }

  private static void compareCost(Client client, FleetTruth truth, double second, String what) {
    List<Map<String, Object>> report = Json.objects(client.value("/cost_report", "{\"days\":8}"));
    assertThat(cost(report, second - 86_400, second))
        .as(what)
        .isCloseTo(truth.cost24hUsd(), within(1.0));
    assertThat(cost(report, second - 7 * 86_400, second))
        .as(what)
        .isCloseTo(truth.cost7dUsd(), within(1.0));
  }

  /// The rate of each row times its billed hours in the window.
  private static double cost(List<Map<String, Object>> report, double from, double to) {
    double sum = 0;
    for (Map<String, Object> row : report) {
      double duration = ((Number) row.get("duration")).doubleValue();
      double usdPerSecond = duration == 0 ? 0 : (Double) row.get("total_cost") / duration;
      for (Object interval : (List<?>) row.get("usage_intervals")) {
        List<?> bounds = (List<?>) interval;
        double start = ((Number) bounds.get(0)).doubleValue();
        double end = bounds.get(1) == null ? to : ((Number) bounds.get(1)).doubleValue();
        sum += usdPerSecond * Math.max(0, Math.min(end, to) - Math.max(start, from));
      }
    }
    return sum;
  }

  private static Map<Bucket, Integer> buckets(List<Double> runtimes) {
    Map<Bucket, Integer> buckets = new EnumMap<>(Bucket.class);
    for (Bucket bucket : Bucket.values()) {
      buckets.put(bucket, 0);
    }
    for (double seconds : runtimes) {
      buckets.merge(
          seconds < 3600
              ? Bucket.UNDER_1_HOUR
              : seconds < 14_400
                  ? Bucket.FROM_1_TO_4_HOURS
                  : seconds < 86_400 ? Bucket.FROM_4_TO_24_HOURS : Bucket.FROM_24_HOURS,
          1,
          Integer::sum);
    }
    return buckets;
  }

  /// The counts that are not zero, by name.
  private static <K> Map<String, Integer> named(Map<K, Integer> counts, Function<K, String> name) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .collect(
            Collectors.toMap(
                entry -> name.apply(entry.getKey()),
                Map.Entry::getValue,
                Integer::sum,
                TreeMap::new));
  }
}
