// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Counts of runs, counted by hand.
final class RunMetricsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static RunRow finished(String id, Duration ago) {
    return RunRow.called(id, "finished").created(ago.plusHours(30)).seen(ago);
  }

  @Test
  void aRunCountsInTheWindowsThatItEndedInHoweverLongItTook() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                finished("at-the-instant", Duration.ZERO),
                finished("just-inside-the-day", DAY.minus(SECOND)),
                finished("on-the-edge-of-the-day", DAY),
                finished("just-inside-the-week", WEEK.minus(SECOND)),
                finished("on-the-edge-of-the-week", WEEK)));

    assertThat(reported.value("wandb.runs.completed_24h", "run_type:other")).isEqualTo(2);
    assertThat(reported.value("wandb.runs.completed_7d", "run_type:other")).isEqualTo(4);
  }

  @Test
  void everyTypeOfRunIsToldOfAlsoWhereThereIsNone() {
    Reported reported = ByHand.reported(server -> server);

    assertThat(reported.values("arena"))
        .containsEntry("wandb.runs.active{run_type:ptm}", 0.0)
        .containsEntry("wandb.runs.completed_24h{run_type:sweep}", 0.0)
        .containsEntry("wandb.runs.failed_7d{run_type:stable,state:crashed}", 0.0)
        .containsEntry("wandb.runs.cancelled_24h{state:preempted}", 0.0)
        .containsEntry("wandb.runs.queued{queue:none}", 0.0)
        .containsEntry("wandb.training.arena.runs_completed_24h", 0.0);
  }

  @ParameterizedTest
  @CsvSource({"failed, 2, 0, 0", "crashed, 0, 2, 0", "killed, 0, 0, 2"})
  void aRunCountsByHowItEnded(String state, double failed, double crashed, double killed) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", state).seen(Duration.ofHours(1)),
                RunRow.called("b", state).seen(Duration.ofMinutes(1))));

    assertThat(reported.value("wandb.runs.failed_24h", "run_type:other", "state:failed"))
        .isEqualTo(failed);
    assertThat(reported.value("wandb.runs.failed_7d", "run_type:other", "state:crashed"))
        .isEqualTo(crashed);
    assertThat(reported.value("wandb.runs.cancelled_24h", "state:killed")).isEqualTo(killed);
  }

  /// A state that says running is no sign of life.
  @Test
  void aRunThatWasSilentForAQuarterOfAnHourIsStale() {
    Duration quarter = Duration.ofMinutes(15);
    Reported reported =
        ByHand.reported(server ->
            server.active(
                RunRow.called("lives", "running").seen(quarter.minus(SECOND)),
                RunRow.called("silent", "running").seen(quarter),
                RunRow.called("dead", "running").seen(Duration.ofDays(40)),
                RunRow.called("begins", "running").created(Duration.ofMinutes(3)),
                RunRow.called("never-began", "running"),
                RunRow.called("gives-up", "preempting").seen(SECOND)));

    assertThat(reported.value("wandb.runs.active", "run_type:other")).isEqualTo(2);
    assertThat(reported.value("wandb.runs.stale", "run_type:other")).isEqualTo(3);
    assertThat(reported.value("wandb.runs.preempting")).isEqualTo(1);
  }

  /// They are asked for by their state, not by when they were created.
  @Test
  void aRunThatHasRunForWeeksIsActive() {
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .active(
                RunRow.called("a", "running").created(Duration.ofDays(30)).seen(Duration.ZERO))) {
      Reported reported = ByHand.from(server).run();

      assertThat(reported.value("wandb.runs.active", "run_type:other")).isEqualTo(1);
      assertThat(server.asked("ActiveRuns"))
          .singleElement()
          .matches(asked ->
              asked.says("{\\\"state\\\":{\\\"$in\\\":[\\\"running\\\",\\\"preempting\\\"]}}"))
          .matches(asked -> !asked.says("$gte"));
    }
  }

  @Test
  void whatNeverStartedIsCountedApartAndEndedAtNoTime() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", "failed"),
                RunRow.called("b", "killed").created(WEEK.minus(SECOND)),
                RunRow.called("old", "failed").created(WEEK)));

    assertThat(reported.value("wandb.runs.never_started_7d")).isEqualTo(2);
    assertThat(reported.value("wandb.runs.failed_7d", "run_type:other", "state:failed")).isZero();
    assertThat(reported.reasons("wandb.training.success_rate_pct"))
        .containsExactly("no run finished or failed in the last 24 hours");
    assertThat(reported.value("wandb.compute.runs_without_gpu_count_7d")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"hibernating\"", "null"})
  void aStateThatNobodyKnowsIsCountedAsThat(String state) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", "x")
                    .with("state", state)
                    .seen(Duration.ofHours(3))
                    .created(Duration.ofHours(5))
                    .computed(Duration.ofHours(2))
                    .on(4, "L4")
                    .by("lena"),
                finished("b", Duration.ofHours(3)).on(0, "")));

    assertThat(reported.value("wandb.runs.unknown_state_7d")).isEqualTo(1);
    assertThat(reported.value("wandb.runs.completed_7d", "run_type:other")).isEqualTo(1);
    assertThat(reported.values("arena"))
        .containsEntry("wandb.compute.total_gpu_hours_7d{run_type:other}", 8.0)
        .containsEntry("wandb.users.active_7d", 2.0);
    assertThat(
            WandbMetrics.CATALOGUE.metrics().stream()
                .filter(metric -> metric.name().equals("wandb.runs.unknown_state_7d")))
        .singleElement()
        .satisfies(
            metric -> assertThat(metric.description()).contains("but among users, GPU hours"));
  }

  @Test
  void theSuccessRateIsOfAllRunsTogether() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                finished("a", Duration.ofHours(1)).named("stable.1"),
                finished("b", Duration.ofHours(2)).named("local.1"),
                finished("c", Duration.ofHours(3)).named("local.2"),
                RunRow.called("d", "crashed").seen(Duration.ofHours(4)),
                RunRow.called("e", "killed").seen(Duration.ofHours(5)),
                RunRow.called("f", "failed").seen(DAY)));

    assertThat(reported.value("wandb.training.success_rate_pct")).isEqualTo(75);
  }

  @Test
  void whatWaitsIsPendingOrInAQueueWithoutARun() {
    Reported reported =
        ByHand.reported(
            server ->
                server
                    .pending(4)
                    .queueing(
                        "{\"id\":\"1\",\"state\":\"PENDING\",\"associatedRunId\":null}",
                        "{\"id\":\"2\",\"state\":\"CLAIMED\",\"associatedRunId\":\"abc\"}",
                        "{\"id\":\"3\",\"state\":\"FAILED\",\"associatedRunId\":null}",
                        "{\"id\":\"4\",\"state\":\"LEASED\",\"associatedRunId\":\"\"}"),
            collecting -> collecting.with("wandb.launch_queues", "gpus"));

    assertThat(reported.value("wandb.runs.queued", "queue:none")).isEqualTo(4);
    assertThat(reported.value("wandb.runs.queued", "queue:gpus")).isEqualTo(2);
  }

  @Test
  void aQueueThatIsNotThereIsNamedAndItIsNotZero() {
    Reported reported =
        ByHand.reported(
            server -> server, collecting -> collecting.with("wandb.launch_queues", "gpus,tpus"));

    assertThat(reported.failed()).containsExactly("wandb.runs.queued");
    assertThat(reported.reasons("wandb.runs.queued"))
        .containsExactly(
            "wandb: metta-sandbox has no launch queue \"tpus\", but [gpus]: correct"
                + " wandb.launch_queues");
  }

  /// A queue is the team's: told with each project it would count as often.
  @Test
  void queuesAreToldWithTheFirstProjectAlone() {
    Reported reported =
        ByHand.reported(
            server ->
                server.queueing("{\"id\":\"1\",\"state\":\"PENDING\",\"associatedRunId\":null}"),
            collecting -> collecting.of("arena,language").with("wandb.launch_queues", "gpus"));

    assertThat(reported.values("arena")).containsEntry("wandb.runs.queued{queue:gpus}", 1.0);
    assertThat(reported.values("language").keySet())
        .contains("wandb.runs.queued{queue:none}")
        .doesNotContain("wandb.runs.queued{queue:gpus}");
  }

  @Test
  void typesOfOnesOwnAreToldOfToo() {
    Reported reported =
        ByHand.reported(
            server -> server.ended(finished("nightly-7", Duration.ofHours(1))),
            collecting -> collecting.with("wandb.run_types", "nightly=starts:nightly"));

    Map<String, Double> values = reported.values("arena");
    assertThat(values)
        .containsEntry("wandb.runs.completed_24h{run_type:nightly}", 1.0)
        .containsEntry("wandb.runs.active{run_type:nightly}", 0.0)
        .containsEntry("wandb.runs.completed_24h{run_type:other}", 0.0);
  }

  @Test
  void runsOfSweepsAndSweepsThatRunAreCounted() {
    RunRow swept = finished("a", Duration.ofHours(1)).with("sweepName", "\"s1\"");
    Reported reported =
        ByHand.reported(server ->
            server
                .ended(
                    swept.named("stable-looking"),
                    finished("b", Duration.ofHours(1)).named("lr-sweep"),
                    RunRow.called("c", "failed").named("sweep.3").seen(Duration.ofHours(1)))
                .active(RunRow.called("d", "running").named("my-sweep").seen(SECOND))
                .sweeps("RUNNING", "FINISHED", "running", "PAUSED"));

    assertThat(reported.value("wandb.sweeps.active")).isEqualTo(2);
    assertThat(reported.value("wandb.sweep.runs_active")).isEqualTo(1);
    assertThat(reported.value("wandb.sweep.runs_completed_24h")).isEqualTo(2);
    assertThat(reported.value("wandb.sweep.runs_failed_24h")).isEqualTo(1);
    assertThat(reported.value("wandb.runs.completed_24h", "run_type:stable")).isZero();
  }

  @Test
  void whichTypeRunsOfSweepsHaveIsForTheRulesToSay() {
    RunRow swept = finished("a", Duration.ofHours(1)).with("sweepName", "\"s1\"");
    Reported reported =
        ByHand.reported(
            server -> server.ended(swept, finished("b", Duration.ofHours(1)).named("sweep-like")),
            collecting ->
                collecting.with("wandb.run_types", "search=in_sweep,sweep=contains:sweep"));
    Reported without =
        ByHand.reported(
            server -> server.ended(swept),
            collecting -> collecting.with("wandb.run_types", "sweep=contains:sweep"));

    assertThat(reported.value("wandb.sweep.runs_completed_24h")).isEqualTo(1);
    assertThat(reported.value("wandb.runs.completed_24h", "run_type:search")).isEqualTo(1);
    assertThat(without.reasons("wandb.sweep.runs_completed_24h"))
        .containsExactly("no rule TYPE=in_sweep of wandb.run_types says what runs of sweeps are");
  }
}
