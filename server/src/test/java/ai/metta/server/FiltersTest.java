// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A list holds what its filters say; one that cannot be held to is refused, never left aside.
class FiltersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  @TempDir private Path folder;
  private volatile Instant now = NOW;
  private LocalDatadog server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), () -> now);
    client = Client.of(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                             | one two three
          name=two                      | two
          name=T                        | two three
          monitor_tags=team:x           | one two
          monitor_tags=team:x,LEVEL:2   | two
          monitor_tags=team:zzz         |
          tags=env:prod                 | one
          tags=env:prod,host:a          | one
          tags=env:test                 | three
          tags=zzz                      |
          group_states=all              | one two three
          with_downtimes=true           | one two three
          page=0&page_size=2            | one two
          page=1&page_size=2            | three
          page=2&page_size=2            |
          page_size=1                   | one two three
          """)
  void monitors(@Nullable String filter, @Nullable String names) throws Exception {
    monitor("one", "query alert", "avg(last_5m):avg:a{env:prod,host:a,!role:x} > 1", "\"team:x\"");
    monitor("two", "query alert", "avg(last_5m):avg:a{*} > 1", "\"team:x\",\"level:2\"");
    monitor(
        "three",
        "service check",
        "\\\"c\\\".over(\\\"env:test\\\").by(\\\"host\\\").last(2).count_by_status()",
        "");
    assertThat(listed("/api/v1/monitor", filter, "name")).isEqualTo(words(names));
  }

  @Test
  void monitorsBehindANumber() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      monitor(name, "query alert", "avg(last_5m):avg:a{*} > 1", "");
    }
    String offset = "0";
    for (int seen = 0; seen < 3; seen++) {
      String after = "page_size=1&id_offset=" + offset;
      String next =
          Pattern.compile("\"id\":(\\d+)")
              .matcher(get("/api/v1/monitor", after).body())
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.joining());
      assertThat(Long.parseLong(next)).isGreaterThan(Long.parseLong(offset));
      offset = next;
    }
    assertThat(get("/api/v1/monitor", "id_offset=" + offset).body()).isEqualTo("[]");
  }

  /// Each a millisecond after the other, which is their order.
  private void monitor(String name, String type, String query, String tags) throws Exception {
    String body =
        "{\"name\":\"%s\",\"type\":\"%s\",\"query\":\"%s\",\"tags\":[%s]}"
            .formatted(name, type, query, tags);
    now = now.plusMillis(1);
    var answer = client.send("POST", "/api/v1/monitor", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                          | two one
          priority=low               | one
          priority=normal            | two
          sources=chef               | two
          sources=chef,git           | two
          sources=nope               |
          tags=a:b                   | two one
          tags=a:b,c:d               | two
          tags=A:B                   | two one
          priority=low&sources=chef  |
          unaggregated=true&page=0   | two one
          unaggregated=true&page=1   |
          """)
  void events(@Nullable String filter, @Nullable String titles) throws Exception {
    event("\"title\":\"one\",\"priority\":\"low\",\"tags\":[\"a:b\"]");
    event("\"title\":\"two\",\"source_type_name\":\"chef\",\"tags\":[\"a:b\",\"c:d\"]");
    String time = "start=%1$d&end=%1$d".formatted(NOW.getEpochSecond());
    assertThat(listed("/api/v1/events", filter == null ? time : time + "&" + filter, "title"))
        .isEqualTo(words(titles));
  }

  private void event(String fields) throws Exception {
    var answer = client.send("POST", "/api/v1/events", "{\"text\":\"t\"," + fields + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      textBlock =
          """
          -                                       | a b d
          filter[tags]=env:prod                   | a d
          filter[tags]=env:prod AND NOT team:x    | d
          filter[tags]=env:p*                     | a d
          filter[tags]=env IN (prod,test)         | a b d
          filter[tags]=env:none                   |
          filter[metric_type]=distribution        | d
          filter[metric_type]=non_distribution    | a b
          page[size]=2                            | a b
          page[size]=2&page[cursor]=b             | d
          window[seconds]=60                      |
          """)
  void metrics(@Nullable String filter, @Nullable String names) throws Exception {
    submit();
    assertThat(listed("/api/v2/metrics", filter, "id")).isEqualTo(words(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                    | a b d
          host=Box             | b
          host=other           |
          tag_filter=env:prod  | a d
          """)
  void metricsOfTheFirstVersion(@Nullable String filter, @Nullable String names) throws Exception {
    submit();
    String from = "from=" + (NOW.getEpochSecond() - 3600);
    String path = "/api/v1/metrics?" + (filter == null ? from : from + "&" + filter);
    String list = String.join("\",\"", words(names));
    assertThat(client.send("GET", path, "").body())
        .contains("\"metrics\":[" + (list.isEmpty() ? "" : "\"" + list + "\"") + "]");
  }

  private void submit() throws Exception {
    long second = NOW.getEpochSecond() - 120;
    String points = "\"points\":[{\"timestamp\":%d,\"value\":1}]".formatted(second);
    client.send(
        "POST",
        "/api/v2/series",
        "{\"series\":[{\"metric\":\"a\",\"tags\":[\"env:prod\",\"team:x\"],%1$s},{\"metric\":\"b\",\"tags\":[\"env:test\",\"host:Box\"],%1$s}]}"
            .formatted(points));
    client.send(
        "POST",
        "/api/v1/distribution_points",
        "{\"series\":[{\"metric\":\"d\",\"tags\":[\"env:prod\"],\"points\":[[%d,[1,2]]]}]}"
            .formatted(second));
  }

  @Test
  void pagesOfMetricsSayWhereTheNextBegins() throws Exception {
    submit();
    assertThat(get("/api/v2/metrics", "page[size]=2").body()).contains("\"next_cursor\":\"b\"");
    assertThat(get("/api/v2/metrics", "page[size]=3").body()).contains("\"next_cursor\":null");
    assertThat(get("/api/v2/metrics", null).body()).doesNotContain("pagination");
  }

  @Test
  void dashboardsAreNeitherSharedNorKeptWhenTheyAreDeleted() throws Exception {
    String body = "{\"title\":\"a\",\"layout_type\":\"free\",\"widgets\":[]}";
    client.send("POST", "/api/v1/dashboard", body);
    assertThat(listed("/api/v1/dashboard", null, "title")).containsExactly("a");
    assertThat(listed("/api/v1/dashboard", "filter[shared]=false", "title")).containsExactly("a");
    assertThat(listed("/api/v1/dashboard", "filter[shared]=true", "title")).isEmpty();
    assertThat(listed("/api/v1/dashboard", "filter[deleted]=true", "title")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/monitor?color=red",
        "/api/v1/monitor?page=0&page_size=1001",
        "/api/v1/events?start=0&end=1&host=a",
        "/api/v1/events?start=0&end=1&priority=nope",
        "/api/v1/events?start=0&end=1&unaggregated=1",
        "/api/v1/events?start=0&end=1&page=1",
        "/api/v1/metrics?from=0&tag_filter=a:b&host=c",
        "/api/v1/metrics?from=0&window=1",
        "/api/v2/metrics?filter[queried]=true",
        "/api/v2/metrics?filter[configured]=true",
        "/api/v2/metrics?filter[include_percentiles]=true",
        "/api/v2/metrics?filter[related_assets]=true",
        "/api/v2/metrics?filter[tags_configured]=a",
        "/api/v2/metrics?filter[metric_type]=nope",
        "/api/v2/metrics?filter[tags]=a:b AND",
        "/api/v2/metrics?filter[tags]=a:b} by {c",
        "/api/v2/metrics?window[seconds]=0",
        "/api/v2/metrics?page[size]=0",
        "/api/v1/dashboard?filter[shared]=perhaps",
        "/api/v1/dashboard?title=a"
      })
  void whatIsNoFilterIsRefused(String path) throws Exception {
    int mark = path.indexOf('?');
    HttpResponse<String> answer = get(path.substring(0, mark), path.substring(mark + 1));
    assertThat(answer.body()).startsWith("{\"errors\":[");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private List<String> listed(String path, @Nullable String filter, String field) throws Exception {
    HttpResponse<String> answer = get(path, filter);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Pattern.compile("\"" + field + "\":\"(\\w+)\"")
        .matcher(answer.body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /// Sends a query string that is not encoded yet.
  private HttpResponse<String> get(String path, @Nullable String query) throws Exception {
    String encoded =
        query == null
            ? ""
            : Stream.of(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .map(pair -> encoded(pair[0]) + "=" + encoded(pair[1]))
                .collect(Collectors.joining("&", "?", ""));
    return client.send("GET", path + encoded, "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" ", -1));
  }
}
