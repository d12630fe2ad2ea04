// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Machines, money and people, counted by hand.
final class ComputeMetricsTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private static Duration days(double days) {
    return Duration.ofMinutes(Math.round(days * 24 * 60));
  }

  private static double hours(Reported reported) {
    return reported.value("wandb.compute.total_gpu_hours_7d", "run_type:other");
  }

  /// A run that ended.
  private static RunRow ran(double createdDaysAgo, double endedDaysAgo, double computedDays) {
    return RunRow.called("a", "finished")
        .created(days(createdDaysAgo))
        .seen(days(endedDaysAgo))
        .computed(days(computedDays))
        .on(8, "NVIDIA H100 80GB HBM3");
  }

  @ParameterizedTest
  @CsvSource({
    // Within the week.
    "3, 2, 1, 192",
    // Begun before it: what lies inside counts.
    "10, 6, 4, 192",
    // Over before it.
    "10, 7, 3, 0",
    // Resumed after a gap of days: it computed at the end.
    "6, 1, 0.5, 96",
    // It took longer than it was there, says somebody: no more than that.
    "2, 1, 5, 192",
  })
  void hoursAreThoseInsideTheWeekTimesGpus(
      double created, double ended, double computed, double expected) {
    Reported reported = ByHand.reported(server -> server.ended(ran(created, ended, computed)));

    assertThat(hours(reported)).isCloseTo(expected, CLOSE);
  }

  @Test
  void whatRunsCountsUntilNowAndWhatIsSilentUntilThen() {
    Reported reported =
        ByHand.reported(server ->
            server.active(
                RunRow.called("a", "running")
                    .created(Duration.ofHours(10))
                    .seen(Duration.ofMinutes(6))
                    .computed(Duration.ofHours(10).minusMinutes(6))
                    .on(2, "L4"),
                RunRow.called("b", "running")
                    .created(days(9))
                    .seen(days(6.5))
                    .computed(days(2.5))
                    .on(1, "L4")));

    assertThat(hours(reported)).isCloseTo(20 + 12, CLOSE);
  }

  @Test
  void gpusOfAllNodesCountAndWhereTheirNumberIsUnknownNone() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                ran(3, 2, 1).configured("{\"num_nodes\":{\"value\":4}}"),
                ran(3, 2, 1).with("name", "\"b\"").named("multinode.b"),
                ran(3, 2, 1).with("name", "\"c\"").with("runInfo", "null"),
                ran(3, 2, 1)
                    .with("name", "\"d\"")
                    .with("runInfo", "{\"gpuCount\":null,\"gpu\":null}"),
                ran(3, 2, 1)
                    .with("name", "\"e\"")
                    .with("runInfo", "{\"gpuCount\":0,\"gpu\":null}")));

    assertThat(hours(reported)).isCloseTo(4 * 192, CLOSE);
    assertThat(reported.value("wandb.compute.runs_without_gpu_count_7d")).isEqualTo(3);
  }

  /// It was there for days, and computed for how long nobody says.
  @Test
  void aRunWhoseComputingTimeIsUnknownIsInNoSumAndCountedApart() {
    RunRow silent = ran(3, 2, 1).with("computeSeconds", "null");
    Reported reported =
        ByHand.reported(
            server ->
                server.ended(
                    ran(3, 2, 1),
                    silent.with("name", "\"b\""),
                    silent.with("name", "\"c\"").on(0, ""),
                    silent.with("name", "\"d\"").with("runInfo", "null")),
            collecting -> collecting.with("wandb.gpu_prices", "H100=2"));

    assertThat(hours(reported)).isCloseTo(192, CLOSE);
    assertThat(reported.value("wandb.training.cost_estimate_usd_7d", "basis:on_demand"))
        .isCloseTo(384, CLOSE);
    assertThat(reported.value("wandb.compute.runs_without_compute_time_7d")).isEqualTo(1);
    assertThat(reported.value("wandb.compute.runs_without_gpu_count_7d")).isEqualTo(1);
    assertThat(reported.value("wandb.compute.runs_unpriced_7d")).isZero();
  }

  @Test
  void whereNoRunHasKnownHoursThereIsNoSumAndNotZero() {
    Reported none = ByHand.reported(server -> server);
    Reported unknown =
        ByHand.reported(server ->
            server.ended(
                ran(3, 2, 1).with("runInfo", "null"),
                ran(3, 2, 1).with("name", "\"b\"").with("computeSeconds", "null")));

    assertThat(hours(none)).isZero();
    assertThat(unknown.reasons("wandb.compute.total_gpu_hours_7d"))
        .containsExactly(
            "no run of the last 7 days has a known number of GPUs and a known computing time");
  }

  @Test
  void aTypeOfWhichNoRunHasKnownHoursHasNoSumAndTheOthersHave() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                ran(3, 2, 1),
                ran(3, 2, 1).with("name", "\"b\"").named("stable.b").with("runInfo", "null")));

    assertThat(reported.values("arena"))
        .containsEntry("wandb.compute.total_gpu_hours_7d{run_type:local}", 0.0)
        .containsKey("wandb.compute.total_gpu_hours_7d{run_type:other}")
        .doesNotContainKey("wandb.compute.total_gpu_hours_7d{run_type:stable}");
  }

  @Test
  void whatHasAPriceIsInTheCostAndTheRestIsCounted() {
    Reported reported =
        ByHand.reported(
            server ->
                server.ended(
                    ran(3, 2, 1),
                    ran(3, 2, 1).with("name", "\"b\"").on(1, "NVIDIA A100-SXM4-80GB"),
                    ran(3, 2, 1).with("name", "\"c\"").on(1, "NVIDIA A10G"),
                    ran(3, 2, 1).with("name", "\"d\"").on(0, "")),
            collecting ->
                collecting.with("wandb.gpu_prices", "h100=4.5,A100=1,A100-SXM4-80GB=3,A10=9"));

    assertThat(reported.value("wandb.training.cost_estimate_usd_7d", "basis:on_demand"))
        .isCloseTo(192 * 4.5 + 24 * 3, CLOSE);
    assertThat(reported.value("wandb.compute.runs_unpriced_7d")).isEqualTo(1);
  }

  @Test
  void withoutPricesThereIsNoCostAndNotZero() {
    Reported reported = ByHand.reported(server -> server.ended(ran(3, 2, 1)));

    assertThat(reported.reasons("wandb.training.cost_estimate_usd_7d"))
        .containsExactly(
            "no run of the last 7 days with known hours is on GPUs that wandb.gpu_prices has a price of");
    assertThat(reported.value("wandb.compute.runs_unpriced_7d")).isEqualTo(1);
  }

  @Test
  void usersAreThoseOfAllRunsThatWereThere() {
    Reported reported =
        ByHand.reported(server ->
            server
                .ended(
                    ran(3, 2, 1).by("kofi"),
                    ran(9, 7, 1).with("name", "\"b\"").by("lena"),
                    ran(3, 2, 1).with("name", "\"c\"").with("user", "null"))
                .active(
                    RunRow.called("d", "running").created(days(20)).seen(Duration.ZERO).by("priya"),
                    RunRow.called("e", "running").created(days(20)).seen(days(8)).by("omar"),
                    RunRow.called("f", "running").seen(Duration.ZERO).by("kofi")));

    assertThat(reported.value("wandb.users.active_7d")).isEqualTo(2);
    assertThat(reported.value("wandb.users.runs_without_user_7d")).isEqualTo(1);
  }

  /// It ended while it was asked for, and is in both lists.
  @Test
  void aRunThatIsInBothListsCountsOnce() {
    RunRow running =
        RunRow.called("a", "running")
            .created(Duration.ofHours(5))
            .seen(Duration.ofMinutes(1))
            .on(1, "L4");
    Reported reported =
        ByHand.reported(server ->
            server
                .active(running)
                .ended(
                    running
                        .with("state", "\"finished\"")
                        .seen(Duration.ofHours(1))
                        .computed(Duration.ofHours(4))));

    assertThat(hours(reported)).isCloseTo(4, CLOSE);
  }
}
