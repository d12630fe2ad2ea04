// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

final class FaultTest {
  private static final String V2 = "/jobs/queue/v2";
  private static final String ALL = "{\"all_users\":true}";

  private interface Scene {
    void play(SkypilotServer server, Client client) throws IOException, InterruptedException;
  }

  private static void with(Fault fault, Scene scene) {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      server.fail(fault);
      scene.play(server, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONTROLLER_ABSENT, ClusterNotUpError, No in-progress managed jobs.",
    "CONTROLLER_STOPPED, ClusterNotUpError, No in-progress managed jobs.",
    "CONTROLLER_BROKEN, RuntimeError, Failed to fetch managed jobs"
  })
  void workOfTheControllerFailsWithItAndNothingElseDoes(Fault fault, String type, String message) {
    with(
        fault,
        (server, client) -> {
          for (String path : List.of(V2, "/jobs/queue", "/jobs/events")) {
            HttpResponse<String> result = client.fetch(path, "{\"job_id\":1}");
            assertThat(result.statusCode()).isEqualTo(500);
            assertThat(error(result)).containsEntry("type", type);
            assertThat((String) error(result).get("message")).startsWith(message);
          }
          assertThat(client.fetch("/status", "{}").statusCode()).isEqualTo(200);
          assertThat(client.fetch("/cost_report", "{}").statusCode()).isEqualTo(200);
        });
  }

  @Test
  void aStoppedControllerStandsAmongTheClusters() {
    with(
        Fault.CONTROLLER_STOPPED,
        (server, client) ->
            assertThat(Json.objects(client.value("/status", "{}")))
                .anyMatch(row ->
                    ((String) row.get("name")).startsWith("sky-jobs-controller-")
                        && row.get("status").equals("STOPPED")));
  }

  @Test
  void halfAGpuSpoilsTheNewQueueUnlessNobodyLooksAtClusters() {
    String lean = "{\"all_users\":true,\"fields\":[\"job_id\",\"resources\",\"job_duration\"]}";
    with(
        Fault.FRACTIONAL_GPU,
        (server, client) -> {
          HttpResponse<String> result = client.fetch(V2, ALL);
          assertThat(result.statusCode()).isEqualTo(500);
          assertThat(error(result)).containsEntry("type", "ValidationError");
          assertThat(client.fetch(V2, lean).body()).contains("L4:0.5");
          assertThat(client.fetch("/jobs/queue", ALL).body()).contains("\\\"L4\\\":0.5");
        });
  }

  @Test
  void pagesGoInCircles() {
    String page = "{\"all_users\":true,\"page\":%d,\"limit\":5}";
    with(
        Fault.PAGES_IN_CIRCLES,
        (server, client) ->
            assertThat(client.value(V2, page.formatted(3)))
                .isEqualTo(client.value(V2, page.formatted(1))));
  }

  @Test
  void interruptedWorkAsksToBeOrderedAgain() {
    with(
        Fault.SHOULD_RETRY,
        (server, client) -> {
          HttpResponse<String> result = client.fetch(V2, ALL);
          assertThat(result.statusCode()).isEqualTo(503);
          assertThat(result.body()).contains("should be retried");
          server.heal();
          assertThat(client.fetch(V2, ALL).statusCode()).isEqualTo(200);
        });
  }

  @Test
  void aResultKeepsTheFaultItWasOrderedUnder() {
    with(
        Fault.CONTROLLER_BROKEN,
        (server, client) -> {
          String id = client.order(V2, ALL);
          server.heal();
          assertThat(client.get("/api/get?request_id=" + id).statusCode()).isEqualTo(500);
          assertThat(client.fetch(V2, ALL).statusCode()).isEqualTo(200);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_GATEWAY, 502, text/html; charset=utf-8, <h1>502 Bad Gateway</h1>",
    "LOGIN_PAGE, 200, text/html; charset=utf-8, <h1>Sign in</h1>",
    "PLAIN_500, 500, text/plain; charset=utf-8, Internal Server Error"
  })
  void whatStandsInFrontAnswersEverything(Fault fault, int status, String type, String text) {
    with(
        fault,
        (server, client) -> {
          for (HttpResponse<String> answer :
              List.of(client.get("/api/health"), client.post(V2, ALL), client.get("/users"))) {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("content-type")).contains(type);
            assertThat(answer.headers().firstValue("x-skypilot-request-id")).isEmpty();
            assertThat(answer.body()).contains(text);
          }
        });
  }

