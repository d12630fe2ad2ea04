// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.collectors.skypilot.ByHand.NOW;
import static ai.metta.collectors.skypilot.ByHand.hoursAgo;
import static ai.metta.collectors.skypilot.ByHand.interval;
import static ai.metta.collectors.skypilot.ByHand.life;
import static ai.metta.collectors.skypilot.ByHand.reported;
import static ai.metta.collectors.skypilot.ByHand.upSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Prices, cost reports and clusters small enough to reckon with a pencil.
final class CostsByHandTest {
  @Test
  void costsAreWhatTheHoursInsideTheWindowCost() {
    String lives =
        "[%s,%s]"
            .formatted(
                // 10 dollars an hour: 10 hours of which 4 lie in the day, and 2 more until now.
                life("dev", 12, 120, interval(30, 20), upSince(2)),
                // 3 dollars an hour, over for 6 days: 5 hours in the week.
                life("old", 10, 30, interval(7 * 24 + 5, 7 * 24 - 5)));
    Reported reported = reported(server -> server.working("/cost_report", lives));
    assertThat(reported.value("skypilot.compute.cost_24h")).isCloseTo(60, within(1e-9));
    assertThat(reported.value("skypilot.compute.cost_7d")).isCloseTo(120 + 15, within(1e-9));
    assertThat(reported.value("skypilot.cluster.cost_7d", "cluster:old"))
        .isCloseTo(15, within(1e-9));
  }

  /// The report is asked for as far back as an instant looks; of what is yet to come it tells
  /// nothing.
  @ParameterizedTest
  @CsvSource({
    "0,   true,  true",
    "5,   true,  true",
    "22,  true,  true",
    "24,  true,  true",
    "30,  true,  true",
    "90,  true,  true",
    "-1,  false, false"
  })
  void whatTheReportDoesNotTellOfIsNotReckoned(int daysAgo, boolean day, boolean week) {
    String lives = "[%s]".formatted(life("dev", 10, 100, upSince(10)));
    Reported reported =
        reported(
            server -> server.working("/cost_report", lives),
            run -> run.asked(NOW.minus(Duration.ofDays(daysAgo))));
    assertThat(reported.outcome("skypilot.compute.cost_24h"))
        .isInstanceOf(day ? Outcome.Value.class : Outcome.Unsupported.class);
    assertThat(reported.outcome("skypilot.compute.cost_7d"))
        .isInstanceOf(week ? Outcome.Value.class : Outcome.Unsupported.class);
    assertThat(reported.outcome("skypilot.cluster.cost_7d"))
        .isInstanceOf(
            !week
                ? Outcome.Unsupported.class
                : daysAgo == 0 ? Outcome.Value.class : Outcome.Absent.class);
  }

  @Test
  void clustersWithoutAPriceCostNothingThatAnybodyKnows() {
    String unpriced = life("own-box", 10, 0, interval(3, 1));
    Reported reported = reported(server -> server.working("/cost_report", "[" + unpriced + "]"));
    assertThat(reported.reason("skypilot.compute.cost_24h"))
        .isEqualTo("the server has no price of any cluster that was in use");
    assertThat(reported.values("skypilot.compute.cost_7d")).isEmpty();
    String priced = life("dev", 10, 100, interval(3, 1));
    Reported both =
        reported(server -> server.working("/cost_report", "[%s,%s]".formatted(unpriced, priced)));
    assertThat(both.value("skypilot.compute.cost_24h")).isCloseTo(20, within(1e-9));
    assertThat(reported(server -> server).value("skypilot.compute.cost_24h")).isZero();
  }

  @Test
  void theDearestClustersHaveNamesAndTheRestIsOneAndNoSeriesIsDropped() {
    String lives =
        IntStream.rangeClosed(1, 23)
            .mapToObj(i -> life("c" + i, 1, i, interval(2, 1)))
            .collect(Collectors.joining(",", "[", "]"));
    Reported reported = reported(server -> server.working("/cost_report", lives));
    assertThat(reported.by("skypilot.cluster.cost_7d", "cluster")).hasSize(21);
    assertThat(reported.value("skypilot.cluster.cost_7d", "cluster:c4")).isCloseTo(4, within(1e-9));
    assertThat(reported.value("skypilot.cluster.cost_7d", "cluster:other"))
        .isCloseTo(1 + 2 + 3, within(1e-9));
    assertThat(reported.value("collector.skypilot.series_dropped")).isZero();
  }

