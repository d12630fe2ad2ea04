// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebServerTest {
  /// The JDK's server reads them when its first one is made.
  @ParameterizedTest
  @CsvSource({"maxReqTime, 60", "maxRspTime, 1800", "idleInterval, 60", "nodelay, true"})
  void whoStallsIsPartedWithAndNoBodyWaitsForItsHeaders(String name, String value)
      throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebServer server = WebServer.start(free, new Router(), new Gate(Optional.empty()))) {
      assertThat(server.address().getPort()).isPositive();
      assertThat(System.getProperty("sun.net.httpserver." + name)).isEqualTo(value);
    }
  }

  /// A chunk whose length is no number; a body of more than anybody waits for.
  @ParameterizedTest
  @CsvSource({
    "Transfer-Encoding: chunked, 400, Payload cannot be read:",
    "Content-Length: 1000000000000, 413, Payload too large: more than"
  })
  void aBodyThatCannotBeReadIsAnswered(String header, int status, String message) throws Exception {
    Router router = new Router().on("POST", "/", Router.Needs.NONE, _ -> Reply.ok(Map.of()));
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebServer server = WebServer.start(free, router, new Gate(Optional.empty()));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      String request = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\nzz\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains("{\"errors\":[\"" + message);
    }
  }

  /// Of HEAD nothing but what stands before an answer.
  @Test
  void anAnswerToHeadHasNoBody() throws Exception {
    Router router = new Router().on("GET", "/", Router.Needs.NONE, _ -> Reply.ok(Map.of()));
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebServer server = WebServer.start(free, router, new Gate(Optional.empty()));
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .method("HEAD", HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.body()).isEmpty();
    }
  }

  /// What a handler is known to throw has a status; what is nested too deep to be followed is the
  /// client's; all else is a mistake, and none of the client's.
  @ParameterizedTest
  @CsvSource({
    "/known, 503, full",
    "/deep, 400, what is asked for has too many parts",
    "/full, 500, out of memory: ask a shorter window or a coarser rollup",
    "/mistake, 500, Internal error: java.lang.ArithmeticException: by 0"
  })
  void whatAHandlerThrowsIsAnswered(String path, int status, String message) throws Exception {
    Router router =
        new Router()
            .on(UncheckedIOException.class, 503)
            .on(
                "GET",
                "/known",
                Router.Needs.NONE,
                _ -> {
                  throw new UncheckedIOException("full", new IOException());
                })
            .on(
                "GET",
                "/deep",
                Router.Needs.NONE,
                _ -> {
                  throw new StackOverflowError();
                })
            .on(
                "GET",
                "/full",
                Router.Needs.NONE,
                _ -> {
                  throw new OutOfMemoryError("Java heap space");
                })
            .on(
                "GET",
                "/mistake",
                Router.Needs.NONE,
                _ -> {
                  throw new ArithmeticException("by 0");
                });
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebServer server = WebServer.start(free, router, new Gate(Optional.empty()));
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo("{\"errors\":[\"" + message + "\"]}");
    }
  }
}
