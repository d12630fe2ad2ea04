// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where documents may lie, and what each place's trouble costs.
final class SourcesTest {
  private static final Instant NOW = Given.AS_OF;
  private static final String MISSING = "training.data_missing";
  private static final String READ = "collector.training.documents_read";

  @TempDir private Path folder;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> tokens = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String answer =
              answers.getOrDefault(exchange.getRequestURI().toString(), "404 nothing here");
          synchronized (tokens) {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          }
          byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url(String path, String answer) {
    answers.put(path, answer);
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static String document(String runId, String suite, String started) {
    return """
    {"schema": 1, "run_id": "%s", "suite": "%s", "started_at": "%s",
     "jobs": [{"name": "x", "status": "succeeded", "execution": "local", "duration_s": 60,
               "started_at": "%s"}]}
    """
        .formatted(runId, suite, started, started);
  }

  private static String document(String runId) {
    return document(runId, "stable", "2026-03-18T01:00:00Z");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60)));
    return file;
  }

  private static Report run(String sources) {
    return Trial.of(new TrainingCollector(), NOW).with("job_results.sources", sources).run();
  }

  @Test
  void documentsLieInFoldersAtAddressesAndInBuckets() throws IOException {
    write("a.json", document("a"));
    write("2026/03/b.json", document("b"));
    write("b.json.tmp", "half");
    write("README.md", "no document");
    MemoryBuckets.put("three-places", "results/c.json", NOW, document("c"));
    MemoryBuckets.put("three-places", "results/log.txt", NOW, "no document");
    MemoryBuckets.put("three-places", "other/d.json", NOW, "no document either");
    String sources =
        String.join(
            ",",
            folder.toString(),
            url("/results?x=1", "200 [" + document("e") + "," + document("f") + "]"),
            url("/one", "200 " + document("g")),
            "s3://three-places/results/");
    Report report = run(sources);
    assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
    assertThat(report.value(READ, "suite:stable")).isEqualTo(6);
    assertThat(report.value(MISSING, "suite:stable")).isEqualTo(0);
  }

  @Test
  void aRunThatIsToldOfInSeveralPlacesIsOne() throws IOException {
    write("a.json", document("a"));
    write("again.json", document("a", "stable", "2026-03-18T02:00:00Z"));
    Report report = run(folder + "," + url("/a", "200 " + document("a")));
    assertThat(report.value(READ, "suite:stable")).isEqualTo(1);
  }

  @Test
  void anEmptyPlaceWasReadAndNothingHadCome() {
    Report report = run(folder + "," + url("/", "200 []"));
    assertThat(report.result().status()).isEqualTo(Status.OK);
    assertThat(report.value(MISSING, "suite:stable")).isEqualTo(1);
    assertThat(report.value(READ, "suite:stable")).isEqualTo(0);
    assertThat(report.reasons("training.jobs.completed_24h"))
        .containsExactly("absent: no document of the suite came in the last 48 hours");
  }

  @Test
  void aPlaceThatIsNotThereIsNoPlaceThatIsEmpty() {
    for (String source :
        List.of(
            folder.resolve("nowhere").toString(),
            "http://127.0.0.1:" + server.getAddress().getPort() + "/nothing",
            url("/broken", "500 down"),
            url("/page", "200 <html>"),
            "s3://no-such-bucket/x")) {
      Report report = run(source);
      assertThat(report.failed()).as(source).contains(MISSING, READ, "jobs.acceptance.status");
      assertThat(report.values()).as(source).isEmpty();
    }
  }

  /// One that came is known to have come, whatever else may have.
  @Test
  void whatCameIsNotMissingThoughAnotherPlaceCannotBeRead() throws IOException {
    write("a.json", document("a"));
    Report report = run(folder + "," + url("/broken", "500 down"));
    assertThat(report.result().status()).isEqualTo(Status.PARTIAL);
    assertThat(report.value(MISSING, "suite:stable")).isEqualTo(0);
    assertThat(report.values()).hasSize(1);
    assertThat(report.failed()).contains(READ, "training.jobs.completed_24h");
  }

  @Test
  void aPlaceThatIsForOneSuiteCostsNoOther() throws IOException {
    write("a.json", document("a"));
    write("ci.json", document("b", "ci", "2026-03-18T01:00:00Z"));
    Report report = run("stable=" + folder + ",ci=" + url("/broken", "500 down"));
    assertThat(report.value(READ, "suite:stable")).isEqualTo(1);
    assertThat(report.values()).doesNotContainKey(READ + "{suite:ci}");
    assertThat(report.values()).doesNotContainKey(MISSING + "{suite:ci}");
    assertThat(report.reasons(MISSING)).singleElement().asString().contains("500");
  }

  @Test
  void aSuiteThatNobodyExpectsIsToldAndNotMissed() throws IOException {
    write("a.json", document("a"));
    write("b.json", document("b", "nightly", "2026-03-18T01:00:00Z"));
    Report report = run(folder.toString());
    assertThat(report.value(READ, "suite:nightly")).isEqualTo(1);
    assertThat(report.reasons(MISSING))
        .containsExactly(
            "unsupported: nobody expects suite nightly: name it in job_results.suites");
    assertThat(report.value(MISSING, "suite:stable")).isEqualTo(0);
  }

  @Test
  void aSuiteThatIsExpectedIsMissedAlthoughAnotherCame() throws IOException {
    write("a.json", document("a"));
    Report report =
        Trial.of(new TrainingCollector(), NOW)
            .with("job_results.sources", folder.toString())
            .with("job_results.suites", "stable, Weekly")
            .run();
    assertThat(report.value(MISSING, "suite:weekly")).isEqualTo(1);
    assertThat(report.value(MISSING, "suite:stable")).isEqualTo(0);
  }

  /// 26 hours, unless a suite has others.
  @Test
  void aDocumentIsMissedOnceItsHoursAreOver() throws IOException {
    write("a.json", document("a", "stable", "2026-03-17T10:00:00Z"));
    write("b.json", document("b", "weekly", "2026-03-12T10:00:00Z"));
    Trial trial =
        Trial.of(new TrainingCollector(), NOW)
            .with("job_results.sources", folder.toString())
            .with("job_results.suites", "stable,weekly")
            .with("job_results.expected_hours", "weekly=170");
    assertThat(trial.run().value(MISSING, "suite:stable")).isEqualTo(0); // the job ended at 10:01
    assertThat(trial.run().value(MISSING, "suite:weekly")).isEqualTo(0);
    Report later = trial.about(NOW.plusSeconds(120)).run();
    assertThat(later.value(MISSING, "suite:stable")).isEqualTo(1);
    assertThat(
            trial
                .with("job_results.expected_hours", "weekly=145")
                .run()
                .value(MISSING, "suite:weekly"))
        .isEqualTo(1);
  }

  @Test
  void aBrokenDocumentIsNamedAndOldOnesAreLeftAlone() throws IOException {
    write("a.json", document("a"));
    Path broken = write("broken.json", document("b").replace("succeeded", "fine"));
    Report report = run(folder.toString());
    assertThat(report.said()).contains(broken + ".jobs[0].status is none of pending, running");
    assertThat(report.failed()).contains(READ);
    Files.setLastModifiedTime(broken, FileTime.from(NOW.minusSeconds(49 * 3600)));
    assertThat(run(folder.toString()).value(READ, "suite:stable")).isEqualTo(1);
  }

  @Test
  void aFileLargerThanADocumentMayBeIsNotRead() throws IOException {
    write("large.json", " ".repeat(DocumentReader.MOST_BYTES + 1));
    assertThat(run(folder.toString()).said()).contains("large.json: larger than 5 MB");
  }

  @Test
  void theTokenGoesToItsHostAlone() {
    String here = url("/a", "200 []");
    Trial trial =
        Trial.of(new TrainingCollector(), NOW).knowing("JOB_RESULTS_TOKEN", "s3cret-token-value");
    trial.with("job_results.sources", here).run();
    assertThat(tokens).containsOnly("Bearer s3cret-token-value");

    tokens.clear();
    Trial two = trial.with("job_results.sources", here + ",http://localhost.invalid/b");
    assertThat(two.run().said())
        .contains("job_results.token_host")
        .doesNotContain("s3cret-token-value");
    assertThat(tokens).isEmpty();

    two.with("job_results.token_host", "localhost.invalid").run();
    assertThat(tokens).containsOnly("null");
  }

  @Test
  void whoeverIsRefusedIsToldWhatToSet() {
    Report bare = run(url("/a", "401 no"));
    assertThat(bare.said()).contains("no token was sent: set JOB_RESULTS_TOKEN");
    Report refused =
        Trial.of(new TrainingCollector(), NOW)
            .knowing("JOB_RESULTS_TOKEN", "s3cret-token-value")
            .with("job_results.sources", url("/a", "403 no"))
            .run();
    assertThat(refused.said()).contains("the token is refused").doesNotContain("s3cret");
  }

  @Test
  void withoutASourceNothingIsConfigured() {
    Report report = Trial.of(new EvalCollector(), NOW).run();
    assertThat(report.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(report.said()).contains("JOB_RESULTS_SOURCES");
  }

  @Test
  void doctorReadsEachSource() throws IOException {
    write("a.json", document("a"));
    assertThat(
            Trial.of(new EvalCollector(), NOW)
                .with("job_results.sources", folder + "," + url("/x", "404 no"))
                .probes())
        .extracting(probe -> probe.question() + ": " + probe.finding().detail())
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo(folder + " readable: 1 document read"),
            one -> assertThat(one).contains("404; there is nothing at this address"));
  }
}
