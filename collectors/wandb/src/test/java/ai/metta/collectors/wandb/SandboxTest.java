// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Metric;
import ai.metta.sandbox.wandb.WandbServer;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collector against a simulated organisation, whose own truth every value is compared with.
final class SandboxTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 7, 20260603})
  void everyValueIsWhatIsSo(long seed) {
    try (WandbServer server = Sandbox.served(seed)) {
      Reported reported = Sandbox.from(server).run();
      assertThat(reported.failed()).isEmpty();
      for (String project : Experiments.PROJECTS) {
        assertThat(off(reported.values(project), server.truth(project, Sandbox.NOW).values()))
            .as("seed %d: %s", seed, project)
            .isEmpty();
      }
    }
  }

  /// Small pages, some of which are empty because all their runs are hidden.
  @Test
  void pagesThatAreEmptyAndNotTheLastCostNothing() {
    try (WandbServer server = Sandbox.served(7)) {
      Reported reported = Sandbox.from(server).with("wandb.page_size", "3").run();
      for (String project : Experiments.PROJECTS) {
        assertThat(off(reported.values(project), server.truth(project, Sandbox.NOW).values()))
            .isEmpty();
      }
    }
  }

  @Test
  void theTruthKnowsEveryMetricButThoseOfOneRunEach() {
    try (WandbServer server = Sandbox.served(7)) {
      Set<String> known =
          Experiments.PROJECTS.stream()
              .flatMap(project -> server.truth(project, Sandbox.NOW).values().keySet().stream())
              .map(series -> series.replaceAll("\\{.*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(known)
          .containsExactlyInAnyOrderElementsOf(
              WandbMetrics.CATALOGUE.metrics().stream()
                  .map(Metric::name)
                  .filter(name -> !name.startsWith("wandb.run."))
                  .toList());
    }
  }

  @Test
  void everyTypeOfRunEveryWorkloadAndEveryEndOccurs() {
    try (WandbServer server = Sandbox.served(7)) {
      Map<String, Double> arena = server.truth("arena", Sandbox.NOW).values();
      for (String type : Set.of("ptm", "sweep", "stable", "local", "other")) {
        assertThat(arena.get("wandb.runs.completed_7d{run_type:" + type + "}"))
            .as(type)
            .isPositive();
      }
      for (String name :
          Set.of(
              "wandb.training.arena.runs_completed_24h",
              "wandb.training.multinode.runs_completed_24h",
              "wandb.runs.cancelled_24h{state:killed}",
              "wandb.runs.never_started_7d",
              "wandb.compute.runs_without_gpu_count_7d",
              "wandb.compute.runs_unpriced_7d",
              "wandb.runs.queued{queue:gpu-pool}",
              "wandb.runs.queued{queue:none}",
              "wandb.sweeps.active")) {
        assertThat(arena.get(name)).as(name).isPositive();
      }
      assertThat(sum(arena, "wandb.runs.active{")).isPositive();
      assertThat(sum(arena, "wandb.runs.stale{")).isPositive();
      assertThat(sum(arena, "wandb.runs.failed_7d{")).isPositive();
      Map<String, Double> language = server.truth("language", Sandbox.NOW).values();
      assertThat(language.get("wandb.runs.cancelled_24h{state:preempted}")).isPositive();
      assertThat(language.get("wandb.metrics.accuracy_rejected_7d")).isPositive();
      assertThat(language.get("wandb.metrics.best_accuracy")).isBetween(0.5, 1.0);
    }
  }

  private static double sum(Map<String, Double> values, String prefix) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /// Series that have, to nine digits, another value than they should, or none, or one too many.
  private static Map<String, String> off(Map<String, Double> told, Map<String, Double> truth) {
    Map<String, String> off = new TreeMap<>();
    Stream.concat(told.keySet().stream(), truth.keySet().stream())
        .distinct()
        .forEach(series -> {
          double said = told.getOrDefault(series, Double.NaN);
          double value = truth.getOrDefault(series, Double.NaN);
          if (!(Math.abs(said - value) <= 1e-9 * Math.max(1, Math.abs(value)))) {
            off.put(series, said + " is told, and " + value + " is so");
          }
        });
    return off;
  }
}
