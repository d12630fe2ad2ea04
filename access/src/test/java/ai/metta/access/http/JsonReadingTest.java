// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

class JsonReadingTest {
  private static final String WHAT = "GET https://api.test/jobs";

  private final JsonReading reading = new JsonReading(WHAT, JsonLimits.STANDARD);

  /// The numbers of a flat object; what is no number is passed over, however deep.
  private static Map<String, Double> numbers(JsonParser json) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    json.nextToken();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken().isNumeric()) {
        numbers.put(name, json.getDoubleValue());
      } else {
        json.skipChildren();
      }
    }
    return numbers;
  }

  private static Map<String, Double> read(
      JsonReading reading, int status, String type, byte[] body) {
    try {
      return reading
          .body((_, json) -> numbers(json))
          .read(
              new Head(status, new Headers(Map.of("Content-Type", type))),
              new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }

  private Map<String, Double> read(byte[] body) {
    return read(reading, 200, "application/json", body);
  }

  private Failure failure(byte[] body) {
    return Client.failureOf(() -> read(body));
  }

  private static Failure malformed(String how) {
    return new Failure.Malformed(WHAT + ": " + how);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", " \r\n\t{\"a\":1}\n", "\uFEFF{\"a\":1}"})
  void jsonIsReadWhateverStandsBeforeIt(String json) {
    assertThat(read(json.getBytes(UTF_8))).containsExactly(Map.entry("a", 1.0));
  }

  @Test
  void theLastOfTwoMembersOfOneNameCounts() {
    assertThat(read("{\"a\":1,\"a\":2}".getBytes(UTF_8))).containsExactly(Map.entry("a", 2.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1.5E+999999999", "NaN", "Infinity", "-Infinity"})
  void aNumberThatNoDoubleHoldsIsNoNumber(String number) {
    assertThat(failure(("{\"a\":" + number + "}").getBytes(UTF_8)).message())
        .startsWith(malformed("no finite number at /a at line 1, column ").message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "NaN"})
  void whatIsNoNumberHasItsPlaceInTheDocument(String number) {
    Failure failure =
        Client.failureOf(() ->
            reading.text(
                "{\"jobs\":[{},{\"took\":[1," + number + "]}]}",
                json -> {
                  while (json.nextToken() != null) {
                    if (json.currentToken().isNumeric()) {
                      assertThat(json.getDoubleValue()).isEqualTo(1);
                    }
                  }
                  return "";
                }));

    assertThat(failure.message()).contains("no finite number at /jobs/1/took/1 at line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void aGapMayBeWrittenAsNoNumber(String gap) {
    boolean known =
        reading
            .with(JsonReading.Gaps.NAN)
            .text(
                "[" + gap + "]",
                json -> {
                  json.nextToken();
                  return json.nextToken().isNumeric() && !json.isNaN();
                });

    assertThat(known).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1e-400, 0", "1.7976931348623157e308, 1.7976931348623157e308", "-0.0, -0.0"})
  void aNumberThatADoubleHoldsIsRead(String number, double value) {
    assertThat(read(("{\"a\":" + number + "}").getBytes(UTF_8))).containsEntry("a", value);
  }

  @Test
  void aNumberOfManyDigitsIsNotRead() {
    assertThat(failure(("{\"a\":" + "9".repeat(101) + "}").getBytes(UTF_8)))
        .isEqualTo(malformed("a number of more than 100 digits is not read"));
    assertThat(read(("{\"a\":" + "9".repeat(100) + "}").getBytes(UTF_8))).containsKey("a");
  }

  @ParameterizedTest
  @CsvSource({"199, true", "200, false", "100000, false"})
  void nestingHasAnEnd(int lists, boolean read) {
    byte[] json = ("{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}").getBytes(UTF_8);

    if (read) {
      assertThat(read(json)).isEmpty();
    } else {
      assertThat(failure(json))
          .isEqualTo(malformed("lists and objects more than 200 deep are not read"));
    }
  }

  @Test
  void aStringHasALengthThatMayBeSet() {
    JsonReading narrow = reading.within(new JsonLimits(200, 50, 20_000));
    byte[] fits = ("{\"a\":\"" + "x".repeat(50) + "\"}").getBytes(UTF_8);
    byte[] long51 = ("{\"a\":\"" + "x".repeat(51) + "\",\"b\":1}").getBytes(UTF_8);

    assertThat(read(narrow, 200, "application/json", fits)).isEmpty();
    assertThat(
            Client.failureOf(() ->
                narrow.text(
                    new String(long51, UTF_8),
                    json -> {
                      json.nextToken();
                      json.nextToken();
                      json.nextToken();
                      return json.getString();
                    })))
        .isEqualTo(malformed("a text of more than 50 characters is not read"));
  }

  @Test
  void aDocumentHasALength() {
    JsonReading narrow = reading.within(new JsonLimits(10, 100_000, 20_000));
    byte[] json = ("[" + "1,".repeat(20_000) + "1]").getBytes(UTF_8);

    assertThat(
            Client.failureOf(() ->
                narrow.text(
                    new String(json, UTF_8),
                    reader -> {
                      while (reader.nextToken() != null) {
                        // To the end.
                      }
                      return "";
                    })))
        .isEqualTo(malformed("a document of more than 20000 characters is not read"));
  }

  @Test
  void aNameHasALength() {
    assertThat(failure(("{\"" + "n".repeat(60_000) + "\":1}").getBytes(UTF_8)))
        .isEqualTo(malformed("a name of more than 10000 characters is not read"));
  }

  @Test
  void whatIsNotUtf8IsNotGuessedAt() {
    assertThat(failure("{\"größe\":1}".getBytes(ISO_8859_1)).message())
        .startsWith(WHAT + ": not the JSON expected at line 1")
        .doesNotContain("gr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1", "{\"a\":", "{\"a\":[1,2", "{\"a\":\"planted"})
  void jsonThatEndsTooEarlyIsSaidToAndNotShown(String json) {
    assertThat(failure(json.getBytes(UTF_8)).message())
        .startsWith(WHAT + ": the JSON ends too early at line 1, column ")
        .doesNotContain("planted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"planted", "{planted:1}", "{\"a\":planted}", "{'a':1}"})
  void whatIsNoJsonIsNamedByItsPlaceAndNotShown(String text) {
    assertThat(failure(text.getBytes(UTF_8)).message())
        .startsWith(WHAT + ": not the JSON expected at line 1, column ")
        .doesNotContain("planted", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\uFEFF"})
  void nothingIsNoJsonWhereTheServiceSaysItSucceeded(String body) {
    assertThat(failure(body.getBytes(UTF_8)))
        .isEqualTo(malformed("200 with nothing where JSON was expected"));
    assertThat(Client.failureOf(() -> reading.text("", JsonReadingTest::numbers)))
        .isEqualTo(malformed("nothing where JSON was expected"));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 404, 503})
  void nothingIsLeftToTheReaderWhereTheStatusSaysEnough(int status) throws IOException {
    int seen =
        reading
            .<Integer>body((head, _) -> head.status())
            .read(new Head(status, Headers.NONE), new ByteArrayInputStream(new byte[0]));

    assertThat(seen).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | text/html; charset=utf-8 | Sign in
          200 | application/json         | <!doctype html><title>Sign in</title>
          200 | text/plain               | ' <html>planted</html>'
          403 | TEXT/HTML                | <h1>Forbidden</h1>
          """)
  void htmlIsSaidToBeSo(int status, String type, String body) {
    assertThat(Client.failureOf(() -> read(reading, status, type, body.getBytes(UTF_8))))
        .isEqualTo(
            malformed(
                status
                    + " with HTML, perhaps a proxy's or a login page's, where JSON was expected;"
                    + " is the address right?"));
  }

  @Test
  void theHtmlOfAGatewayIsTheServicesTrouble() {
    assertThat(
            Client.failureOf(
                () -> read(reading, 502, "text/html", "<h1>Bad Gateway</h1>".getBytes(UTF_8))))
        .isEqualTo(
            new Failure.Service(
                WHAT
                    + ": 502 with HTML, perhaps a proxy's or a login page's, where JSON was"
                    + " expected; is the address right?",
                Retry.MAY_HELP));
  }

  @Test
  void htmlInAStringIsSaidToBeSo() {
    assertThat(Client.failureOf(() -> reading.text("\n<html>", JsonReadingTest::numbers)).message())
        .contains("HTML, perhaps a proxy's");
  }

  @Test
  void anAnswerInMemoryIsReadAndRefusedLikeOneThatArrives() {
    byte[] json = "\uFEFF {\"a\":1}".getBytes(UTF_8);

    assertThat(reading.bytes(json, JsonReadingTest::numbers)).containsEntry("a", 1.0);
    assertThat(
            Client.failureOf(
                () -> reading.bytes(" <html>".getBytes(UTF_8), JsonReadingTest::numbers)))
        .isEqualTo(
            malformed(
                "HTML, perhaps a proxy's or a login page's, where JSON was expected; is the"
                    + " address right?"));
    assertThat(
            Client.failureOf(() -> reading.bytes(" \n".getBytes(UTF_8), JsonReadingTest::numbers)))
        .isEqualTo(malformed("nothing where JSON was expected"));
  }

  @Test
  void whatBreaksTheTransportIsNamedAndNotTheJson() throws IOException {
    Client client = Client.plain();
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\n{\"a\":1,";
    try (RawServer server = RawServer.saying(answer)) {
      Request request = Request.get(server.uri());

      assertThat(
              Client.failureOf(() ->
                  client
                      .http()
                      .read(request, JsonReading.of(request).body((_, json) -> numbers(json)))))
          .isEqualTo(
              new Failure.Malformed(request.identity() + ": answer ended after 7 of 50 bytes"));
    }
  }
}
