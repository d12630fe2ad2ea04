// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.server.LocalDatadog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results of jobs, from a runner's file to a collector's number.
final class JobResultsCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:00Z"));

  @TempDir private Path folder;

  private LocalDatadog server() throws IOException {
    return LocalDatadog.start(LocalDatadog.Options.in(folder.resolve("store")), CLOCK);
  }

  private String file(String name, String runId, String status) throws IOException {
    return Files.writeString(folder.resolve(name), document(runId, status)).toString();
  }

  private static String document(String runId, String status) {
    return """
    {"schema": 1, "run_id": "%s", "suite": "stable", "started_at": "2026-01-02T01:00:00Z",
     "jobs": [{"name": "evaluate", "status": "%s", "execution": "local",
               "completed_at": "2026-01-02T02:00:00Z", "metrics": {"loss": NaN}}]}
    """
        .formatted(runId, status);
  }

  private Console console(LocalDatadog server) {
    return Console.in(folder).at(CLOCK).with("DD_URL", server.url().toString());
  }

  @Test
  void whatIsPushedIsCollected() throws IOException {
    try (LocalDatadog server = server()) {
      Ended pushed =
          console(server)
              .run(
                  "datadog",
                  "job-results",
                  "push",
                  file("a.json", "run-1", "failed"),
                  file("b.json", "run-2", "succeeded"));
      assertThat(pushed.code()).as(pushed.all()).isZero();
      assertThat(pushed.out())
          .isEqualToNormalizingNewlines(
              """
              Pushed run run-1 of suite stable: 1 job
              Pushed run run-2 of suite stable: 1 job
              """);
      Ended again =
          console(server)
              .run("datadog", "job-results", "push", file("a.json", "run-1", "succeeded"));
      assertThat(again.code()).as(again.all()).isZero();

      Ended collected =
          console(server)
              .with("JOB_RESULTS_SOURCES", server.url() + "/api/job-results")
              .run("datadog", "collect", "eval", "--metric", "eval.local.*_24h", "-o", "prom");
      assertThat(collected.code()).as(collected.all()).isZero();
      assertThat(collected.out())
          .containsPattern("eval_local_success_24h\\{[^}]*suite=\"stable\"[^}]*} 2")
          .containsPattern("eval_local_failed_24h\\{[^}]*} 0");
    }
  }

  @Test
  void aDocumentMayComeByStandardInput() throws IOException {
    InputStream before = System.in;
    try (LocalDatadog server = server()) {
      System.setIn(
          new ByteArrayInputStream(document("piped", "failed").getBytes(StandardCharsets.UTF_8)));
      Ended pushed = console(server).run("datadog", "job-results", "push", "-");
      assertThat(pushed.out()).as(pushed.all()).contains("Pushed run piped");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void nothingIsSentWhereOneDocumentIsWrong() throws IOException {
    try (LocalDatadog server = server()) {
      String wrong = file("b.json", "run-2", "passed");
      Ended ended =
          console(server)
              .run("datadog", "job-results", "push", file("a.json", "run-1", "failed"), wrong);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .contains(wrong + ".jobs[0].status is none of pending, running, succeeded");
      assertThat(ended.out()).isEmpty();
    }
  }

  @Test
  void withoutAServerThereIsNowhereToPushTo() throws IOException {
    Ended ended =
        Console.in(folder).run("datadog", "job-results", "push", file("a.json", "run-1", "failed"));
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("metta serve", "DD_URL");
  }

  @Test
  void theServerOfTheDataDirectoryIsFound() throws IOException {
    try (LocalDatadog server = server()) {
      LocalServer.of(folder.resolve(".local/share/metta")).announce(server.url().toString());
      Ended ended =
          Console.in(folder)
              .at(CLOCK)
              .run("datadog", "job-results", "push", file("a.json", "run-1", "failed"));
      assertThat(ended.code()).as(ended.all()).isZero();
    }
  }

  @Test
  void aFileThatIsNotThereIsAWrongCommandLine() {
    Ended ended = Console.in(folder).run("datadog", "job-results", "push", "nowhere.json");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("nowhere.json: cannot be read: there is no such file");
  }

  @Test
  void whichCommandIsAsked() {
    assertThat(Console.in(folder).run("datadog", "job-results").code()).isEqualTo(2);
    assertThat(Console.in(folder).run("datadog", "job-results", "push").code()).isEqualTo(2);
  }
}
