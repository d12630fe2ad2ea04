// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.cli.simulation.Simulation;
import ai.metta.collect.Registry;
import ai.metta.collect.health.HealthRows;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.jobresults.suite.SuiteTruth;
import ai.metta.sandbox.kubernetes.cluster.Cluster;
import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import ai.metta.sandbox.skypilot.fleet.Status;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What collectors report of a simulated organisation is what is so in it: for each row of the
/// health grid, and for metrics of every group, when all is well and in the midst of an incident.
final class WorldTruthTest {
  private static final World WORLD = World.of(7, 600, Instant.parse("2026-03-04T15:20:00Z"));

  /// At least one of each group that is not in the health grid.
  private static final List<String> OTHERS =
      List.of(
          "github.prs.open",
          "github.prs.merged_7d",
          "github.ci.workflow_runs_7d",
          "github.ci.success_rate_7d",
          "github.commits.total_7d",
          "github.reviews.count_7d",
          "github.developers.active_7d",
          "github.code.churn_7d",
          "wandb.sweeps.active",
          "wandb.training.success_rate_pct",
          "wandb.training.duration_hours",
          "wandb.training.gpu_utilization_pct",
          "wandb.users.active_7d",
          "training.jobs.unclassified_24h",
          "training.data_missing",
          "eval.remote.failed_24h",
          "eval.jobs.unplaced_24h",
          "asana.tasks.open",
          "asana.projects.bugs.total_open",
          "asana.bugs.blocking",
          "ec2.instances.total",
          "ec2.instances.spot",
          "ec2.ebs.unattached_volumes",
          "k8s.resources.cpu_requested_cores",
          "skypilot.jobs{running}",
          "skypilot.jobs{recovering}",
          "skypilot.compute.cost_24h");

  @TempDir private Path folder;

  /// When somebody looks.
  enum Moment {
    WELL,
    STRUCK;

    Instant at() {
      Incident incident = WORLD.incident();
      return switch (this) {
        case WELL -> WORLD.around();
        case STRUCK -> incident.until().minus(Duration.ofHours(6));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void collectorsReportWhatIsSo(Moment moment) {
    InstantSource clock = InstantSource.fixed(moment.at());
    Map<String, List<Double>> reported;
    try (Simulation simulation = Simulation.start(WORLD, clock, folder, List.of())) {
      reported = reported(simulation, clock);
    }
    Map<String, List<Double>> truth = truth(moment.at());
    Set<String> rows = new HashSet<>();
    HealthRows.declared(Registry.load().sources()).all().forEach(row -> rows.add(row.raw().name()));
    assertThat(rows).hasSize(25);
    List<String> all = new ArrayList<>(rows);
    all.addAll(OTHERS);
    assertThat(all)
        .allSatisfy(metric -> {
          List<Double> values = reported.getOrDefault(metric, List.of());
          List<Double> so = truth.getOrDefault(metric, List.of());
          assertThat(values).as(metric + " in all of its scopes").hasSameSizeAs(so);
          for (int i = 0; i < so.size(); i++) {
            assertThat(values.get(i))
                .as(metric)
                .isCloseTo(so.get(i), Percentage.withPercentage(1e-6));
          }
          if (moment == Moment.WELL) {
            assertThat(values).as(metric).isNotEmpty();
          }
        });
    if (moment == Moment.STRUCK) {
      assertThat(reported.get("wandb.training.arena.runs_completed_24h")).containsOnly(0.0);
      assertThat(reported.get("eval.remote.success_24h")).containsOnly(0.0);
      assertThat(reported.get("github.ci.tests_passing_on_main")).contains(0.0);
    }
  }

  private Map<String, List<Double>> reported(Simulation simulation, InstantSource clock) {
    Console console = Console.in(folder).at(clock);
    for (Map.Entry<String, String> one : simulation.environment().entrySet()) {
      console = console.with(one.getKey(), one.getValue());
    }
    List<String> words = new ArrayList<>(List.of("datadog", "collect", "all", "-o", "json"));
    simulation
        .settings()
        .forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    Ended ended = console.run(words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    Map<String, List<Double>> values = new TreeMap<>();
    for (Map<?, ?> collector : RunDocument.check(ended.out())) {
      for (Object one : (List<?>) collector.get("series")) {
        Map<?, ?> series = (Map<?, ?>) one;
        List<?> point = (List<?>) ((List<?>) series.get("points")).getFirst();
        put(values, name(series), (Double) point.getLast());
      }
    }
    values.values().forEach(all -> all.sort(null));
    return values;
  }

  /// The jobs of a status as a name of their own.
  private static String name(Map<?, ?> series) {
    String metric = String.valueOf(series.get("metric"));
    String tags = String.valueOf(series.get("tags"));
    boolean isState = metric.equals("skypilot.jobs") && !tags.contains("timeframe");
    return isState ? metric + "{" + tags.replaceAll(".*status:(\\w+).*", "$1") + "}" : metric;
  }

  private static Map<String, List<Double>> truth(Instant at) {
    Map<String, List<Double>> values = new HashMap<>();
    Experiments.PROJECTS.forEach(project ->
        WORLD
            .experiments()
            .truth(project, at)
            .values()
            .forEach((name, value) -> put(values, name.replaceAll("\\{.*", ""), value)));
    SuiteTruth suites = WORLD.suites().truth(at, at);
    put(values, suites.training());
    put(values, suites.eval());
    WORLD
        .organisation()
        .truth(at)
        .repositories()
        .values()
        .forEach(repository -> put(values, repository));
    put(values, WORLD.board().truth(at).values());
    Estate estate = Estate.of(WORLD.fleet(), 0, at);
    Set<String> regions = Set.copyOf(Estate.regions());
    regions.forEach(region -> put(values, estate.truth(region, regions).values()));
    put(values, Cluster.of(WORLD.seed(), WORLD.fleet(), 24, at).truth().values());
    FleetTruth fleet = WORLD.fleet().truth(at);
    put(values, "skypilot.jobs{running}", fleet.byStatus().get(Status.RUNNING));
    put(values, "skypilot.jobs{recovering}", fleet.byStatus().get(Status.RECOVERING));
    put(values, "skypilot.compute.cost_24h", fleet.cost24hUsd());
    values.values().forEach(all -> all.sort(null));
    return values;
  }

  private static void put(Map<String, List<Double>> values, Map<Series, Double> more) {
    more.forEach((series, value) -> put(values, series.metric(), value));
  }

  private static void put(Map<String, List<Double>> values, String metric, double value) {
    values.computeIfAbsent(metric, _ -> new ArrayList<>()).add(value);
  }
}
