// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `sky` command of a machine: asked where no endpoint is configured, and only then.
final class SkyCommandTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void itsTablesAreReadAsTheServersAre() throws IOException {
    sky(
        """
        case "$*" in
          "jobs queue --all-users --all --output json") echo '[%s,%s]' ;;
          "status --all-users --output json")
            echo '[{"name":"dev","status":"UP","nodes":2,"launched_at":%d}]' ;;
          *) exit 2 ;;
        esac
        """
            .formatted(
                JobRow.running(2).json(),
                JobRow.of(1, "PENDING").json(),
                NOW.getEpochSecond() - 7200));
    Reported reported = run();
    assertThat(reported.outcomes()).noneMatch(one -> one.failed());
    assertThat(reported.value("skypilot.jobs", "status:running")).isEqualTo(1);
    assertThat(reported.value("skypilot.jobs", "status:queued")).isEqualTo(1);
    assertThat(reported.value("skypilot.resources.gpus", "type:h100")).isEqualTo(1);
    assertThat(reported.value("skypilot.clusters.nodes", "status:active")).isEqualTo(2);
    assertThat(reported.value("skypilot.clusters.uptime_hours", "metric:max")).isEqualTo(2);
  }

  @Test
  void whatItDoesNotPrintIsUnsupportedAndConfiguredPricesStillHold() throws IOException {
    sky("case $1 in jobs) echo '[%s]' ;; *) echo '[]' ;; esac".formatted(JobRow.running(1).json()));
    Reported reported = collecting().with("skypilot.prices", "p5.4xlarge=6.5").run();
    assertThat(reported.outcome("skypilot.compute.cost_24h"))
        .isInstanceOf(Outcome.Unsupported.class);
    assertThat(reported.outcome("skypilot.job.queue_wait_seconds"))
        .isInstanceOf(Outcome.Unsupported.class);
    assertThat(reported.sum("skypilot.job.estimated_cost_hourly")).isEqualTo(6.5);
    assertThat(reported.value("skypilot.jobs.unpriced")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Warning: a new version is out",
        "  ",
        "W [1]\\nW [2]",
        "[sky] a tip",
        "[notice] a new version",
        "[1/2] checking",
        "[12:00:01] checked",
        "spinning\\r"
      })
  void whatItWarnsOfBeforehandIsPassedOver(String warning) throws IOException {
    sky(
        "printf '%s\\n'; case $1 in jobs) echo '[%s]' ;; *) echo '[]' ;; esac"
            .formatted(warning, JobRow.running(1).json()));
    assertThat(run().value("skypilot.jobs", "status:running")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo 'Traceback: no API server' >&2; exit 1 | service | ended with code 1: Traceback: no API server
          echo 'Fetching jobs...'                     | malformed | it printed "Fetching jobs..." where a list in JSON was expected; metta needs sky 0.12 or newer
          printf 'Warning: old\\n{}'                  | malformed | it printed "Warning: old" where a list in JSON was expected
          yes Warning                                 | malformed | it printed "Warning" where a list in JSON was expected
          echo '{}'                                   | malformed | metta needs sky 0.12 or newer
          true                                        | malformed | nothing where JSON was expected; metta needs sky 0.12 or newer
          echo '[{"job_id":1,"sta'                    | malformed | sky jobs queue
          echo '[] Done.'                             | malformed | not the JSON expected at line 1
          echo '[null]'                               | malformed | it printed "[null]" where a list in JSON was expected
          echo 'Error: No such option' >&2; exit 2    | service   | metta needs sky 0.12 or newer
          """)
  void whatGoesWrongIsToldByKind(String script, String kind, String message) throws IOException {
    sky("case $1 in jobs) " + script + " ;; *) echo '[]' ;; esac");
    Reported reported = run();
    assertThat(reported.outcome("skypilot.jobs"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.cause().kind()).isEqualTo(kind);
              assertThat(failed.cause().message()).contains(message);
            });
    assertThat(reported.values("skypilot.jobs")).isEmpty();
    assertThat(reported.value("skypilot.clusters", "status:active")).isZero();
  }

  /// It is not to blame for what it meets after its reader has gone.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo '[{"job_id":1,"status":"RUNNING"},7,'; head -c 1000000 /dev/zero                         | has no record as its row 2
          echo '[{"job_id":1,"status":"RUNNING"},7,'; if ! head -c 1000000 /dev/zero; then exit 120; fi | has no record as its row 2
          echo '[{"job_id":'; yes [                                     | lists and objects more than 200 deep are not read
          """)
  void whatMadeTheReaderStopIsTold(String script, String problem) throws IOException {
    sky("case $1 in jobs) " + script + " ;; *) echo '[]' ;; esac");
    assertThat(run().outcome("skypilot.jobs"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.cause()).isInstanceOf(Failure.Malformed.class);
              assertThat(failed.cause().message()).startsWith("sky jobs queue").endsWith(problem);
            });
  }

  @Test
  void whiteSpaceBeforeTheListIsNothing() throws IOException {
    sky("printf '\\n []'");
    assertThat(run().value("skypilot.jobs", "status:running")).isZero();
  }

  @Test
  void oneThatHangsIsEndedWithTheRun() throws IOException {
    Path pid = folder.resolve("pid");
    sky(
        "case $1 in jobs) echo $$ >%s; exec tail -f /dev/null ;; *) echo '[]' ;; esac"
            .formatted(pid));
    Reported reported = collecting().within(Duration.ofSeconds(4)).run();
    assertThat(reported.outcome("skypilot.jobs"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(Failure.Service.class));
    assertThat(reported.value("skypilot.clusters", "status:active")).isZero();
    assertThat(reported.value("collector.skypilot.failed")).isZero();
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(left -> left.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }

  @Test
  void withAnEndpointItIsNotUsedEvenWhereTheServerIsDown() throws IOException {
    Path used = folder.resolve("used");
    sky("touch %s; echo '[]'".formatted(used));
    Reported reported = collecting().with("skypilot.endpoint", "http://127.0.0.1:1").run();
    assertThat(reported.outcomes()).allMatch(one -> one.failed());
    assertThat(reported.reason("skypilot.jobs")).contains("connection refused");
    assertThat(used).doesNotExist();
  }

  private Reported run() {
    return collecting().run();
  }

  private Collecting collecting() {
    return Collecting.at(NOW).knowing("PATH", folder + ":/bin:/usr/bin");
  }

  private void sky(String script) throws IOException {
    Path sky = folder.resolve("sky");
    Files.writeString(sky, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(sky, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