  @Test
  void clusterNamesThatDifferInCaseOnlyAreOneSeries() {
    String lives =
        "[%s,%s]".formatted(life("Dev", 1, 2, interval(2, 1)), life("dev", 1, 3, interval(2, 1)));
    Reported reported = reported(server -> server.working("/cost_report", lives));
    assertThat(reported.value("skypilot.cluster.cost_7d", "cluster:dev"))
        .isCloseTo(5, within(1e-9));
  }

  @Test
  void aTaskCostsWhatItsOwnClustersCost() {
    double now = NOW.getEpochSecond();
    JobRow ended = JobRow.of(7, "SUCCEEDED").with("end_at", now - 60).with("job_duration", 3600);
    String report =
        "[%s,%s,%s,%s]"
            .formatted(
                life("train-7", 1, 5, interval(3, 2)),
                life("train-eval-7", 1, 11, interval(2, 1)),
                life("my-train-7", 1, 13, interval(2, 1)),
                life("train-17", 1, 17, interval(2, 1)));
    Reported reported =
        reported(server ->
            server
                .queue(
                    ended.with("task_name", "train"),
                    ended.with("task_id", 1).with("task_name", "train_eval"))
                .working("/cost_report", report));
    assertThat(reported.sum("skypilot.job.total_cost_usd", "task_id:0")).isCloseTo(5, within(1e-9));
    assertThat(reported.sum("skypilot.job.total_cost_usd", "task_id:1"))
        .isCloseTo(11, within(1e-9));
  }

  /// SkyPilot cuts a long name, and marks it.
  @Test
  void aLongNamedTaskIsNotTakenForOneThatItBeginsLike() {
    JobRow ended = JobRow.of(1479, "SUCCEEDED").with("end_at", NOW.getEpochSecond() - 60.0);
    String report =
        "[%s,%s]"
            .formatted(
                life("evaluate-policy-nightly-1479", 1, 30, interval(3, 2)),
                life("evaluate-policy-nightl-e0-1479", 1, 500, interval(2, 1)));
    Reported reported =
        reported(server ->
            server
                .queue(
                    ended.with("task_name", "evaluate-policy-nightly"),
                    ended.with("task_id", 1).with("task_name", "evaluate-policy-nightly-v2-large"))
                .working("/cost_report", report));
    assertThat(reported.sum("skypilot.job.total_cost_usd", "task_id:0")).isEqualTo(30);
    assertThat(reported.sum("skypilot.job.total_cost_usd", "task_id:1")).isEqualTo(500);
  }

  /// Their clusters are called the same, and nothing says whose each was.
  @Test
  void aClusterThatSeveralTasksMayHaveUsedIsNobodysCost() {
    JobRow ended = JobRow.of(7, "SUCCEEDED").with("end_at", NOW.getEpochSecond() - 60.0);
    Reported reported =
        reported(server ->
            server
                .queue(
                    JobRow.of(8, "SUCCEEDED")
                        .with("end_at", NOW.getEpochSecond() - 60.0)
                        .with("task_name", "stage"),
                    ended.with("task_name", "stage_a"),
                    ended.with("task_id", 1).with("task_name", "Stage.a"),
                    ended.with("task_id", 2).with("task_name", "last"))
                .working(
                    "/cost_report",
                    "[%s,%s,%s]"
                        .formatted(
                            life("stage-a-7", 1, 30, interval(3, 2)),
                            life("last-7", 1, 5, interval(3, 2)),
                            life("stage-8", 1, 11, interval(3, 2)))));
    assertThat(reported.values("skypilot.job.total_cost_usd").values())
        .containsExactlyInAnyOrder(11.0, 5.0);
  }

