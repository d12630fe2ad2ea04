// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Window;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteQueriesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  private static List<Answered> answered(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)),
            InstantSource.fixed(NOW),
            new Redactor(),
            Optional.empty())) {
      return new RemoteQueries(http, new Destination(url, Secret.of("any")), Secret.of("any"))
          .query("min:health.fom{*}", Window.ending(NOW, Duration.ofHours(1)));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anEmptyListOfSeriesIsNothingStored() throws IOException {
    assertThat(answered("{\"status\":\"ok\",\"series\":[]}")).isEmpty();
  }

  /// Whoever took it for nothing stored would make zeros of it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\":\"error\",\"series\":[]}",
        "{\"errors\":[\"Timeout\"]}",
        "{\"series\":null}",
        "{\"series\":{}}"
      })
  void anAnswerWithoutSeriesIsNoAnswer(String body) {
    assertThatThrownBy(() -> answered(body)).isInstanceOf(FailureException.class);
  }
}
