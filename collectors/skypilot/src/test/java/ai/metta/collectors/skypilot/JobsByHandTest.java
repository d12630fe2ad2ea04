// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.collectors.skypilot.ByHand.NOW;
import static ai.metta.collectors.skypilot.ByHand.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import ai.metta.metric.Event;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Queues of a few rows whose figures can be told by looking at them.
final class JobsByHandTest {
  @Test
  void aRuntimeThatNobodySaysIsNotZero() {
    Reported reported =
        reported(
            JobRow.running(9).raw("job_duration", "null"),
            JobRow.running(8).with("job_duration", 7200),
            JobRow.of(7, "SUCCEEDED")
                .with("end_at", (double) NOW.getEpochSecond() - 60)
                .raw("job_duration", "null"),
            JobRow.of(6, "FAILED")
                .with("end_at", (double) NOW.getEpochSecond() - 60)
                .with("job_duration", 0));
    assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(2);
    assertThat(reported.by("skypilot.jobs", "runtime_bucket"))
        .containsOnly(
            entry("0_1h", 0.0),
            entry("1_4h", 1.0),
            entry("4_24h", 0.0),
            entry("over_24h", 0.0),
            entry("unknown", 1.0));
    assertThat(
            reported(JobRow.running(9).raw("job_duration", "null"))
                .by("skypilot.jobs", "runtime_bucket"))
        .as("zeros that nobody counted")
        .containsOnly(entry("unknown", 1.0));
    assertThat(reported.values("skypilot.jobs.runtime_seconds")).isEmpty();
    assertThat(reported.reason("skypilot.jobs.runtime_seconds"))
        .isEqualTo("the server does not say the runtime of 1 running row");
    assertThat(reported.values("skypilot.job.runtime_hours").values()).containsExactly(2.0);
    assertThat(reported.reason("skypilot.jobs.avg_duration_minutes"))
        .isEqualTo("the server does not say the runtime of 1 ended row");
    assertThat(reported.values("skypilot.job.total_duration_hours").values()).containsExactly(0.0);
    assertThat(reported.result().events())
        .extracting(Event::title)
        .containsExactlyInAnyOrder("Job train (7) succeeded", "Job train (6) failed after 0.0 h");
  }

  /// A run that comes late, or after others that found nothing out, tells all that ended meanwhile.
  @ParameterizedTest
  @CsvSource({
    // minutes since the last run, jobs that ended meanwhile
    "    , 1",
    "   5, 1",
    "  10, 1",
    "  60, 2",
    "2000, 3",
  })
  void whatEndedSinceTheLastRunIsToldOnce(Integer minutes, int ended) {
    JobRow[] rows =
        IntStream.of(5, 50, 500)
            .mapToObj(ago ->
                JobRow.of(1000 - ago, "SUCCEEDED")
                    .with("end_at", NOW.getEpochSecond() - ago * 60.0)
                    .with("job_duration", 60))
            .toArray(JobRow[]::new);
    try (HandmadeServer server = HandmadeServer.start().queue(rows)) {
      Collecting collecting = Collecting.at(NOW).from(server.endpoint());
      Reported reported =
          (minutes == null ? collecting : collecting.after(NOW.minus(Duration.ofMinutes(minutes))))
              .run();
      assertThat(reported.values("skypilot.job.total_duration_hours")).hasSize(ended);
      assertThat(reported.result().events()).hasSize(ended);
      assertThat(reported.result().told()).isTrue();
    }
  }