  /// A server lists a job's rows one after another; where they come apart, it is open which others
  /// have a cluster of one's name.
  @Test
  void rowsOfAJobThatComeApartMayShareAName() {
    double end = NOW.getEpochSecond() - 60.0;
    JobRow ended = JobRow.of(7, "SUCCEEDED").with("end_at", end);
    assertThat(
            reported(server ->
                    server
                        .queue(
                            ended,
                            JobRow.of(6, "SUCCEEDED").with("end_at", end),
                            ended.with("task_id", 1))
                        .working(
                            "/cost_report",
                            "[%s,%s]"
                                .formatted(
                                    life("train-7", 1, 30, interval(3, 2)),
                                    life("train-6", 1, 5, interval(3, 2)))))
                .values("skypilot.job.total_cost_usd")
                .values())
        .containsExactly(5.0);
  }

  /// It was launched twice, and one of its clusters has no price.
  @Test
  void aCostOfWhichAPartIsNotKnownIsNotKnown() {
    JobRow ended = JobRow.of(7, "SUCCEEDED").with("end_at", NOW.getEpochSecond() - 60.0);
    String priced = life("train-7", 1, 5, interval(3, 2));
    String lost = life("train-7", 1, 0, interval(5, 4));
    String never = life("train-7", 0, 0);
    String untold =
        "{\"name\":\"train-7\",\"duration\":null,\"total_cost\":null,\"usage_intervals\":[%s]}"
            .formatted(interval(5, 4));
    assertThat(
            reported(server ->
                    server.queue(ended).working("/cost_report", "[%s,%s]".formatted(priced, lost)))
                .values("skypilot.job.total_cost_usd"))
        .isEmpty();
    assertThat(
            reported(server ->
                    server
                        .queue(ended)
                        .working("/cost_report", "[%s,%s]".formatted(priced, untold)))
                .values("skypilot.job.total_cost_usd"))
        .isEmpty();
    assertThat(
            reported(server ->
                    server.queue(ended).working("/cost_report", "[%s,%s]".formatted(priced, never)))
                .sum("skypilot.job.total_cost_usd"))
        .isEqualTo(5);
  }

  /// A user's own cluster may be called like one of a job's.
  @Test
  void aJobInAPoolHasNoClusterOfItsOwn() {
    JobRow ended =
        JobRow.of(7, "SUCCEEDED").with("end_at", NOW.getEpochSecond() - 60.0).with("pool", "evals");
    assertThat(
            reported(server ->
                    server
                        .queue(ended)
                        .working(
                            "/cost_report",
                            "[%s]".formatted(life("train-7", 1, 5, interval(3, 2)))))
                .values("skypilot.job.total_cost_usd"))
        .isEmpty();
  }

