// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerBodyTest {
  private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");

  private final Client client = Client.plain();

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private Failure malformed(Service service, Request request, String what) {
    Failure failure = client.failure(request);
    assertThat(failure).isEqualTo(new Failure.Malformed(request.identity() + ": " + what));
    assertThat(service.requests()).hasSize(1);
    return failure;
  }

  @Test
  void isDecompressed() throws IOException {
    try (Service service = new Service().answers(200, gzip("größer".getBytes(UTF_8)), GZIP)) {
      assertThat(client.send(Request.get(service.uri("/"))).text()).isEqualTo("größer");
    }
  }

  @Test
  void isDecompressedWhereTheStatusIsAnError() throws IOException {
    try (Service service = new Service().answers(422, gzip("no".getBytes(UTF_8)), GZIP)) {
      assertThat(client.send(Request.get(service.uri("/"))).text()).isEqualTo("no");
    }
  }

  @Test
  void thatGrowsWithoutEndWhenDecompressedIsCutOff() throws IOException {
    try (Service service = new Service().answers(200, gzip(new byte[1_000_000]), GZIP)) {
      Request request = Request.get(service.uri("/")).atMost(50_000);

      malformed(
          service,
          request,
          "the answer is longer than the 50000 bytes allowed; is the address right?");
    }
  }

  @Test
  void thatIsNoGzipIsNamed() throws IOException {
    try (Service service = new Service().answers(200, "plain text, longer than a head", GZIP)) {
      malformed(service, Request.get(service.uri("/")), "the answer is not the gzip it says it is");
    }
  }

  @Test
  void whoseGzipIsCutShortIsNamed() throws IOException {
    byte[] whole = gzip("a text that is long enough to be cut".getBytes(UTF_8));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    try (Service service = new Service().answers(200, half, GZIP)) {
      malformed(service, Request.get(service.uri("/")), "the compressed answer ends too early");
    }
  }

  @Test
  void inAnotherCodingIsNamed() throws IOException {
    try (Service service = new Service().answers(200, "?", Map.of("Content-Encoding", "BR"))) {
      malformed(
          service,
          Request.get(service.uri("/")),
          "the answer is encoded as \"br\", which was not asked for");
    }
  }

  @Test
  void thatAnnouncesTooMuchIsNotRead() throws IOException {
    try (Service service = new Service().answers(200, new byte[2000], Map.of())) {
      malformed(
          service,
          Request.get(service.uri("/")).atMost(1999),
          "the answer of 2000 bytes is longer than the 1999 bytes allowed; is the address right?");
    }
  }

  @Test
  void mayBeAsLongAsAllowed() throws IOException {
    try (Service service = new Service().answers(200, new byte[2000], Map.of())) {
      assertThat(client.send(Request.get(service.uri("/")).atMost(2000)).body()).hasSize(2000);
    }
  }

  @Test
  void thatNeverEndsIsCutOff() throws IOException {
    byte[] much = "x".repeat(4096).getBytes(ISO_8859_1);
    try (RawServer server =
        new RawServer((number, socket) -> {
          RawServer.write(socket, "HTTP/1.1 200 OK\r\n\r\n");
          while (!socket.isClosed()) {
            socket.getOutputStream().write(much);
          }
        })) {
      Request request = Request.get(server.uri()).atMost(100_000);

      assertThat(client.failure(request))
          .isEqualTo(
              new Failure.Malformed(
                  request.identity()
                      + ": the answer is longer than the 100000 bytes allowed; is the address right?"));
      assertThat(client.pauses()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Length: 10         | 12345          | answer ended after 5 of 10 bytes
          Content-Length: 10         | ''             | answer ended after 0 of 10 bytes
          Transfer-Encoding: chunked | 5;12345;       | the answer ended before its last chunk
          Transfer-Encoding: chunked | 5;123          | the answer ended before its last chunk
          """)
  void thatEndsTooEarlyIsNamedAndNotAskedForAgain(String header, String body, String what)
      throws IOException {
    String answer =
        "HTTP/1.1 200 OK\r\nConnection: close\r\n"
            + header
            + "\r\n\r\n"
            + body.replace(";", "\r\n");
    try (RawServer server = RawServer.saying(answer)) {
      Request request = Request.get(server.uri());

      assertThat(client.failure(request))
          .isEqualTo(new Failure.Malformed(request.identity() + ": " + what));
      assertThat(client.pauses()).isEmpty();
    }
  }

  @Test
  void thatIsLongerThanItSaidIsReadAsFarAsItSaid() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfull of it";
    try (RawServer server = RawServer.saying(answer)) {
      assertThat(client.send(Request.get(server.uri())).text()).isEqualTo("full");
    }
  }

  @Test
  void whatAnAnswerLeavesOnAConnectionIsNotTheNextOne() throws IOException {
    try (RawServer server =
        new RawServer((number, socket) -> {
          RawServer.write(
              socket,
              "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfull"
                  + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nplanted");
          RawServer.saysNothing(socket);
        })) {
      Request request = Request.get(server.uri());

      assertThat(client.send(request).text()).isEqualTo("full");
      assertThat(client.send(request).text()).isEqualTo("full");
    }
  }

  @Test
  void withoutAnyIsEmpty() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.saying(answer)) {
      assertThat(client.send(Request.get(server.uri())).body()).isEmpty();
    }
  }

  @Test
  void isReadWhileItArrives() throws IOException {
    try (Service service = new Service().answers(200, "first\nsecond\n")) {
      String read =
          client
              .http()
              .read(
                  Request.get(service.uri("/")),
                  (head, body) -> head.status() + " " + new String(body.readNBytes(5), UTF_8));

      assertThat(read).isEqualTo("200 first");
    }
  }
}
