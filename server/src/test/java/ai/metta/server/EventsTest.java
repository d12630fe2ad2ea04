// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.web.Tree;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events are taken within Datadog's limits, and all that were taken are found.
class EventsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  @TempDir private Path folder;
  private LocalDatadog server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), InstantSource.fixed(NOW));
    client = Client.of(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  /// Three of them in one second.
  @ParameterizedTest
  @CsvSource({
    "-timestamp, 2, 5 4 3 2 1 0",
    "-timestamp, 4, 5 4 3 2 1 0",
    "timestamp, 1, 0 1 2 3 4 5",
    "timestamp, 6, 0 1 2 3 4 5"
  })
  void allAreReachedPageByPage(String sort, int limit, String titles) throws Exception {
    for (int i = 0; i < 6; i++) {
      posted("\"title\":\"%d\",\"tags\":[\"a:b\"]".formatted(i), i == 0 ? -9 : i > 3 ? -1 : -5);
      posted("\"title\":\"other\"", -5);
    }
    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.of("");
    int pages = 0;
    while (cursor.isPresent()) {
      String page =
          "\"limit\":"
              + limit
              + cursor.get().transform(c -> c.isEmpty() ? "" : ",\"cursor\":\"" + c + "\"");
      Map<?, ?> answer =
          tree(
              search(
                  "{\"filter\":{\"query\":\"a:b\"},\"sort\":\"%s\",\"page\":{%s}}"
                      .formatted(sort, page)));
      List<?> data = (List<?>) answer.get("data");
      assertThat(data).hasSizeBetween(1, limit);
      data.forEach(event -> found.add(title((Map<?, ?>) event)));
      cursor =
          Optional.<Object>ofNullable(((Map<?, ?>) answer.get("meta")).get("page"))
              .map(after -> String.valueOf(((Map<?, ?>) after).get("after")));
      pages++;
    }
    assertThat(found).containsExactly(titles.split(" ", -1));
    assertThat(pages).isEqualTo((6 + limit - 1) / limit);
  }

  @Test
  void aSingleOneIsFoundByItsNumber() throws Exception {
    Map<?, ?> event = (Map<?, ?>) tree(posted("\"title\":\"one\"", 0)).get("event");
    var found = client.send("GET", "/api/v1/events/" + event.get("id_str"), "");
    assertThat(((Map<?, ?>) tree(found).get("event")).get("title")).isEqualTo("one");
    assertThat(client.send("GET", "/api/v1/events/7", "").statusCode()).isEqualTo(404);
    assertThat(client.send("GET", "/api/v1/events/x", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"page":{"limit":0}}          | page.limit is not from 1 to 1000
          {"page":{"limit":1001}}       | page.limit is not from 1 to 1000
          {"page":{"limit":1.5}}        | page.limit is not a whole number
          {"page":{"cursor":"!"}}       | page.cursor is none that was given
          {"page":{"cursor":"YQ=="}}    | page.cursor is none that was given
          {"sort":"title"}              | sort is not one of timestamp, -timestamp
          {"filter":{"query":"a AND"}}  | query: expected a term at position 5
          """)
  void aSearchThatCannotBeMeantIsRefused(String body, String error) throws Exception {
    HttpResponse<String> answer = search(body);
    assertThat(answer.body()).contains(error);
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "title":" "                                 | 0       | title must not be empty
          "title":"a","alert_type":"nope"             | 0       | alert_type is not one of error, warning
          "title":"a","priority":"nope"               | 0       | priority is not one of normal, low
          "title":"a","aggregation_key":"LONG"        | 0       | aggregation_key is longer than 100 characters
          "title":"a"                                 | 7201    | date_happened is more than 2 hours ahead
          "title":"a"                                 | 950400  | date_happened is more than 2 hours ahead
          "title":"a"                                 | -64801  | date_happened is more than 18 hours ago
          """)
  void whatDatadogRefusesIsRefused(String fields, int seconds, String error) throws Exception {
    var answer = posted(fields.replace("LONG", "x".repeat(101)), seconds);
    assertThat(answer.body()).contains(error);
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "alert_type":"snapshot","priority":"low"   | 7200
          "alert_type":null,"priority":null          | -64800
          "aggregation_key":"LONG"                   | 0
          """)
  void whatDatadogTakesIsTaken(String fields, int seconds) throws Exception {
    var answer = posted("\"title\":\"a\"," + fields.replace("LONG", "x".repeat(100)), seconds);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Test
  void everyKindOfDatadogsIsKnown() throws Exception {
    List<String> kinds = Shared.words("EventAlertType");
    assertThat(kinds).contains("error", "user_update");
    for (String kind : kinds) {
      whatDatadogTakesIsTaken("\"alert_type\":\"" + kind + "\"", 0);
    }
  }

  private static String title(Map<?, ?> event) {
    Map<?, ?> attributes = (Map<?, ?>) event.get("attributes");
    return String.valueOf(((Map<?, ?>) attributes.get("attributes")).get("title"));
  }

  private HttpResponse<String> search(String body) throws Exception {
    return client.send("POST", "/api/v2/events/search", body);
  }

  private HttpResponse<String> posted(String fields, int seconds) throws Exception {
    return client.send(
        "POST",
        "/api/v1/events",
        "{\"text\":\"t\",\"date_happened\":%d,%s}"
            .formatted(NOW.getEpochSecond() + seconds, fields));
  }

  private static Map<?, ?> tree(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    return (Map<?, ?>) Tree.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
