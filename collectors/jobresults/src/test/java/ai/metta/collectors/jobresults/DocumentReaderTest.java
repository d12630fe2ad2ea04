// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentReaderTest {
  private static final String WHOLE =
      """
      {
        "schema": 1,
        "run_id": "run-1",
        "suite": "Stable",
        "started_at": "2026-03-17T05:00:00Z",
        "completed_at": "2026-03-17T08:30:00.250+01:00",
        "git_sha": "0123abc",
        "runner": {"host": "unknown fields are left alone"},
        "jobs": [
          {
            "name": "runner.20260317-arena_basic.train_100m",
            "cmd": ["uv", "run", "recipes.arena.basic.train", "--steps=100"],
            "category": "training",
            "status": "succeeded",
            "exit_code": 0,
            "started_at": "2026-03-17T05:00:10Z",
            "completed_at": "2026-03-17T06:00:10Z",
            "duration_s": 3599.5,
            "execution": "remote",
            "gpus": 4,
            "nodes": 2,
            "external_run": "abc123",
            "metrics": {"overview/sps": 41000, "loss": NaN, "reward": -Infinity},
            "acceptance": [
              {"metric": "overview/sps", "operator": ">=", "threshold": 40000},
              {"metric": "env_agent/heart.gained", "operator": "in", "threshold": [0.1, 1]}
            ],
            "acceptance_passed": null,
            "error": null
          }
        ]
      }
      """;

  private static Document read(String text) {
    return DocumentReader.one("a.json", text.getBytes(UTF_8));
  }

  private static String minimal(String job) {
    return """
    {"schema": 1, "run_id": "r", "suite": "ci", "started_at": "2026-03-17T05:00:00Z",
     "jobs": [{"name": "j", %s}]}
    """
        .formatted(job);
  }

  @Test
  void aDocumentIsReadWithAllThatIsKnownOfIt() {
    Document document = read(WHOLE);
    assertThat(document.runId()).isEqualTo("run-1");
    assertThat(document.suite()).isEqualTo("stable");
    assertThat(document.completed()).contains(Instant.parse("2026-03-17T07:30:00.250Z"));
    Job job = document.jobs().getFirst();
    assertThat(job.recipe()).contains("recipes.arena.basic.train");
    assertThat(job.category()).contains(Job.Category.TRAINING);
    assertThat(job.machines().execution()).isEqualTo(Job.Execution.REMOTE);
    assertThat(job.machines().gpus()).contains(4L);
    assertThat(job.life().duration()).contains(Duration.ofMillis(3_599_500));
    assertThat(job.life().ended()).contains(Instant.parse("2026-03-17T06:00:10Z"));
    assertThat(job.links().externalRun()).contains("abc123");
    assertThat(job.accepted()).isEmpty();
    assertThat(job.criteria())
        .extracting(Criterion::name)
        .containsExactly("overview_sps", "env_agent_heart_gained");
  }

  @Test
  void aMetricThatIsNotFiniteWasNotMeasured() {
    assertThat(read(WHOLE).jobs().getFirst().metrics()).containsOnlyKeys("overview/sps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schema\": 1|\"schema\": 2|a.json.schema is 2, and only 1 is known",
        "\"schema\": 1,||a.json.schema is missing",
        "\"schema\": 1|\"schema\": \"1\"|a.json.schema is no whole number",
        "\"run_id\": \"run-1\"|\"run_id\": \" \"|a.json.run_id is empty",
        "\"run_id\": \"run-1\",||a.json.run_id is missing",
        "\"Stable\"|\"a suite\"|a.json.suite is no name of letters",
        "\"2026-03-17T05:00:00Z\"|\"2026-03-17T05:00:00\"|a.json.started_at is no time",
        "\"succeeded\"|\"passed\"|a.json.jobs[0].status is none of pending, running, succeeded, failed, skipped",
        "\"status\": \"succeeded\",||a.json.jobs[0].status is missing",
        "\"succeeded\"|\"running\"|a.json.jobs[0].completed_at is there, and the status is running",
        "\"remote\"|\"cluster\"|a.json.jobs[0].execution is none of local, remote",
        "\"category\": \"training\"|\"category\": \"train\"|a.json.jobs[0].category is none of training, eval, ci, hygiene",
        "\"gpus\": 4|\"gpus\": 1.5|a.json.jobs[0].gpus is no whole number",
        "\"gpus\": 4|\"gpus\": -1|a.json.jobs[0].gpus is below 0",
        "3599.5|-1|a.json.jobs[0].duration_s is no time that a job takes",
        "41000|\"fast\"|a.json.jobs[0].metrics.overview/sps is no number",
        "\">=\"|\"=>\"|a.json.jobs[0].acceptance[0].operator is none of >= > <= < == in",
        "40000|[1, 2]|a.json.jobs[0].acceptance[0].threshold is no number",
        "[0.1, 1]|[0.1]|a.json.jobs[0].acceptance[1].threshold is no list of two numbers",
        "[0.1, 1]|[2, 1]|a.json.jobs[0].acceptance[1].threshold begins above its end",
        "\"2026-03-17T06:00:10Z\"|\"2026-03-17T04:00:10Z\"|a.json.jobs[0].completed_at is before started_at",
        "\"jobs\": [|\"jobs\": [null, |a.json.jobs[0] is not there",
        "\"env_agent/heart.gained\", \"operator\": \"in\", \"threshold\": [0.1, 1]|\"overview.sps\", \"operator\": \">=\", \"threshold\": 1|a.json.jobs[0].acceptance[1] asks the same",
      })
  void whatIsWrongIsSaidWithItsField(String before, String after, String said) {
    assertThat(WHOLE).contains(before);
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(WHOLE.replace(before, after == null ? "" : after)))
        .withMessageContaining(said)
        .satisfies(thrown -> assertThat(thrown.failure()).isInstanceOf(Failure.Malformed.class));
  }

  @Test
  void nothingButOneObjectIsADocument() {
    for (String text : new String[] {"", "[]", "<html>", "{", "{} {}", WHOLE + WHOLE}) {
      assertThatExceptionOfType(FailureException.class)
          .as(text)
          .isThrownBy(() -> read(text))
          .withMessageContaining("a.json");
    }
  }

  @Test
  void aDocumentOfMoreThanFiveMegabytesIsRefused() {
    String large = WHOLE.replace("0123abc", "x".repeat(900_000));
    assertThat(read(large).jobs()).hasSize(1);
    String tooLarge = large + " ".repeat(4_200_000);
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(tooLarge))
        .withMessageContaining("larger than 5 MB");
  }

  @Test
  void anAddressMayAnswerWithAListOfDocuments() {
    assertThat(DocumentReader.several("it", ("[" + WHOLE + "," + WHOLE + "]").getBytes(UTF_8)))
        .hasSize(2);
    assertThat(DocumentReader.several("it", "[]".getBytes(UTF_8))).isEmpty();
    assertThat(DocumentReader.several("it", WHOLE.getBytes(UTF_8))).hasSize(1);
  }

  @Test
  void onlyWholeNumbersAreEqualWithoutATolerance() {
    String job =
        "\"status\": \"failed\", \"completed_at\": \"2026-03-17T06:00:00Z\", \"acceptance\":"
            + " [{\"metric\": \"m\", \"operator\": \"==\", \"threshold\": %s}]";
    assertThat(read(minimal(job.formatted("2"))).jobs()).hasSize(1);
    assertThat(read(minimal(job.formatted("0.1, \"tolerance\": 0.01"))).jobs()).hasSize(1);
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(minimal(job.formatted("0.1"))))
        .withMessageContaining("threshold is no whole number: == needs a tolerance");
  }

  @Test
  void aJobThatEndedSaysWhenOrItsRunDoes() {
    assertThat(
            read(minimal(
                    "\"status\": \"failed\", \"started_at\": \"2026-03-17T05:10:00Z\","
                        + " \"duration_s\": 60"))
                .jobs()
                .getFirst()
                .life()
                .ended())
        .contains(Instant.parse("2026-03-17T05:11:00Z"));
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(minimal("\"status\": \"failed\"")))
        .withMessageContaining("jobs[0].completed_at is missing");
    assertThat(read(minimal("\"status\": \"running\"")).jobs().getFirst().life().ended()).isEmpty();
  }

  @Test
  void aDocumentIsTheSameInStrictJson() {
    String strict = new String(JobResults.strict(WHOLE.getBytes(UTF_8)), UTF_8);
    assertThat(strict).isEqualTo(WHOLE.replace(": NaN", ": null").replace("-Infinity", "null"));
    assertThat(read(strict)).isEqualTo(read(WHOLE));
    String quoted = "{\"a\": \"NaN, \\\" NaN \\\\\", \"b\":[NaN,Infinity,-1e5,true]}";
    assertThat(new String(JobResults.strict(quoted.getBytes(UTF_8)), UTF_8))
        .isEqualTo("{\"a\": \"NaN, \\\" NaN \\\\\", \"b\":[null,null,-1e5,true]}");
    for (String broken : new String[] {"", "\"", "\"\\", "-", "NaN"}) {
      assertThat(JobResults.strict(broken.getBytes(UTF_8))).as(broken).isNotNull();
    }
  }
}
