// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How training goes, counted by hand.
final class TrainingMetricsTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);
  private static final Duration HOUR = Duration.ofHours(1);

  private static RunRow arena(String id, String summary) {
    return RunRow.called(id, "finished").named("arena." + id).seen(HOUR).summing(summary);
  }

  @Test
  void meansAreOverTheRunsThatReportTheNumber() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                arena("a", "{\"overview/sps\":30000,\"env_agent/heart.gained\":0.2}"),
                arena("b", "{\"overview/steps_per_second\":50000,\"overview/sps\":1}"),
                arena("c", "{\"env_agent/heart.amount\":0.8}"),
                RunRow.called("d", "failed")
                    .named("arena.d")
                    .seen(HOUR)
                    .summing("{\"overview/sps\":1}"),
                RunRow.called("e", "finished")
                    .named("maze")
                    .seen(HOUR)
                    .summing("{\"overview/sps\":1}")));

    assertThat(reported.value("wandb.training.arena.avg_sps")).isEqualTo(40_000);
    assertThat(reported.value("wandb.training.arena.avg_hearts")).isCloseTo(0.5, CLOSE);
    assertThat(reported.value("wandb.training.arena.runs_completed_24h")).isEqualTo(3);
    assertThat(reported.reasons("wandb.training.multinode.avg_hearts"))
        .containsExactly("no such run reports it");
  }

  /// A summary holds numbers, words for what is no number, and objects.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"NaN\"",
        "\"Infinity\"",
        "\"-Infinity\"",
        "NaN",
        "null",
        "true",
        "[0.5]",
        "{\"_type\":\"histogram\",\"values\":[1],\"bins\":[0]}",
        "{\"min\":0.1,\"max\":0.9,\"last\":0.5}"
      })
  void whatIsNoNumberIsNotReported(String hearts) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                arena("a", "{\"env_agent/heart.gained\":" + hearts + ",\"overview/sps\":7}")));

    assertThat(reported.reasons("wandb.training.arena.avg_hearts"))
        .containsExactly("no such run reports it");
    assertThat(reported.value("wandb.training.arena.avg_sps")).isEqualTo(7);
    assertThat(reported.value("wandb.runs.unreadable_7d")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"last, 0.5", "max, 0.9", "min, 0.1"})
  void ofAnObjectTheMemberCountsThatIsConfigured(String member, double hearts) {
    Reported reported =
        ByHand.reported(
            server ->
                server.ended(
                    arena(
                        "a",
                        "{\"env_agent/heart.gained\":{\"min\":0.1,\"max\":0.9,\"last\":0.5}}")),
            collecting -> collecting.with("wandb.summary_member", member));

    assertThat(reported.value("wandb.training.arena.avg_hearts")).isEqualTo(hearts);
  }

  @Test
  void aSummaryThatCannotBeReadCostsOneRunItsNumbersAndIsCounted() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(arena("a", "{\"overview/sps\":41"), arena("b", "{\"overview/sps\":9}")));

    assertThat(reported.failed()).isEmpty();
    assertThat(reported.value("wandb.runs.unreadable_7d")).isEqualTo(1);
    assertThat(reported.value("wandb.training.arena.avg_sps")).isEqualTo(9);
    assertThat(reported.value("wandb.training.arena.runs_completed_24h")).isEqualTo(2);
  }

  /// What the config says of nodes holds, whatever the summary is.
  @Test
  void aSummaryThatCannotBeReadCostsNothingButItsOwnNumbers() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                arena("a", "{\"overview/sps\":41")
                    .configured("{\"num_nodes\":{\"value\":4}}")
                    .computed(Duration.ofHours(1))
                    .on(8, "L4")));

    assertThat(reported.value("wandb.training.multinode.runs_completed_24h")).isEqualTo(1);
    assertThat(reported.value("wandb.training.arena.runs_completed_24h")).isZero();
    assertThat(reported.value("wandb.compute.total_gpu_hours_7d", "run_type:other")).isEqualTo(32);
    assertThat(reported.value("wandb.runs.unreadable_7d")).isEqualTo(1);
  }

  /// One is not known to be the number of nodes, nor the arena to be where it trained.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"num_nodes\":",
        "[4]",
        "4",
        "{\"num_nodes\":{\"value\":\"four\"}}",
        "{\"num_nodes\":{\"value\":[1,2]}}",
        "{\"num_nodes\":{\"value\":2.5}}",
        "{\"num_nodes\":{\"value\":0}}",
        "{\"num_nodes\":{\"value\":\"NaN\"}}"
      })
  void whereTheNumberOfNodesCannotBeReadItIsNotOne(String config) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                arena("a", "{\"env_agent/heart.gained\":0.9,\"overview/sps\":9}")
                    .configured(config)
                    .on(8, "L4"),
                arena("b", "{\"env_agent/heart.gained\":0.1,\"overview/sps\":1}").on(1, "L4")));

    assertThat(reported.failed()).isEmpty();
    assertThat(reported.value("wandb.runs.unreadable_7d")).isEqualTo(1);
    assertThat(reported.value("wandb.compute.runs_without_gpu_count_7d")).isEqualTo(1);
    assertThat(reported.value("wandb.training.arena.runs_completed_24h")).isEqualTo(1);
    assertThat(reported.value("wandb.training.arena.avg_hearts")).isEqualTo(0.1);
    assertThat(reported.value("wandb.training.arena.sps_per_gpu")).isEqualTo(1);
    assertThat(reported.value("wandb.runs.completed_24h", "run_type:other")).isEqualTo(2);
  }

  @Test
  void aTagTellsTheNumberOfNodesWhereTheConfigCannotBeRead() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                arena("a", "{\"overview/sps\":800}")
                    .configured("{")
                    .with("tags", "[\"nodes:2\"]")
                    .on(4, "L4")));

    assertThat(reported.value("wandb.training.multinode.sps_per_gpu")).isEqualTo(100);
    assertThat(reported.value("wandb.runs.unreadable_7d")).isZero();
  }

  /// Never a copy of the plain number.
  @Test
  void shapedStepsASecondHaveAKeyOfTheirOwn() {
    RunRow plain =
        RunRow.called("a", "finished")
            .seen(HOUR)
            .configured("{\"num_nodes\":{\"value\":2,\"desc\":null},\"_wandb\":{}}")
            .summing("{\"overview/sps\":50000}");
    Reported without = ByHand.reported(server -> server.ended(plain));
    Reported with =
        ByHand.reported(server ->
            server.ended(plain.summing("{\"overview/sps\":50000,\"overview/shaped_sps\":44000}")));

    assertThat(without.reasons("wandb.training.multinode.shaped_reward_sps"))
        .containsExactly("no such run reports it");
    assertThat(with.value("wandb.training.multinode.shaped_reward_sps")).isEqualTo(44_000);
  }

  @Test
  void theNumberOfNodesIsInTheConfigOrInATag() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                arena("a", "{\"overview/sps\":8000}").with("tags", "[\"nodes:2\"]").on(4, "L4"),
                arena("b", "{\"overview/sps\":6000}")
                    .configured("{\"nodes\":{\"value\":3}}")
                    .on(1, "L4"),
                arena("c", "{\"overview/sps\":9000}").on(3, "L4"),
                arena("d", "{\"overview/sps\":9000}")));

    assertThat(reported.value("wandb.training.multinode.runs_completed_24h")).isEqualTo(2);
    assertThat(reported.value("wandb.training.multinode.sps_per_gpu")).isEqualTo(1500);
    assertThat(reported.value("wandb.training.arena.sps_per_gpu")).isEqualTo(3000);
  }

  @Test
  void whatRunsNowIsToldApart() {
    Reported reported =
        ByHand.reported(server ->
            server.active(
                RunRow.called("a", "running")
                    .named("arena")
                    .seen(Duration.ZERO)
                    .summing("{\"overview/sps\":100,\"env_agent/heart.gained\":0.25}"),
                RunRow.called("b", "running")
                    .named("arena")
                    .seen(Duration.ofHours(1))
                    .summing("{\"overview/sps\":900}")));

    assertThat(reported.value("wandb.training.arena.active_sps")).isEqualTo(100);
    assertThat(reported.value("wandb.training.arena.active_hearts")).isEqualTo(0.25);
    assertThat(reported.reasons("wandb.training.arena.avg_sps")).isNotEmpty();
  }

  @Test
  void utilisationIsOfAllGpusAndNodesUnderWhicheverName() {
    Reported reported =
        ByHand.reported(server ->
            server.active(
                RunRow.called("a", "running")
                    .seen(Duration.ZERO)
                    .systems(
                        "{\"system.gpu.0.gpu\":90,\"system.gpu.1.gpu\":50,\"system.gpu.0.gpu/l:node1\":40,"
                            + "\"system.gpu.process.0.gpu\":1,\"gpu.process.1.gpu\":2,\"system.gpu.0.memoryAllocated\":99,\"system.cpu\":3}"),
                RunRow.called("b", "running")
                    .named("local")
                    .seen(Duration.ZERO)
                    .systems("{\"gpu.0.gpu\":100,\"system.gpu.0.gpu\":100,\"gpu.12.gpu\":0}"),
                RunRow.called("c", "running").seen(Duration.ZERO).systems("{\"system.cpu\":3}"),
                RunRow.called("d", "running")
                    .seen(Duration.ofDays(1))
                    .systems("{\"gpu.0.gpu\":1}")));

    assertThat(reported.value("wandb.training.gpu_utilization_pct")).isCloseTo(55, CLOSE);
    assertThat(reported.value("wandb.training.gpu_utilization_by_type_pct", "run_type:other"))
        .isCloseTo(60, CLOSE);
    assertThat(reported.value("wandb.training.gpu_utilization_by_type_pct", "run_type:local"))
        .isCloseTo(50, CLOSE);
  }

  /// It was looked for in the summary once, where it never is.
  @Test
  void withoutMachineMetricsThereIsNoUtilisationAndNotZero() {
    Reported reported =
        ByHand.reported(server ->
            server.active(
                RunRow.called("a", "running")
                    .seen(Duration.ZERO)
                    .summing("{\"system.gpu.0.gpu\":90}")));

    assertThat(reported.reasons("wandb.training.gpu_utilization_pct"))
        .containsExactly("no active run reports GPUs");
  }

  @Test
  void durationsAreOfTheRunsThatEndedInADay() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", "finished").seen(HOUR).computed(Duration.ofHours(1)),
                RunRow.called("b", "failed").seen(HOUR).computed(Duration.ofHours(3)),
                RunRow.called("c", "killed").seen(HOUR).computed(Duration.ofHours(8)),
                RunRow.called("d", "finished")
                    .seen(Duration.ofHours(24))
                    .computed(Duration.ofHours(99))));

    assertThat(reported.value("wandb.training.duration_hours")).isEqualTo(4);
    assertThat(reported.value("wandb.training.duration_p50_hours")).isEqualTo(3);
    assertThat(reported.value("wandb.training.duration_p90_hours")).isCloseTo(7, CLOSE);
    assertThat(reported.value("wandb.training.duration_max_hours")).isEqualTo(8);
    assertThat(
            reported.value(
                "wandb.training.duration_by_type_hours", "run_type:other", "state:failed"))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7200 | {\"_runtime\":1}                               | 2",
        "0    | {\"_runtime\":3600.0}                          | 1",
        "null | {\"_wandb\":{\"runtime\":1800}}                | 0.5",
        "0    | {\"_runtime\":\"NaN\"}                         | 0",
      })
  void whereTheServiceCountedNothingTheRunSaysHowLongItTook(
      String counted, String summary, double hours) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", "finished")
                    .seen(HOUR)
                    .with("computeSeconds", counted)
                    .summing(summary)));

    assertThat(reported.value("wandb.training.duration_hours")).isEqualTo(hours);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"null | {}", "null | {\"_runtime\":", "0 | {\"_runtime\":"})
  void aDurationThatNobodyKnowsIsNotZero(String counted, String summary) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", "finished")
                    .seen(HOUR)
                    .with("computeSeconds", counted)
                    .summing(summary)));

    assertThat(reported.reasons("wandb.training.duration_hours"))
        .containsExactly("no run with a known duration ended in the last 24 hours");
  }

  /// Every row of the health grid that is read from here is declared, with its two anchors.
  @Test
  void theRowsOfHealthThatAreReadFromHereAreDeclared() {
    Map<String, Fom> rows = new TreeMap<>();
    WandbMetrics.CATALOGUE
        .metrics()
        .forEach((Metric metric) -> metric.fom().ifPresent(fom -> rows.put(metric.name(), fom)));
    assertThat(rows)
        .containsOnly(
            Map.entry(
                "wandb.training.arena.runs_completed_24h",
                new Fom("training", "multigpu_arena_run_success", 0, 1)),
            Map.entry(
                "wandb.training.arena.avg_hearts",
                new Fom("training", "multigpu_arena_hearts", 0, 0.7)),
            Map.entry(
                "wandb.training.arena.avg_sps",
                new Fom("training", "multigpu_arena_sps", 20_000, 50_000)),
            Map.entry(
                "wandb.training.multinode.runs_completed_24h",
                new Fom("training", "multinode_run_success", 0, 1)),
            Map.entry(
                "wandb.training.multinode.avg_hearts",
                new Fom("training", "multinode_hearts", 0, 0.7)),
            Map.entry(
                "wandb.training.multinode.shaped_reward_sps",
                new Fom("training", "multinode_shaped_sps", 20_000, 50_000)));
    assertThat(rows.get("wandb.training.arena.avg_hearts").of(0.5))
        .isCloseTo(0.714, Offset.offset(0.001));
    assertThat(rows.get("wandb.training.arena.avg_sps").of(40_000))
        .isCloseTo(0.667, Offset.offset(0.001));
  }

  @Test
  void flatNamesAreSentWhereTheyAreAskedFor() {
    Reported reported =
        ByHand.reported(
            server ->
                server
                    .ended(RunRow.called("a", "finished").seen(HOUR).computed(HOUR))
                    .active(
                        RunRow.called("b", "running")
                            .seen(Duration.ZERO)
                            .systems("{\"gpu.0.gpu\":80}")),
            Collecting::withAliases);

    assertThat(reported.value("wandb.training.avg_duration_hours")).isEqualTo(1);
    assertThat(reported.value("wandb.training.gpu_utilization_avg")).isEqualTo(80);
  }
}
