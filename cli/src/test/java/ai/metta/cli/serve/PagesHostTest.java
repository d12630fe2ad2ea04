// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Pause;
import ai.metta.cli.Console;
import ai.metta.cli.StartedServer;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Screen;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.server.ui.Host;
import ai.metta.server.web.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages are told of the process in which the server runs.
final class PagesHostTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:00Z");

  @TempDir private Path folder;
  private StartedServer server;
  private Host host;

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = InstantSource.fixed(NOW);
    server = StartedServer.in(folder, clock);
    Surroundings around =
        new Surroundings(
            Map.of(),
            folder,
            folder,
            clock,
            Pause.sleeping(),
            Output.to(OutputStream.nullOutputStream()),
            new PrintWriter(Writer.nullWriter()),
            Screen.none());
    host =
        new PagesHost(
            Console.commands(),
            around,
            new GlobalOptions(
                Optional.empty(),
                Map.of(
                    "datadog.url", server.server().url().toString(),
                    "data_dir", folder.resolve("data").toString())),
            server.server(),
            "any",
            new LatestRuns());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyAnswerIsACommandsOwnDocument() {
    server.take(
        List.of(
            Series.gauge(
                "github.prs.open",
                Optional.empty(),
                Tags.of("env", "production"),
                NOW.minusSeconds(120),
                3)),
        List.of());
    assertThat(host.collectors()).startsWith("[{\"name\":\"asana\",\"status\":\"unknown\"");
    assertThat(host.health()).contains("\"check\":\"pr_cycle_time\"", "\"fom\":null");
    assertThat(host.explain("ci.pr_cycle_time"))
        .contains("\"reason\":\"github did not run\"", "\"fom\":null");
    assertThat(host.metric("github.prs.open")).contains("\"collector\":\"github\"");
    assertThat(host.cost("github.prs.open")).contains("\"usd_per_100_series\"");
  }

  @Test
  void aRunThatCannotBeSaysWhy() {
    assertThat(host.run("github"))
        .contains("\"name\":\"github\"", "\"status\":\"not_configured\"", "\"reason\":\"");
    assertThat(host.latest("github")).contains("\"status\":\"not_configured\"");
    assertThatThrownBy(() -> host.latest("asana"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("asana did not run since this server was started");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "--push", "all --as-of 2020-01-01T00:00:00Z"})
  void whatIsNoNameIsRefusedAndRunsNothing(String name) {
    assertThatThrownBy(() -> host.run(name))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.status()).isEqualTo(404));
    assertThatThrownBy(() -> host.explain(name)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> host.metric(name)).isInstanceOf(Refusal.class);
  }

  @Test
  void monitorsAreEvaluatedOverWhatIsStored() throws Exception {
    server.take(
        List.of(
            Series.gauge(
                "demo.depth", Optional.empty(), Tags.of("queue", "a"), NOW.minusSeconds(120), 48),
            Series.gauge(
                "demo.depth", Optional.empty(), Tags.of("queue", "b"), NOW.minusSeconds(120), 8)),
        List.of());
    long id = monitor("avg(last_5m):max:demo.depth{*} by {queue} > 40");
    long other = monitor("avg(last_4h):anomalies(avg:demo.depth{*}, 'agile', 2) >= 1");
    assertThat(host.monitors())
        .contains("{\"id\":" + id + ",\"state\":\"Alert\",\"group\":\"queue:a\",\"value\":48.0}")
        .contains("{\"id\":" + other + ",\"state\":\"Unknown\",\"reason\":\"anomalies() is not");
  }

  private long monitor(String query) throws IOException, InterruptedException {
    String json =
        "{\"name\":\"m\",\"type\":\"query alert\",\"query\":\""
            + query
            + "\",\"message\":\"m\",\"options\":{\"threshold_windows\":{\"trigger_window\":\"last_15m\",\"recovery_window\":\"last_15m\"}}}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.server().url().resolve("/api/v1/monitor"))
                  .header("DD-API-KEY", "any")
                  .header("DD-APPLICATION-KEY", "any")
                  .POST(HttpRequest.BodyPublishers.ofString(json))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Long.parseLong(answer.body().replaceAll("(?s).*?\"id\":(\\d+).*", "$1"));
    }
  }
}
