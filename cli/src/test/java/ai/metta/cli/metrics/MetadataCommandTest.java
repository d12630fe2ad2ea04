// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.StartedServer;
import ai.metta.cli.invocation.Exit;
import ai.metta.datadog.MetadataOutcome;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `metadata push` against the local server.
final class MetadataCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:02:20Z"));

  @TempDir private Path folder;

  private Ended push(String... more) {
    return Console.in(folder)
        .at(CLOCK)
        .run(
            Stream.concat(Stream.of("datadog", "metadata", "push"), Stream.of(more))
                .toArray(String[]::new));
  }

  private static Series seen(String metric) {
    return Series.gauge(
        metric, Optional.of(Unit.NODE), Tags.of("env", "production"), CLOCK.instant(), 1);
  }

  @Test
  void whatDiffersIsShownThenWrittenAndThenNothingIs() throws IOException {
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      server.take(List.of(seen("skypilot.clusters.nodes"), seen("skypilot.jobs")), List.of());

      Ended shown = push();
      assertThat(shown.code()).as(shown.all()).isZero();
      assertThat(shown.out().lines())
          .hasSize(1 + 2 + 3)
          .anyMatch(line -> line.matches("METRIC +FIELD +IN DATADOG +DECLARED"))
          .anyMatch(line -> line.matches("skypilot.jobs +unit +node +job"))
          .anyMatch(line -> line.matches("skypilot.clusters.nodes +short_name +– +clusters nodes"));
      assertThat(shown.err())
          .containsPattern("Would write 2 metrics of \\d+; 0 as declared, \\d+ not seen by Datadog")
          .contains("Nothing was written; --yes writes it");

      Ended written = push("--yes");
      assertThat(written.code()).as(written.all()).isZero();
      assertThat(written.err()).contains("Wrote 2 metrics of ").doesNotContain("Nothing");

      Ended again = push("--yes");
      assertThat(again.code()).isZero();
      assertThat(again.out()).isEmpty();
      assertThat(again.err()).contains("Wrote 0 metrics of ", "; 2 as declared, ");
    }
  }

  @Test
  void aGlobNarrowsItAndMachinesReadIt() throws IOException {
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      server.take(List.of(seen("skypilot.clusters.nodes"), seen("skypilot.jobs")), List.of());
      Ended ended = push("--metric", "skypilot.clusters.no*", "-o", "json");
      assertThat(ended.code()).as(ended.all()).isZero();
      assertThat(ended.out())
          .isEqualTo(
              "[{\"metric\":\"skypilot.clusters.nodes\",\"outcome\":\"differs\",\"changes\":["
                  + "{\"field\":\"description\",\"from\":null,\"to\":\"Nodes of the clusters that are up\"},"
                  + "{\"field\":\"short_name\",\"from\":null,\"to\":\"clusters nodes\"}],"
                  + "\"reason\":null}]\n");
      assertThat(push("--metric", "nothing.*").code()).isEqualTo(2);
    }
  }

  @Test
  void otherNamesAreToldOnlyWhereTheyAreSent() throws IOException {
    try (StartedServer server = StartedServer.in(folder, CLOCK)) {
      server.take(List.of(seen("skypilot.jobs.failed")), List.of());
      assertThat(push("--metric", "skypilot.jobs.failed").code()).isEqualTo(2);
      Ended ended = push("--metric", "skypilot.jobs.failed", "--yes", "--set", "aliases=true");
      assertThat(ended.code()).as(ended.all()).isZero();
      assertThat(ended.out()).contains("Another name of skypilot.jobs{status:failed}");
    }
  }

  @Test
  void whereThereIsNobodyToAskThatIsSaid() {
    Ended ended = push();
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("nobody to ask", "metta serve");
  }

  @Test
  void aServerThatIsDownFailsAllOfIt() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Ended ended =
        push("--metric", "skypilot.clusters.*", "--set", "datadog.url=http://127.0.0.1:" + port);
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err()).contains("Failed: skypilot.clusters");
  }

  @Test
  void theCodeSaysWhatBecameOfIt() {
    MetadataOutcome same = new MetadataOutcome.Same();
    MetadataOutcome unseen = new MetadataOutcome.Unseen();
    MetadataOutcome down = failed(new Failure.Service("down", Retry.MAY_HELP));
    MetadataOutcome limited = failed(new Failure.RateLimit("limited", Optional.empty()));
    MetadataOutcome refused = failed(new Failure.Credentials("refused"));
    assertThat(MetadataCommand.exit(List.of(same, unseen))).isEqualTo(Exit.OK);
    assertThat(MetadataCommand.exit(List.of(same, down))).isEqualTo(Exit.PARTIAL);
    assertThat(MetadataCommand.exit(List.of(same, limited))).isEqualTo(Exit.PARTIAL);
    assertThat(MetadataCommand.exit(List.of(down, limited))).isEqualTo(Exit.FAILED);
    assertThat(MetadataCommand.exit(List.of(same, refused))).isEqualTo(Exit.CREDENTIALS);
  }

  private static MetadataOutcome failed(Failure cause) {
    return new MetadataOutcome.Failed(cause);
  }
}