  @Test
  void aRunThatCouldNotReadTheQueueToldNothing() {
    try (HandmadeServer server = HandmadeServer.start()) {
      server.failing("/jobs/queue/v2", "KeyError", "x");
      assertThat(Collecting.at(NOW).from(server.endpoint()).run().result().told()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999x(gpus=L4:1, g6.xlarge, ...)",
        "1x(gpus=L4:1..., g6.xlarge, ...)",
        "1x(gpus=L4:99999999999999999999, ...)"
      })
  void anOddRowCostsTheOthersNothing(String resources) {
    Reported reported =
        reported(JobRow.running(2), JobRow.running(1).with("cluster_resources", resources));
    assertThat(reported.outcomes()).noneMatch(one -> one.failed());
    assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(2);
  }

  @Test
  void whatCannotBeIsNotCounted() {
    Reported reported =
        reported(
            JobRow.running(2).raw("recovery_count", "-3").raw("job_duration", "1e300"),
            JobRow.running(1).raw("accelerators", "{\"L4\":-1}").with("recovery_count", 2));
    assertThat(reported.reason("skypilot.jobs.recovery_count"))
        .isEqualTo("the server does not say the recoveries of 1 running row");
    assertThat(reported.reason("skypilot.jobs.runtime_seconds"))
        .isEqualTo("the server does not say the runtime of 1 running row");
    assertThat(reported.values("skypilot.job.runtime_hours").values()).containsExactly(1.0);
    assertThat(reported.value("skypilot.resources.gpus", "type:total")).isEqualTo(1);
    assertThat(reported.value("skypilot.jobs.gpus_unknown")).isEqualTo(1);
  }

  /// None becomes the largest number that a type of ours holds.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "submitted_at=1e300",
        "start_at=1e30",
        "start_at=1780000000000",
        "job_duration=1e30",
        "recovery_count=1e20",
        "recovery_count=1.5",
        "accelerators={\"H100\":1e308}"
      })
  void aNumberOutOfRangeSaysNothing(String field) {
    String[] named = field.split("=", 2);
    double then = NOW.getEpochSecond();
    Reported reported =
        reported(
            JobRow.running(1)
                .with("submitted_at", then - 4000)
                .with("start_at", then - 3600)
                .raw(named[0], named[1]));
    assertThat(reported.outcomes()).noneMatch(one -> one.failed());
    assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(1);
    assertThat(reported.result().series())
        .filteredOn(series -> series.metric().startsWith("skypilot.job"))
        .flatExtracting(series -> series.points())
        .allSatisfy(point -> assertThat(point.value()).isBetween(0.0, 4000.0));
  }

  @Test
  void usersAreKnownByHashElseByName() {
    assertThat(
            reported(
                    JobRow.running(3).raw("user_hash", "null").with("user_name", "eve"),
                    JobRow.running(2).raw("user_hash", "null").with("user_name", "eve"),
                    JobRow.running(1))
                .value("skypilot.users", "status:active"))
        .isEqualTo(2);
    assertThat(reported(JobRow.running(1).raw("user_hash", "null")).values("skypilot.users"))
        .isEmpty();
  }

  @Test
  void aUsersAddressBecomesATagAndANamelessUserIsTheHash() {
    Reported reported =
        reported(
            JobRow.running(2).with("user_name", "Kit.Doe@lab.example").with("user_hash", "aa"),
            JobRow.running(1).raw("user_name", "null").with("user_hash", "deadbeef"));
    assertThat(reported.values("skypilot.job.runtime_hours").keySet())
        .extracting(tags -> tags.value("user").orElseThrow())
        .containsExactlyInAnyOrder("kit.doe_lab.example", "deadbeef");
    assertThat(reported.value("skypilot.users", "status:active")).isEqualTo(2);
  }

  @Test
  void onlyJobsOfSeveralTasksAreToldByTask() {
    Reported reported =
        reported(
            JobRow.running(5).with("task_id", 0).with("job_duration", 3600),
            JobRow.running(5).with("task_id", 1).with("job_duration", 7200),
            JobRow.running(4).with("job_duration", 900));
    Tags job =
        Tags.parse(
            java.util.List.of(
                "gpu_type:h100",
                "instance_type:on_demand",
                "region:us-east-1",
                "status:running",
                "user:0a1b2c3d"));
    assertThat(reported.values("skypilot.job.runtime_hours"))
        .isEqualTo(
            Map.of(
                job.and("job_id", "5").and("task_id", "0"), 1.0,
                job.and("job_id", "5").and("task_id", "1"), 2.0,
                job.and("job_id", "4"), 0.25));
    assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(3);
  }

  @Test
  void regionsAreCountedByNameWhereTheConfigurationNamesThem() {
    JobRow[] rows = {
      JobRow.running(4).with("region", "eu-west-1"),
      JobRow.running(3).with("region", "us-east-1"),
      JobRow.running(2).with("region", "-"),
      JobRow.running(1).raw("region", "null")
    };
    assertThat(reported(rows).by("skypilot.jobs", "region"))
        .containsOnly(
            entry("us_east_1", 1.0),
            entry("us_west_2", 0.0),
            entry("other", 1.0),
            entry("unknown", 2.0));
    assertThat(
            reported(run -> run.with("skypilot.regions", "eu-west-1,eu-north-1"), rows)
                .by("skypilot.jobs", "region"))
        .as("a region that is not named has no zero of its own")
        .containsOnly(
            entry("eu_west_1", 1.0),
            entry("eu_north_1", 0.0),
            entry("other", 1.0),
            entry("unknown", 2.0));
  }

  @Test
  void aStateThatNobodyKnowsYetIsOtherAndStillLives() {
    Reported reported =
        reported(
            JobRow.of(3, "HIBERNATING").with("user_hash", "aa"),
            JobRow.of(2, "FAILED_BY_MOONLIGHT").with("user_hash", "bb").with("end_at", 1e9),
            JobRow.of(1, "FAILED_SETUP").with("user_hash", "bb").with("end_at", 1e9));
    assertThat(reported.value("skypilot.jobs", "status:other")).isEqualTo(1);
    assertThat(reported.value("skypilot.jobs", "status:failed", "failure:platform")).isEqualTo(1);
    assertThat(reported.value("skypilot.jobs", "status:failed", "failure:user")).isEqualTo(1);
    assertThat(reported.sum("skypilot.jobs", "status:failed")).isEqualTo(2);
    assertThat(reported.value("skypilot.users", "status:active")).isEqualTo(1);
  }

  /// As where the server could not look up where anything runs.
  @Test
  void whereNoRegionIsKnownNoneIsZero() {
    Reported reported =
        reported(JobRow.running(2).raw("region", "null"), JobRow.running(1).with("region", "-"));
    assertThat(reported.by("skypilot.jobs", "region")).containsOnly(entry("unknown", 2.0));
    assertThat(reported(JobRow.of(1, "PENDING")).by("skypilot.jobs", "region"))
        .as("nothing runs anywhere")
        .containsEntry("us_east_1", 0.0);
  }

  @Test
  void recoveriesThatNobodyCanReadAreNotZero() {
    Reported reported = reported(JobRow.running(2), JobRow.running(1).with("recovery_count", -3));
    assertThat(reported.by("skypilot.jobs", "has_recoveries"))
        .containsOnly(entry("true", 0.0), entry("unknown", 1.0));
  }

  /// Only what was cancelled in the queue ends at no time.
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"2026-06-01\"", "1780315200000"})
  void whatEndedAtAnUnknownTimeIsCountedBesideTheWeek(String end) {
    double now = NOW.getEpochSecond();
    Reported reported =
        reported(
            JobRow.of(5, "SUCCEEDED").with("end_at", now - 60).with("job_duration", 600),
            JobRow.of(4, "SUCCEEDED").raw("end_at", end),
            JobRow.of(3, "FAILED").with("end_at", now - 60).with("job_duration", 600),
            JobRow.of(2, "CANCELLED").raw("end_at", end).with("job_duration", 0),
            JobRow.of(7, "CANCELLED").raw("end_at", end).raw("job_duration", "null"),
            JobRow.of(6, "CANCELLED")
                .raw("end_at", end)
                .with("start_at", now - 600)
                .raw("job_duration", "null"),
            JobRow.of(1, "CANCELLED").raw("end_at", end).with("job_duration", 60));
    assertThat(reported.values("skypilot.jobs"))
        .containsEntry(Tags.of("status", "succeeded").and("timeframe", "7d"), 1.0)
        .containsEntry(
            Tags.of("status", "failed").and("failure", "user").and("timeframe", "7d"), 1.0)
        .containsEntry(Tags.of("status", "cancelled").and("timeframe", "7d"), 0.0);
    assertThat(reported.value("skypilot.jobs.untimed")).isEqualTo(3);
    assertThat(reported.value("skypilot.jobs.avg_duration_minutes")).isEqualTo(10);
  }

  /// Zeros of a week of which nobody knows what ended in it would be nobody's count.
  @Test
  void aWeekOfWhichNothingIsKnownHasNoCounts() {
    Reported reported = reported(JobRow.of(2, "SUCCEEDED"), JobRow.of(1, "FAILED"));
    assertThat(reported.values("skypilot.jobs"))
        .containsEntry(Tags.of("status", "succeeded"), 1.0)
        .allSatisfy((tags, _) -> assertThat(tags.toString()).doesNotContain("7d"));
    assertThat(reported.value("skypilot.jobs.untimed")).isEqualTo(2);
    assertThat(reported.reason("skypilot.jobs.avg_duration_minutes"))
        .isEqualTo(
            "no job is known to have ended in the last 7 days; the server does not say when 2 rows ended");
  }

  @Test
  void pricingThatNobodySaysIsNotZero() {
    assertThat(
            reported(JobRow.running(1).with("cluster_resources", "-").with("resources", "-"))
                .by("skypilot.jobs", "pricing"))
        .containsOnly(entry("unknown", 1.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"3\"", "true", "[3]", "{\"n\":3}"})
  void recoveriesThatAreNoNumberAreNotZero(String recoveries) {
    Reported reported = reported(JobRow.running(1).raw("recovery_count", recoveries));
    assertThat(reported.by("skypilot.jobs", "has_recoveries"))
        .as("a zero that nobody counted")
        .containsOnly(entry("unknown", 1.0));
    assertThat(reported.values("skypilot.jobs.recovery_count")).isEmpty();
  }

  @Test
  void aTaskWithoutANumberIsNoneOfThoseThatHaveOne() {
    JobRow numbered = JobRow.running(3).with("job_duration", 7200);
    JobRow untold = JobRow.running(3).raw("task_id", "null");
    for (Reported reported : List.of(reported(numbered, untold), reported(untold, numbered))) {
      assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(2);
      assertThat(reported.sum("skypilot.job.runtime_hours", "task_id:0")).isEqualTo(2);
      assertThat(reported.values("skypilot.job.runtime_hours").values())
          .containsExactlyInAnyOrder(1.0, 2.0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CANCELLED | the request was cancelled on the server; run again",
        "FAILED    | the server says that the request is FAILED; the log of the API server says more",
      })
  void workThatDidNotEndWellIsNoEmptyQueue(String status, String reason) {
    for (String value : List.of("{\"jobs\":[],\"total\":0}", "null")) {
      assertThat(
              reported(server -> server.saying("/jobs/queue/v2", status, value))
                  .reason("skypilot.jobs"))
          .endsWith(reason);
    }
    assertThat(
            reported(server ->
                    server.saying("/jobs/queue/v2", "SUCCEEDED", "{\"jobs\":[],\"total\":0}"))
                .value("skypilot.jobs", "status:running"))
        .isZero();
  }

  @Test
  void tasksOfOneJobThatNothingTellsApartAreNoList() {
    JobRow task = JobRow.running(3).raw("task_id", "null");
    assertThat(reported(task, JobRow.running(2), task).reason("skypilot.jobs"))
        .contains("has several rows of job 3 without task_id to tell them apart");
    assertThat(reported(JobRow.running(3).with("task_id", "0")).reason("skypilot.jobs"))
        .contains("has a row without a number in task_id (of job 3)");
  }

  /// Newer servers repeat what was asked for where they do not know any more what was launched.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1x[H100:8][Spot] ; spot",
        "1x[A100:8, H100:8][On-demand|Spot] ; unknown",
        "1x[H100:8] ; on_demand",
        "- ; on_demand",
        "<initializing> ; on_demand",
        "1x[spot](gpus=H100:8, p5.48xlarge, ...) ; spot",
        "1x(gpus=H100:8, p5.48xlarge, ...) ; on_demand"
      })
  void anEndedJobIsPaidForAsItWasAsked(String launched, String pricing) {
    String requested = launched.matches("1x\\[[A-Z].*") ? launched : "1x[H100:8]";
    Reported reported =
        reported(
            JobRow.of(1, "SUCCEEDED")
                .with("job_duration", 3600)
                .with("end_at", NOW.getEpochSecond() - 60.0)
                .with("cluster_resources", launched)
                .with("resources", requested));
    assertThat(reported.sum("skypilot.job.total_duration_hours", "instance_type:" + pricing))
        .isEqualTo(1);
  }

  @Test
  void bucketsHoldTheirLowerBound() {
    Reported reported =
        reported(
            JobRow.running(5).with("job_duration", 3599.9),
            JobRow.running(4).with("job_duration", 3600),
            JobRow.running(3).with("job_duration", 4 * 3600),
            JobRow.running(2).with("job_duration", 24 * 3600 - 1),
            JobRow.running(1).with("job_duration", 24 * 3600));
    assertThat(reported.by("skypilot.jobs", "runtime_bucket"))
        .containsOnly(
            entry("0_1h", 1.0), entry("1_4h", 1.0), entry("4_24h", 2.0), entry("over_24h", 1.0));
  }

  @Test
  void aWeekReachesFromAfterItsStartUpToNow() {
    double now = NOW.getEpochSecond();
    double week = 7 * 86_400;
    Reported reported =
        reported(
            JobRow.of(4, "SUCCEEDED").with("end_at", now).with("job_duration", 600),
            JobRow.of(3, "SUCCEEDED").with("end_at", now - week + 1).with("job_duration", 1200),
            JobRow.of(2, "SUCCEEDED").with("end_at", now - week).with("job_duration", 9000),
            JobRow.of(1, "CANCELLED").raw("end_at", "null"));
    assertThat(reported.value("skypilot.jobs", "status:succeeded")).isEqualTo(3);
    assertThat(reported.value("skypilot.jobs", "status:succeeded", "timeframe:7d")).isEqualTo(2);
    assertThat(reported.value("skypilot.jobs", "status:cancelled", "timeframe:7d")).isZero();
    assertThat(reported.value("skypilot.jobs.avg_duration_minutes")).isEqualTo(15);
    assertThat(reported.values("skypilot.job.total_duration_hours"))
        .as("only what ended since the last run")
        .hasSize(1);
  }

  @Test
  void whatEndedSinceTheLastRunIsAlsoToldAsAnEvent() {
    double now = NOW.getEpochSecond();
    JobRow ended =
        JobRow.of(4, "SUCCEEDED")
            .with("end_at", now - 60)
            .with("job_duration", 5400)
            .with("resources", "2x[H100:8][Spot]")
            .with("user_name", "kit");
    Reported reported =
        reported(
            ended,
            ended.with("job_id", 3).with("task_id", 0).with("status", "FAILED_NO_RESOURCE"),
            ended.with("job_id", 3).with("task_id", 1).with("end_at", now - 600),
            JobRow.running(2));
    assertThat(reported.result().events())
        .extracting(Event::aggregationKey, Event::title, Event::level, Event::happenedAt)
        .containsExactly(
            tuple(
                "job_ended:4",
                "Job train (4) succeeded after 1.5 h",
                Event.Level.SUCCESS,
                NOW.minusSeconds(60)),
            tuple(
                "job_ended:3.0",
                "Job train (3.0) failed after 1.5 h",
                Event.Level.ERROR,
                NOW.minusSeconds(60)));
    Event failed = reported.result().events().getLast();
    assertThat(failed.text()).isEqualTo("User kit, h100, spot, 2 nodes, 0 recoveries.");
    assertThat(failed.tags().texts()).contains("failure:platform", "job_id:3", "task_id:0");
  }

  @Test
  void withoutAJobThereIsZeroOfItAndNoRuntime() {
    Reported reported = reported();
    assertThat(reported.value("skypilot.jobs", "status:running")).isZero();
    assertThat(reported.value("skypilot.resources.gpus", "type:total")).isZero();
    assertThat(reported.value("skypilot.users", "status:active")).isZero();
    assertThat(reported.values("skypilot.jobs.runtime_seconds")).isEmpty();
    assertThat(reported.reason("skypilot.jobs.runtime_seconds")).isEqualTo("no job is running");
  }
}
