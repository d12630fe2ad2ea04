// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.web.Tree;
import ai.metta.server.web.Tree.Digits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Monitors are checked as Datadog checks them, and come back as it gives them back.
class MonitorsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00.123456789Z");
  private static final String QUERY = "avg(last_5m):avg:jobs{env:prod} by {host} > 5";

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

  @Test
  void theTimeOfItsCreationStays() throws Exception {
    Map<?, ?> created = created("{\"type\":\"query alert\",\"query\":\"" + QUERY + "\"}");
    assertThat(created.get("created")).isEqualTo("2026-01-02T03:00:00.123Z");
    String path = "/api/v1/monitor/" + id(created);
    Map<?, ?> updated = tree(client.send("PUT", path, "{\"name\":\"b\"}"));
    assertThat(updated.get("created")).isEqualTo(created.get("created"));
  }

  /// With a query of another kind, so that only the type is judged.
  @Test
  void everyTypeOfDatadogsIsKnown() throws Exception {
    List<String> types = Shared.words("MonitorType");
    assertThat(types).hasSizeGreaterThan(20).contains("database-monitoring alert");
    for (String type : types) {
      assertThat(validated("{\"type\":\"%s\",\"query\":\"x\"}".formatted(type)).body())
          .doesNotContain("Invalid monitor type");
    }
  }

  @Test
  void otherTypesAreRefused() throws Exception {
    for (String type : List.of("engine-monitoring alert", "weather", "")) {
      assertThat(validated("{\"type\":\"%s\",\"query\":\"x\"}".formatted(type)).body())
          .contains("Invalid monitor type '" + type + "'");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          query alert   | avg(last_0m):avg:a{*} > 1                 | {}  | window last_0m is not from 1 to 10080
          query alert   | avg(last_10081m):avg:a{*} > 1             | {}  | window last_10081m
          query alert   | avg(last_169h):avg:a{*} > 1               | {}  | window last_169h is not from 1 to 168
          query alert   | avg(last_99999d):avg:a{*} > 1             | {}  | window last_99999d
          query alert   | avg(last_2mo):avg:a{*} > 1                | {}  | window last_2mo
          query alert   | avg(current_2d):avg:a{*} > 1              | {}  | window current_2d
          query alert   | change(avg(last_0m),last_5m):avg:a{*} > 1 | {}  | window last_0m
          query alert   | change(avg(last_5m),last_99999h):avg:a{*} > 1 | {} | window last_99999h
          query alert   | change(avg(last_5m),0m_ago):avg:a{*} > 1  | {} | shift 0m_ago is not from 1 to 10080
          query alert   | change(avg(last_5m),99999mo_ago):avg:a{*} > 1 | {} | shift 99999mo_ago is not from 1 to 1
          query alert   | avg(last_5m):foo > 1                      | {} | "foo" is no query
          query alert   | avg(last_5m):a / b > 80                   | {"options":{"variables":[{"name":"a"}]}} | "b" is no query
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"restricted_roles":"x"} | restricted_roles is not an array
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"restricted_roles":[1]} | restricted_roles
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"assets":[5]}           | assets[0] is not an object
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"assets":[{"name":"a","url":"b","category":"runbook","resource_key":7}]} | assets[0].resource_key is not a string
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"options":{"aggregation":{"type":5}}} | options.aggregation.type is not a string
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"draft_status":"late"}  | draft_status is not one of draft, published
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"priority":9}                                     | priority is not from 0 to 5
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"priority":"1"}                                   | priority is not a whole number
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"priority":1.5}                                   | priority is not a whole number
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"tags":"a"}                                       | tags is not an array
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"options":{"timeout_h":99}}                       | options.timeout_h is not from 0 to 24
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"options":{"thresholds":{"critical":2}}}          | does not match that used in the query
          query alert   | avg(last_5m):avg:a{*} > 1                 | {"options":{"thresholds":{"critical":1,"warning":2}}}  | must be less than
          query alert   | avg(last_5m):avg:a{*} >= 1                | {"options":{"thresholds":{"critical":1,"warning":1}}}  | must be less than
          query alert   | avg(last_5m):avg:a{*} < 1                 | {"options":{"thresholds":{"critical":1,"warning":0}}}  | must be greater than
          log alert     | logs("a").index("*").rollup("count").last("5m") > 1 | {"options":{"thresholds":{"critical":1,"warning":2}}} | must be less than
          log alert     | logs( > 5                                 | {} | expected logs(
          log alert     | garbage                                   | {} | expected logs(
          log alert     | logs("a").last("5m")                      | {} | invalid operator specified
          event-v2 alert | logs("a").last("5m") > 1                 | {} | expected events(
          service check | garbage                                   | {} | expected "check".over(
          service check | "a".over("*").by("b").last(0).count_by_status()   | {} | last(0) is not
          service check | "a".over("*").by("b").last(101).count_by_status() | {} | last(101) is not
          service check | "a".over("*").by("b").last(2).count_by_status() | {"options":{"thresholds":{"ok":3}}} | last(2) is not
          service check | "a".over("*").by("b").last(0).pct_by_status() | {} | last(0) is not
          service check | "a".over("").last(2).count_by_status() | {} | expected "check"
          service check | "".over("*").by("b").last(1).pct_by_status() | {} | expected "check"
          composite     | garbage                                   | {} | expected the number of a monitor
          composite     | 1 &&                                      | {} | expected the number of a monitor
          composite     | 1 2                                       | {} | expected && or
          composite     | (1                                        | {} | expected ")"
          """)
  void whatDatadogRefusesIsRefused(String type, String query, String more, String error)
      throws Exception {
    HttpResponse<String> answer = validated(monitor(type, query, more));
    assertThat(answer.body()).contains(error.replace("\"", "\\\""));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          query alert   | avg(last_10080m):avg:a{*} > 1     | {"priority":5,"options":{"timeout_h":24}}
          query alert   | avg(last_1mo):avg:a{*} > 1        | {"priority":null,"options":{"timeout_h":0}}
          query alert   | avg(current_1d):avg:a{*} < 1      | {"options":{"thresholds":{"critical":1,"warning":2}}}
          query alert   | max(next_1w):avg:a{*} == 1        | {"options":{"thresholds":{"critical":1,"warning":2}}}
          query alert   | pct_change(avg(last_5m),5m_ago):avg:a{*} > 1 | {}
          query alert   | pct_change(sum(last_1d),last_1w):avg:a{*} > 1 | {}
          query alert   | change(avg(last_1h),1w_ago):avg:a{*} > 1 | {}
          query alert   | pct_change(avg(last_1w),last_1mo):sum:a{*} > 1 | {}
          query alert   | change(avg(last_3d),12h_ago):avg:a{*} > 1 | {}
          query alert   | avg(last_5m):a / b > 80 | {"options":{"variables":[{"name":"a"},{"name":"b"}]}}
          service check | "a".last(2).count_by_status() | {}
          service check | "a.b".over("c:d","e").exclude("f:g").by("h", "i").last(3).count_by_status() | {"options":{"thresholds":{"ok":3}}}
          service check | "a".over("*").last(2).by("b").count_by_status() | {}
          service check | "a".over("*").by("*").last(2).pct_by_status() | {}
          service check | "a".over("*").by("b").last(1).pct_by_status() | {"options":{"thresholds":{"critical":50,"warning":25}}}
          service check | 'a'.over('b:"c"','d').by('*').last(1).pct_by_status() | {}
          query alert   | percentile(last_1d):p99:a{*} by {b} > 10 | {}
          query alert   | min(last_5m):default(avg:a{*} by {b}, 0) > 5 | {}
          event-v2 alert | events("a").rollup("cardinality", "@b").current("1h") > 5 | {}
          log alert     | formula("query / query1").last("1d") > 10 | {}
          event-v2 alert | events("source:a").rollup("count").last("5m") >= 1 | {}
          composite     | 123 && !456                       | {}
          composite     | ~!(1 || 2) && (3)~              | {}
          """)
  void whatDatadogTakesIsTaken(String type, String query, String more) throws Exception {
    HttpResponse<String> answer = validated(monitor(type, query, more));
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aServiceCheckMayBeOverManyTags() throws Exception {
    String tags = "\"a:b\"" + ",\"c:d\"".repeat(20_000);
    String query = "\"a\".over(" + tags + ").by(" + tags + ").last(2).count_by_status()";
    whatDatadogTakesIsTaken("service check", query, "{}");
  }

  /// The definition stands below `attributes` or at the top.
  @Test
  void everyRealMonitorIsTaken() throws Exception {
    Map<String, String> files = Shared.texts("corpus/datadog-monitors");
    assertThat(files).isNotEmpty();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Map<?, ?> monitor = (Map<?, ?>) read(file.getValue());
      for (String key : List.of("attributes", "definition")) {
        monitor = monitor.get(key) instanceof Map<?, ?> inner ? inner : monitor;
      }
      HttpResponse<String> answer = client.send("POST", "/api/v1/monitor", Tree.text(monitor));
      assertThat(answer.statusCode()).as(file.getKey() + answer.body()).isEqualTo(200);
    }
  }

  private static String monitor(String type, String query, String more) {
    Map<String, @Nullable Object> monitor = new LinkedHashMap<>();
    monitor.put("type", type);
    monitor.put("query", query);
    ((Map<?, ?>) read(more)).forEach((key, value) -> monitor.put(String.valueOf(key), value));
    return Tree.text(monitor);
  }

  @Test
  void onlyWhatExistsIsValidatedAgain() throws Exception {
    String body = "{\"type\":\"query alert\",\"query\":\"" + QUERY + "\"}";
    String id = id(created(body));
    assertThat(client.send("POST", "/api/v1/monitor/" + id + "/validate", body).statusCode())
        .isEqualTo(200);
    assertThat(client.send("POST", "/api/v1/monitor/999/validate", body).statusCode())
        .isEqualTo(404);
  }

  /// What is written in another way: spaces, whole thresholds, a priority of 0, an older type.
  @Test
  void comesBackAsDatadogWritesIt() throws Exception {
    Map<?, ?> created =
        created(
            """
            {"type":"metric alert","query":" avg(last_5m):avg:jobs{*} by {host} > 5 ","message":" Look \\n",
             "priority":0,"weather":1.50,"options":{"thresholds":{"critical":5,"warning":4.5},
             "escalation_message":" again ","renotify_interval":60}}
            """);
    assertThat(created.get("type")).isEqualTo("query alert");
    assertThat(created.get("query")).isEqualTo("avg(last_5m):avg:jobs{*} by {host} > 5");
    assertThat(created.get("message")).isEqualTo("Look");
    assertThat(created.get("weather")).isEqualTo(new Digits("1.50"));
    assertThat(created.get("multi")).isEqualTo(true);
    assertThat(Tree.text(created.get("options")))
        .startsWith(
            "{\"thresholds\":{\"critical\":5.0,\"warning\":4.5},\"escalation_message\":\"again\","
                + "\"renotify_interval\":60,");
    for (String key :
        List.of("priority", "org_id", "deleted", "restricted_roles", "restriction_policy")) {
      assertThat(created.containsKey(key)).as(key).isTrue();
      assertThat((Object) created.get(key)).as(key).isNull();
    }
    assertThat(created.get("assets")).isEqualTo(List.of());
    assertThat(created.get("draft_status")).isEqualTo("published");
    assertThat(created.get("overall_state")).isEqualTo("No Data");
    Map<?, ?> updated = tree(client.send("PUT", "/api/v1/monitor/" + id(created), "{}"));
    assertThat(updated).isEqualTo(created);
  }

  /// Clients read numbers where Datadog writes some, whoever sent them as texts.
  @Test
  void anAmountThatCameAsATextComesBackAsANumber() throws Exception {
    Map<?, ?> created =
        created(
            monitor(
                "query alert",
                QUERY,
                "{\"options\":{\"renotify_interval\":\"060\",\"no_data_timeframe\":\"0\"},"
                    + "\"matching_downtimes\":5,\"state\":\"x\"}"));
    assertThat(Tree.text(created.get("options")))
        .contains("\"renotify_interval\":60,", "\"no_data_timeframe\":0,");
    assertThat(Tree.text(created)).doesNotContain("matching_downtimes", "\"state\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          query alert   | avg(last_5m):avg:a{*} by {host} > 1                | true
          query alert   | avg(last_5m):avg:a{*} > 1                          | false
          query alert   | avg(last_5m):avg:a{*} BY {host} > 1                | true
          service check | "a".over("x").by("*","host").last(2).count_by_status() | true
          service check | "a".over("x").by("host").last(2).count_by_status() | true
          service check | 'a'.over('x').by('host').last(2).count_by_status() | true
          service check | 'a'.over('x').by('*').last(2).count_by_status()    | false
          service check | "a".over("x").by( "*" ).last(2).pct_by_status()    | false
          log alert     | logs('x').index('*').rollup('count').by('service').last('5m') > 1 | true
          log alert     | logs("grouped by {host}").index("*").rollup("count").last("5m") > 1 | false
          log alert     | logs("say \\"by {host}\\" .by('x')").index("*").rollup("count").last("5m") > 1 | false
          """)
  void aMonitorIsOfManyWhereItsQueryAsksForGroups(String type, String query, boolean many)
      throws Exception {
    assertThat(created(monitor(type, query, "{}")).get("multi")).isEqualTo(many);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name":"q","query":"avg:a{x:y} by {host}"}              | true
          {"name":"q","query":"avg:a{x:y}"}                        | false
          {"name":"q","data_source":"logs","group_by":[{"facet":"service"}]} | true
          {"name":"q","data_source":"logs","group_by":[]}          | false
          """)
  void aMonitorIsOfManyWhereAQueryBesideItAsksForGroups(String variable, boolean many)
      throws Exception {
    Map<?, ?> created =
        created(
            monitor(
                "query alert",
                "avg(last_5m):q > 1",
                "{\"options\":{\"variables\":[" + variable + "]}}"));
    assertThat(created.get("multi")).isEqualTo(many);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":5}", "{\"name\":\"q\",\"query\":5}", "{\"query\":{\"a\":1}}"})
  void aVariableOfAnotherShapeIsRefused(String variable) throws Exception {
    for (String type : List.of("rum alert", "query alert")) {
      String sent =
          monitor(
              type,
              "avg(last_5m):avg:a{*} > 1",
              "{\"options\":{\"variables\":[" + variable + "]}}");
      assertThat(client.send("POST", "/api/v1/monitor", sent).statusCode())
          .as(type + " " + variable)
          .isEqualTo(400);
    }
    assertThat(client.send("GET", "/api/v1/monitor", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckIsFoundByItsTagsInQuotesOfEitherKind() throws Exception {
    created(monitor("service check", "\"a\".over(\"x:y\").last(2).count_by_status()", "{}"));
    created(monitor("service check", "'b'.over('z', 'x:y').last(2).count_by_status()", "{}"));
    created(
        monitor("service check", "\"c\".over(\"u:(1)\",\"x:y\").last(2).count_by_status()", "{}"));
    created(
        monitor(
            "query alert",
            "avg(last_5m):query1 / sum:b{x:y} > 1",
            "{\"options\":{\"variables\":[{\"name\":\"query1\"}]}}"));
    created(
        monitor(
            "query alert",
            "avg(last_5m):query1 > 1",
            "{\"options\":{\"variables\":[{\"name\":\"query1\",\"query\":\"avg:a{x:y}\"}]}}"));
    created(
        monitor("service check", "\".over('x:y')\".over(\"*\").last(2).count_by_status()", "{}"));
    String many = "'k',".repeat(5_000);
    created(monitor("service check", "'d'.by(" + many + "'k').last(2).count_by_status()", "{}"));
    created(
        monitor(
            "service check",
            "'e'" + " ".repeat(9_000) + ".over('*').last(2).count_by_status()",
            "{}"));
    String body = client.send("GET", "/api/v1/monitor?tags=x:y", "").body();
    assertThat((List<?>) read(body)).hasSize(5);
  }

  @Test
  void aMonitorsTypeCannotBeChangedButForItsOtherName() throws Exception {
    String path = "/api/v1/monitor/" + id(created(monitor("query alert", QUERY, "{}")));
    HttpResponse<String> refused = client.send("PUT", path, monitor("composite", "1 && 2", "{}"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("type of a monitor cannot be changed");
    assertThat(client.send("PUT", path, "{\"type\":\"metric alert\"}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                        | "new_host_delay":300
          {"thresholds":{}}         | "include_tags":true
          {"include_tags":false}    | "include_tags":false
          {"new_host_delay":0}      | "new_host_delay":0
          {"new_group_delay":60}    | "new_group_delay":60
          """)
  void optionsHaveDatadogsDefaults(String options, String expected) throws Exception {
    Map<?, ?> created = created(monitor("query alert", QUERY, "{\"options\":" + options + "}"));
    assertThat(Tree.text(created.get("options")))
        .contains(expected, "\"silenced\":{}")
        .doesNotContain("thresholds");
  }

  private static @Nullable Object read(String json) {
    return Tree.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> validated(String body) throws Exception {
    return client.send("POST", "/api/v1/monitor/validate", body);
  }

  private Map<?, ?> created(String body) throws Exception {
    return tree(client.send("POST", "/api/v1/monitor", body));
  }

  private static String id(Map<?, ?> monitor) {
    return monitor.get("id") instanceof Digits digits ? digits.text() : "none";
  }

  private static Map<?, ?> tree(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Map<?, ?>) Tree.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
