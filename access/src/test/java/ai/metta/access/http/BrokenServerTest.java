// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static ai.metta.access.http.Client.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokenServerTest {
  private static final Duration SHORT = Duration.ofMillis(250);

  private final Client client = Client.plain();

  private static Request post(URI uri) {
    return Request.post(uri, "text/plain", new byte[] {65}).repeated(Repeat.ON_REFUSAL);
  }

  private static Failure service(Request request, String what) {
    return new Failure.Service(request.identity() + ": " + what, Retry.MAY_HELP);
  }

  @Test
  void aServerThatNeverAnswersEndsWithTheTimeout() throws IOException {
    try (RawServer server = new RawServer((number, socket) -> RawServer.saysNothing(socket))) {
      Request request = Request.get(server.uri()).within(SHORT);

      assertThat(client.failure(request))
          .isEqualTo(service(request, "no answer after 0.25 s of 0.25 s"));
    }
  }

  @Test
  void whoeverSetATimeoutMaySayWhyItIsThatLong() throws IOException {
    try (RawServer server = new RawServer((number, socket) -> RawServer.saysNothing(socket))) {
      Request request = Request.get(server.uri()).within(SHORT, ", a tenth of the run");

      assertThat(client.failure(request.header("Accept", "text/plain").repeated(Repeat.NEVER)))
          .isEqualTo(service(request, "no answer after 0.25 s of 0.25 s, a tenth of the run"));
    }
  }

  @Test
  void aServerThatNeverAnswersEndsWithTheRun() throws IOException {
    try (RawServer server = new RawServer((number, socket) -> RawServer.saysNothing(socket))) {
      Request request = Request.get(server.uri());
      Http narrowed = client.http().until(NOW.plus(SHORT));

      assertThat(Client.failureOf(() -> narrowed.send(request)))
          .isEqualTo(
              service(request, "no answer after 0.25 s of 0.25 s that were left of the run"));
    }
  }

  @Test
  void aBodyThatDripsForEverEndsWithTheTimeout() throws IOException {
    try (RawServer server = dripping("HTTP/1.1 200 OK\r\n\r\n")) {
      Request request = Request.get(server.uri()).within(SHORT);

      assertThat(client.failure(request))
          .isEqualTo(service(request, "no whole answer after 0.25 s of 0.25 s"));
    }
  }

  @Test
  void aHeadThatDripsForEverEndsWithTheTimeout() throws IOException {
    try (RawServer server = dripping("HTTP/1.1 200 OK\r\nX-Long: ")) {
      Request request = Request.get(server.uri()).within(SHORT);

      assertThat(client.failure(request))
          .isEqualTo(service(request, "no answer after 0.25 s of 0.25 s"));
    }
  }

  private static RawServer dripping(String start) throws IOException {
    RawServer[] server = new RawServer[1];
    server[0] =
        new RawServer((number, socket) -> {
          RawServer.write(socket, start);
          server[0].drip(socket);
        });
    return server[0];
  }

  @Test
  void aRefusedConnectionIsTriedAgainAndNamed() throws IOException {
    Request request = post(unusedPort());

    assertThat(client.failure(request))
        .isEqualTo(
            service(request, "connection refused; is the server running and the address right?"));
    assertThat(client.pauses()).hasSize(3);
  }

  private static URI unusedPort() throws IOException {
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + once.getLocalPort() + "/");
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    // No name has a part of 64 characters, so nobody needs to be asked.
    String host = "a".repeat(64) + ".invalid";
    Request request = Request.get(URI.create("http://" + host + "/"));

    assertThat(client.failure(request))
        .isEqualTo(
            service(
                request, "unknown host " + host + "; is the name right, and is DNS within reach?"));
  }

  @Test
  void aResetInTheMiddleOfTheBodyIsTriedAgain() throws IOException {
    try (RawServer server =
        new RawServer((number, socket) -> {
          if (number == 1) {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal");
            RawServer.reset(socket);
          } else {
            RawServer.write(
                socket, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfull");
          }
        })) {
      assertThat(client.send(Request.get(server.uri())).text()).isEqualTo("full");
      assertThat(client.pauses()).hasSize(1);
    }
  }

  @Test
  void aReaderThatHasBegunIsNotCalledAgain() throws IOException {
    try (RawServer server =
        new RawServer((number, socket) -> {
          RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal");
          RawServer.reset(socket);
        })) {
      Request request = Request.get(server.uri());

      assertThat(
              Client.failureOf(
                  () -> client.http().read(request, (head, body) -> body.readAllBytes())))
          .isEqualTo(service(request, "the connection was reset before the answer was whole"));
      assertThat(client.pauses()).isEmpty();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aPostIsSentOnceWhereTheAnswerBreaks() throws IOException {
    try (RawServer server = new RawServer((number, socket) -> RawServer.reset(socket))) {
      Request request = post(server.uri());

      assertThat(client.failure(request))
          .isEqualTo(service(request, "the connection was reset before the answer was whole"));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aPostIsSentOnceWhereTheConnectionEndsWithoutAnAnswer() throws IOException {
    try (RawServer server = RawServer.saying("")) {
      Request request = post(server.uri());

      assertThat(client.failure(request))
          .isEqualTo(service(request, "the connection was reset before the answer was whole"));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotHttpIsSaidToBeSo() throws IOException {
    try (RawServer server = RawServer.saying("SSH-2.0-OpenSSH_9.6\r\n")) {
      Failure failure = client.failure(Request.get(server.uri()));

      assertThat(failure).isInstanceOf(Failure.Malformed.class);
      assertThat(failure.message()).endsWith(": not an HTTP answer; is the address right?");
    }
  }

  @Test
  void closingTheClientEndsWhatIsRunning() throws IOException {
    Client closing = Client.plain();
    try (RawServer server =
        new RawServer((number, socket) -> {
          closing.http().close();
          RawServer.saysNothing(socket);
        })) {
      assertThat(closing.failure(post(server.uri())).kind()).isEqualTo("service");
    }
  }
}