  @Test
  void aProxyRedirectsToItsLogin() {
    with(
        Fault.LOGIN_REDIRECT,
        (server, client) -> {
          HttpResponse<String> answer = client.post(V2, ALL);
          String login = answer.headers().firstValue("location").orElseThrow();

          assertThat(answer.statusCode()).isEqualTo(302);
          assertThat(login).isEqualTo("/oauth2/start?rd=%2Fjobs%2Fqueue%2Fv2");
          assertThat(client.get(login).body()).contains("Sign in");
        });
  }

  @Test
  void everyTokenIsRefused() {
    with(
        Fault.TOKEN_REFUSED,
        (server, client) -> {
          assertThat(client.post(V2, ALL).statusCode()).isEqualTo(401);
          assertThat(client.post(V2, ALL).body()).contains("Invalid or expired");
          assertThat(client.get("/api/health").statusCode()).isEqualTo(200);
        });
  }

  @Test
  void everyClientThatSaysItsVersionIsTooOld() {
    with(
        Fault.VERSION_MISMATCH,
        (server, silent) -> {
          try (Client newest =
              new Client(server, "X-SkyPilot-API-Version", "53", "X-SkyPilot-Version", "0.13.1")) {
            assertThat(newest.get("/api/health").statusCode()).isEqualTo(400);
            assertThat(silent.get("/api/health").statusCode()).isEqualTo(200);
          }
        });
  }

  @Test
  void aTruncatedBodyIsAsLongAsItSays() {
    with(
        Fault.TRUNCATED_JSON,
        (server, client) -> {
          HttpResponse<String> result = client.fetch(V2, ALL);
          assertThat(result.statusCode()).isEqualTo(200);
          assertThat(result.headers().firstValueAsLong("content-length"))
              .hasValue(result.body().length());
          assertThatThrownBy(() -> Json.parse(result.body())).isInstanceOf(JacksonException.class);
          assertThatThrownBy(() -> Json.parse(client.get("/api/health").body()))
              .isInstanceOf(JacksonException.class);
        });
  }

  @Test
  void aShortBodyEndsBeforeItsLength() {
    with(
        Fault.SHORT_BODY,
        (server, client) -> {
          String id = client.order(V2, ALL);
          assertThatThrownBy(() -> client.get("/api/get?request_id=" + id))
              .isInstanceOf(UncheckedIOException.class);
        });
  }

  @Test
  void anEndlessBodyCostsTheServerNothing() {
    with(
        Fault.ENDLESS_BODY,
        (server, client) -> {
          String id = client.order(V2, ALL);
          long wanted = 2 * Runtime.getRuntime().maxMemory();
          try (InputStream body = client.open("/api/get?request_id=" + id).body()) {
            body.skipNBytes(wanted);
            assertThat(body.read()).isEqualTo('x');
          }
          server.heal();
          assertThat(client.get("/api/get?request_id=" + id).statusCode()).isEqualTo(200);
        });
  }

  @Test
  void aDrippingBodyComesByteByByte() {
    with(
        Fault.DRIP,
        (server, client) -> {
          try (InputStream body = client.open("/api/health").body()) {
            assertThat(body.readNBytes(2)).isEqualTo("{\"".getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  @Test
  void silenceLastsUntilTheServerCloses() {
    with(
        Fault.SILENCE,
        (server, client) -> {
          CompletableFuture<HttpResponse<String>> answer = client.getLater("/api/health");
          while (server.requests().isEmpty()) {
            Thread.onSpinWait();
          }
          assertThat(answer).isNotDone();
          server.close();
          assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
        });
  }

  @Test
  void aFaultOnOnePathLeavesTheOthersAlone() {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      server.fail(Fault.TRUNCATED_JSON, "/cost_report");
      assertThatThrownBy(() -> Json.parse(client.fetch("/cost_report", "{}").body()))
          .isInstanceOf(JacksonException.class);
      assertThat(client.value("/status", "{}")).isNotNull();

      server.fail(Fault.BAD_GATEWAY, "/status");
      assertThat(client.post("/status", "{}").statusCode()).isEqualTo(502);
      assertThat(client.get("/api/health").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isGoneWhenTheServerIsHealed(Fault fault) {
    try (SkypilotServer server = SkypilotServer.start(Servers.small());
        Client client = new Client(server)) {
      String before = client.get("/users").body();
      server.fail(fault);
      server.heal();

      assertThat(client.get("/users").body()).isEqualTo(before);
      assertThat(client.queue(ServerVersion.V52))
          .hasSize(server.truth(Servers.CLOCK.instant()).tasks());
    }
  }

  private static Map<String, Object> error(HttpResponse<String> result) {
    Map<String, Object> envelope = Json.object(Json.object(result.body()).get("detail"));
    assertThat(envelope).containsEntry("status", "FAILED").containsEntry("return_value", "null");
    return Json.object((String) envelope.get("error"));
  }
}