  /// The clusters of its jobs are the controller's, and in no report of the server's: while it is
  /// at work, and for as long as the window of a metric goes back to when it was, whatever clusters
  /// of jobs the report has besides.
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // the controller's state, hours of its use in the report, metrics that are whole
        "UP,      none, none, none",
        "INIT,    none, none, none",
        "STOPPED, none, none, 24h 7d",
        "none,    none, none, 24h 7d",
        "none,    60,   50,   24h",
        "STOPPED, 60,   50,   24h",
        "none,    10,   9,    none",
        "none,    300,  200,  24h 7d",
      })
  void costsWithoutThoseOfJobsAreNotTheCosts(
      @Nullable String state,
      @Nullable Integer from,
      @Nullable Integer until,
      @Nullable String whole) {
    String controller = "sky-jobs-controller-ab";
    String jobs = life("train-1", 10, 100, upSince(10));
    String report =
        from == null || until == null
            ? "[" + jobs + "]"
            : "[%s,%s]".formatted(jobs, life(controller, from - until, 9, interval(from, until)));
    String clusters =
        state == null
            ? "[]"
            : "[" + cluster(state, 1, hoursAgo(3)).replace("\"c\"", "\"" + controller + "\"") + "]";
    Reported reported =
        reported(server ->
            server
                .queue(JobRow.running(1))
                .working("/status", clusters)
                .working("/cost_report", report));
    for (String window : List.of("24h", "7d")) {
      String metric = "skypilot.compute.cost_" + window;
      if (whole != null && whole.contains(window)) {
        assertThat(reported.value(metric)).isCloseTo(100, within(1e-9));
      } else {
        assertThat(reported.outcome(metric)).isInstanceOf(Outcome.Unsupported.class);
      }
    }
    assertThat(reported.value("skypilot.cluster.cost_7d", "cluster:train-1"))
        .isCloseTo(100, within(1e-9));
  }

  /// Of a time that is over the report tells, and not what there is now.
  @Test
  void pastCostsAreWithoutThoseOfJobsWhereAControllerWasAtWorkThen() {
    String report =
        "[%s,%s]"
            .formatted(
                life("dev", 24 * 20, 2000, interval(24 * 25, 24 * 5)),
                life("sky-jobs-controller-ab", 24 * 10, 50, interval(24 * 25, 24 * 15)));
    UnaryOperator<HandmadeServer> told = server -> server.working("/cost_report", report);
    assertThat(
            reported(told, run -> run.about(NOW.minus(Duration.ofDays(10))))
                .outcome("skypilot.compute.cost_7d"))
        .isInstanceOf(Outcome.Unsupported.class);
    assertThat(
            reported(told, run -> run.about(NOW.minus(Duration.ofDays(10))))
                .value("skypilot.compute.cost_24h"))
        .isCloseTo(100, within(1e-9));
    assertThat(reported(told).value("skypilot.compute.cost_7d")).isCloseTo(200, within(1e-9));
  }

  @Test
  void costsAmongWhichAreThoseOfAJobAreWholeWhateverBecameOfTheListOfClusters() {
    UnaryOperator<HandmadeServer> told =
        server ->
            server
                .queue(JobRow.running(1))
                .working("/cost_report", "[" + life("train-1", 10, 100, upSince(10)) + "]");
    assertThat(
            reported(server -> told.apply(server).failing("/status", "KeyError", "x"))
                .value("skypilot.compute.cost_7d"))
        .isCloseTo(100, within(1e-9));
    assertThat(
            reported(server ->
                    told.apply(server).queue(JobRow.running(2)).failing("/status", "KeyError", "x"))
                .outcome("skypilot.compute.cost_7d"))
        .isInstanceOf(Outcome.Failed.class);
  }

  /// A part is no more than its whole, and what cannot be read is not open.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "FROM, UNTIL   | 20   | 0",
        "FROM, null    | 20   | 0",
        "FROM          | 20   | 0",
        "FROM, \"x\" | none | 1",
        "null, UNTIL   | none | 1",
        "\"x\", null | none | 1",
      })
  void anIntervalThatCannotBeReadIsUnknown(
      String interval, @Nullable Double dollars, double unpriced) {
    String used = "[" + interval.replace("FROM", hoursAgo(20)).replace("UNTIL", hoursAgo(10)) + "]";
    Reported reported =
        reported(server -> server.working("/cost_report", "[" + life("dev", 10, 20, used) + "]"));
    assertThat(reported.values("skypilot.compute.cost_7d").values())
        .hasSize(dollars == null ? 0 : 1)
        .allSatisfy(whole -> assertThat(whole).isCloseTo(20, within(1e-9)));
    assertThat(reported.value("skypilot.clusters.unpriced")).isEqualTo(unpriced);
  }

  @Test
  void aClusterWithoutAPriceOrTimesIsCounted() {
    String free = life("free", 10, 0, interval(3, 1));
    String dear = life("dear", 10, 2_000_000_000, interval(3, 1));
    String old = life("old", 10, 0, interval(24 * 9, 24 * 8));
    String priced = life("priced", 10, 20, interval(3, 1));
    String untold =
        "{\"name\":\"untold\",\"total_cost\":5,\"duration\":60,\"usage_intervals\":null}";
    Reported reported =
        reported(server ->
            server.working(
                "/cost_report", "[%s,%s,%s,%s,%s]".formatted(free, dear, old, priced, untold)));
    assertThat(reported.value("skypilot.clusters.unpriced")).isEqualTo(3);
    assertThat(reported.value("skypilot.compute.cost_24h")).isLessThan(100);
    assertThat(
            reported(server -> server.working("/cost_report", "[]"))
                .value("skypilot.clusters.unpriced"))
        .isZero();
  }

  @Test
  void costsWithoutTimesAreNotZero() {
    String untold = "{\"name\":\"untold\",\"total_cost\":5,\"duration\":60}";
    Reported reported = reported(server -> server.working("/cost_report", "[" + untold + "]"));
    assertThat(reported.reason("skypilot.compute.cost_7d"))
        .isEqualTo("the server does not tell when its clusters were in use");
    assertThat(reported.value("skypilot.clusters.unpriced")).isEqualTo(1);
  }

  @Test
  void aClusterWithoutAStatusIsNotCountedAsDown() {
    Reported reported =
        reported(server ->
            server.working(
                "/status", "[%s,{\"name\":\"d\"}]".formatted(cluster("UP", 2, hoursAgo(3)))));
    assertThat(reported.reason("skypilot.clusters")).contains("has one without a status");
  }

  @Test
  void uptimeIsOfClustersThatAreUp() {
    Reported reported =
        reported(server ->
            server.working(
                "/status",
                "[%s,%s,%s]"
                    .formatted(
                        cluster("UP", 2, hoursAgo(3)),
                        cluster("UP", 3, hoursAgo(5)),
                        cluster("STOPPED", 7, hoursAgo(99)))));
    assertThat(reported.value("skypilot.clusters.uptime_hours", "metric:avg")).isEqualTo(4);
    assertThat(reported.value("skypilot.clusters.uptime_hours", "metric:max")).isEqualTo(5);
    assertThat(reported.value("skypilot.clusters", "status:active")).isEqualTo(2);
    assertThat(reported.value("skypilot.clusters.nodes", "status:active")).isEqualTo(5);
  }

  @Test
  void aClusterThatDoesNotSayItsNodesLeavesNoSum() {
    Reported reported =
        reported(server ->
            server.working(
                "/status",
                "[%s,{\"name\":\"d\",\"status\":\"UP\"}]"
                    .formatted(cluster("UP", 2, hoursAgo(3)))));
    assertThat(reported.outcome("skypilot.clusters.nodes")).isInstanceOf(Outcome.Absent.class);
    assertThat(reported.values("skypilot.clusters.nodes")).isEmpty();
    assertThat(reported.value("skypilot.clusters", "status:active")).isEqualTo(2);
  }

  @Test
  void anUptimeThatCannotBeToldSaysWhy() {
    Reported stopped =
        reported(
            server -> server.working("/status", "[" + cluster("STOPPED", 1, hoursAgo(3)) + "]"));
    assertThat(stopped.reason("skypilot.clusters.uptime_hours")).isEqualTo("no cluster is up");
    Reported young =
        reported(server -> server.working("/status", "[" + cluster("UP", 1, hoursAgo(-1)) + "]"));
    assertThat(young.reason("skypilot.clusters.uptime_hours"))
        .isEqualTo("no cluster that is up was launched by 2026-06-01T12:00:00Z");
    assertThat(young.value("skypilot.clusters", "status:active")).isEqualTo(1);
    Reported untold =
        reported(server ->
            server.working(
                "/status",
                "[%s,%s]".formatted(cluster("UP", 1, hoursAgo(3)), cluster("UP", 1, "null"))));
    assertThat(untold.reason("skypilot.clusters.uptime_hours"))
        .isEqualTo("the server does not say when 1 cluster launched");
  }

  private static String cluster(String status, int nodes, String launched) {
    return "{\"name\":\"c\",\"status\":\"%s\",\"nodes\":%d,\"launched_at\":%s}"
        .formatted(status, nodes, launched);
  }
}
