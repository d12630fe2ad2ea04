// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.intake.Intake.Historical;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What runners push is there for collectors to read.
final class JobResultsTest {
  private static final String PATH = "/api/job-results";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:00Z");

  @TempDir private Path folder;
  private Instant now = NOW;

  private LocalDatadog server() throws IOException {
    InstantSource clock = () -> now;
    return LocalDatadog.start(LocalDatadog.Options.in(folder), clock);
  }

  private static String document(String runId, String more) {
    return "{\"schema\":1,\"run_id\":\"%s\",\"suite\":\"stable\",\"jobs\":[]%s}"
        .formatted(runId, more);
  }

  @Test
  void whatCameLastOfARunIsKeptAndOutlivesTheServer() throws Exception {
    try (LocalDatadog server = server();
        Client client = Client.of(server)) {
      assertThat(client.send("GET", PATH, "").body()).isEqualTo("[]");
      HttpResponse<String> first = client.send("POST", PATH, document("a", ",\"x\":1.50"));
      assertThat(first.statusCode()).isEqualTo(202);
      assertThat(first.body()).contains("\"replaced\":false", "\"run_id\":\"a\"");
      client.send("POST", PATH, document("b", ""));
      assertThat(client.send("POST", PATH, document("a", ",\"x\":2.50")).body())
          .contains("\"replaced\":true");
    }
    try (LocalDatadog again = server();
        Client client = Client.of(again)) {
      assertThat(client.send("GET", PATH, "").body())
          .contains("\"x\":2.50", "\"run_id\":\"b\"")
          .doesNotContain("1.50");
    }
  }

  @Test
  void onlyWhatCameLatelyIsShown() throws Exception {
    try (LocalDatadog server = server();
        Client client = Client.of(server)) {
      client.send("POST", PATH, document("a", ""));
      now = NOW.plusSeconds(15 * 86_400);
      client.send("POST", PATH, document("b", ""));
      assertThat(client.send("GET", PATH, "").body()).contains("\"b\"").doesNotContain("\"a\"");
      assertThat(client.send("GET", PATH + "?since=2026-01-01T00:00:00Z", "").body())
          .contains("\"b\"", "\"a\"");
      assertThat(client.send("GET", PATH + "?since=monday", "").statusCode()).isEqualTo(400);
      assertThat(client.send("GET", PATH + "?suite=x", "").statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|not JSON",
        "[]|is not an object",
        "{\"run_id\":\"a\"}|schema is missing",
        "{\"schema\":2}|schema is 2, and only 1 is known",
        "{\"schema\":1}|run_id is missing",
        "{\"schema\":1,\"run_id\":7}|run_id",
        "{\"schema\":1,\"run_id\":\"a\"}|suite is missing",
        "{\"schema\":1,\"run_id\":\"a\",\"suite\":\"s\"}|jobs is no list",
      })
  void whatIsNoDocumentIsRefused(String sent, String said) throws Exception {
    try (LocalDatadog server = server();
        Client client = Client.of(server)) {
      HttpResponse<String> answer = client.send("POST", PATH, sent);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains(said);
      assertThat(client.send("GET", PATH, "").body()).isEqualTo("[]");
    }
  }

  @Test
  void aDocumentMayHaveFiveMegabytesAndNoMore() throws Exception {
    try (LocalDatadog server = server();
        Client client = Client.of(server)) {
      String large = document("a", ",\"log\":\"" + "x".repeat(4_000_000) + "\"");
      assertThat(client.send("POST", PATH, large).statusCode()).isEqualTo(202);
      assertThat(client.send("POST", PATH, large + " ".repeat(1_000_000)).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void onLoopbackNobodyNeedsAKey() throws Exception {
    try (LocalDatadog server = server();
        HttpClient bare = HttpClient.newHttpClient()) {
      assertThat(status(bare, server.url(), Optional.empty())).isEqualTo(200);
    }
  }

  @Test
  void elsewhereEverybodyNeedsTheToken() throws Exception {
    LocalDatadog.Options options =
        new LocalDatadog.Options(
            folder,
            InetAddress.getByName("0.0.0.0"),
            0,
            Optional.of("the-token"),
            Historical.DROPPED,
            LocalDatadog.Options.FIFTEEN_MONTHS);
    try (LocalDatadog server = LocalDatadog.start(options, InstantSource.fixed(NOW));
        HttpClient bare = HttpClient.newHttpClient()) {
      assertThat(status(bare, server.url(), Optional.empty())).isEqualTo(403);
      assertThat(status(bare, server.url(), Optional.of("Bearer another"))).isEqualTo(403);
      assertThat(status(bare, server.url(), Optional.of("Bearer the-token"))).isEqualTo(200);
    }
  }

  private static int status(HttpClient client, URI url, Optional<String> authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(PATH));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
