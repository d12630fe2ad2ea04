// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.web.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is pushed comes back as it was, but for what Datadog adds.
class DashboardsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final Set<String> ADDED =
      Set.of(
          "id", "url", "author_handle", "author_name", "created_at", "modified_at", "is_read_only");

  @TempDir private Path folder;
  private LocalDatadog server;
  private Client client;

  @Test
  void oddFieldsAndNumbersStayAsTheyAre() throws Exception {
    String sent =
        "{\"title\":\"A \\u00e9 \\\"b\\\"\",\"layout_type\":\"free\",\"weather\":{\"wind\":[1.50,1e3,-0.0,12345678901234567890]},"
            + "\"widgets\":[{\"layout\":{\"x\":0.5,\"y\":0,\"width\":1,\"height\":1},\"definition\":{\"type\":\"group\",\"layout_type\":\"ordered\","
            + "\"widgets\":[{\"definition\":{\"type\":\"note\",\"content\":\"\",\"z\":null,\"a\":true}}]}}]}";
    assertThat(kept(sent)).isEqualTo(text(sent));
    assertThat(kept(sent))
        .contains("1.50", "1e3", "-0.0", "12345678901234567890", "\"z\":null,\"a\":true");
  }

  @Test
  void theTimeOfItsCreationStays() throws Exception {
    server.close();
    Instant precise = Instant.parse("2026-01-02T03:00:00.123456789Z");
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), InstantSource.fixed(precise));
    try (Client anew = Client.of(server)) {
      String sent = "{\"title\":\"a\",\"layout_type\":\"ordered\",\"widgets\":[]}";
      Map<?, ?> created = (Map<?, ?>) tree(anew.send("POST", "/api/v1/dashboard", sent).body());
      assertThat(created.get("created_at")).isEqualTo("2026-01-02T03:00:00.123Z");
      String path = "/api/v1/dashboard/" + created.get("id");
      Map<?, ?> updated = (Map<?, ?>) tree(anew.send("PUT", path, sent).body());
      assertThat(updated.get("created_at")).isEqualTo(created.get("created_at"));
    }
  }

  @Test
  void everyRealDashboardComesBackAsItWas() throws Exception {
    Map<String, String> files = Shared.texts("corpus/datadog-dashboards");
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(kept(file.getValue())).as(file.getKey()).isEqualTo(text(file.getValue()));
    }
    assertThat(files).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "tags":["env:x"]                                                  | tag 'env:x' is not of the key team
          "tags":["team:"]                                                  | tag 'team:' is not of the key team
          "tags":["team:a","team:b","team:c","team:d","team:e","team:f"]    | tags are more than 5
          "reflow_type":"nope"                                              | reflow_type is not one of auto, fixed
          "template_variables":[{"prefix":"a"}]                             | template_variables[0].name is required
          "template_variables":[{"name":" "}]                               | template_variables[0].name is not a name
          "template_variables":[{"name":"a","default":"b","defaults":["c"]}] | default is not allowed beside defaults
          "template_variables":[{"name":"a","defaults":[]}]                 | defaults is not a list of values
          "template_variables":[{"name":"a","defaults":[""]}]               | defaults is not a list of values
          "tabs":[{"widget_ids":["@1"]}]                                    | tabs[0].name is required
          "tabs":[{"name":"a","widget_ids":["@2"]}]                         | positions from @1 to @1
          "tabs":[{"name":"a","widget_ids":["@0"]}]                         | positions from @1 to @1
          "tabs":[{"name":"a","widget_ids":["x"]}]                          | positions from @1 to @1
          "description":7                                                   | description is not a string
          "notify_list":"a@b.c"                                             | notify_list is not an array
          "notify_list":[7]                                                 | notify_list is not an array of strings
          "restricted_roles":{}                                             | restricted_roles is not an array
          "is_read_only":"no"                                               | is_read_only is not true or false
          "default_timeframe":"1d"                                          | default_timeframe is not an object
          "template_variables":{}                                           | template_variables is not an array
          "template_variables":[{"name":"a","prefix":7}]                    | template_variables[0].prefix is not a string
          "template_variables":[{"name":"a","available_values":"b"}]        | template_variables[0].available_values is not an array
          "template_variable_presets":["a"]                                 | template_variable_presets[0] is not an object
          "template_variable_presets":[{"template_variables":[{"name":"a","values":"b"}]}] | template_variable_presets[0].template_variables[0].values is not an array
          "widgets":[{"definition":{"type":"note"}}]                        | widgets[0].definition.content is required
          "widgets":[{"definition":{"type":"nonsense"}}]                    | at position 0: 'nonsense' is no type of a widget
          "widgets":[{"definition":{"type":"group","widgets":[{"definition":{"type":"nonsense"}}]}}] | 'nonsense' is no type of a widget
          """)
  void whatDatadogRefusesIsRefused(String fields, String error) throws Exception {
    var answer = client.send("POST", "/api/v1/dashboard", dashboard(fields));
    assertThat(answer.body()).contains(error);
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "tags":["team:a","team:b","team:c","team:d","team:e"]
          "tags":null
          "reflow_type":"fixed"
          "description":null,"notify_list":null,"template_variables":null,"template_variable_presets":null,"default_timeframe":null
          "notify_list":["a@b.c"],"restricted_roles":["a"],"is_read_only":true,"description":""
          "template_variables":[{"name":"a","prefix":null,"available_values":[]}]
          "template_variable_presets":[{"name":"a","template_variables":[{"name":"b","value":"c"},{"name":"d","values":["e"]}]}]
          "template_variables":[{"name":"a","default":null,"defaults":["c"]}]
          "template_variables":[{"name":"a","default":"b","available_values":null}]
          "widgets":[{"definition":{"type":"flame_graph"}}]
          """)
  void whatDatadogTakesIsTaken(String fields) throws Exception {
    var answer = client.send("POST", "/api/v1/dashboard", dashboard(fields));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void everyWidgetOfDatadogsIsKnown() throws Exception {
    List<String> types = Shared.words("\\w+WidgetDefinitionType");
    assertThat(types).hasSizeGreaterThan(30).contains("timeseries", "query_value", "group");
    for (String type : types) {
      String widget = "\"widgets\":[{\"definition\":{\"type\":\"" + type + "\"}}]";
      assertThat(client.send("POST", "/api/v1/dashboard", dashboard(widget)).body())
          .doesNotContain("is no type of a widget");
    }
  }

  @Test
  void itsLayoutStays() throws Exception {
    String ordered = dashboard("\"description\":null");
    Map<?, ?> created = (Map<?, ?>) tree(client.send("POST", "/api/v1/dashboard", ordered).body());
    String path = "/api/v1/dashboard/" + created.get("id");
    var answer = client.send("PUT", path, dashboard("\"layout_type\":\"free\""));
    assertThat(answer.body()).contains("layout_type cannot be changed: it is ordered");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(client.send("PUT", path, ordered).statusCode()).isEqualTo(200);
  }

  @Test
  void tabsNameTheirWidgetsByIds() throws Exception {
    String sent =
        dashboard(
            "\"widgets\":[{\"definition\":{\"type\":\"note\",\"content\":\"\"}},{\"id\":7,\"definition\":{\"type\":\"note\",\"content\":\"\"}}],"
                + "\"tabs\":[{\"id\":\"t\",\"name\":\"a\",\"widget_ids\":[\"@2\",\"@1\",7]}]");
    Map<?, ?> created = (Map<?, ?>) tree(client.send("POST", "/api/v1/dashboard", sent).body());
    Object first = ((Map<?, ?>) ((List<?>) created.get("widgets")).getFirst()).get("id");
    assertThat(Tree.text(created.get("tabs")))
        .isEqualTo("[{\"id\":\"t\",\"name\":\"a\",\"widget_ids\":[7," + Tree.text(first) + ",7]}]");
  }

  private static String dashboard(String fields) {
    Map<String, @Nullable Object> dashboard = new LinkedHashMap<>();
    String smallest =
        "{\"title\":\"a\",\"layout_type\":\"ordered\",\"widgets\":[{\"definition\":{\"type\":\"note\",\"content\":\"\"}}]}";
    for (String part : List.of(smallest, "{" + fields + "}")) {
      ((Map<?, ?>) tree(part)).forEach((key, value) -> dashboard.put(String.valueOf(key), value));
    }
    return Tree.text(dashboard);
  }

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

  /// Sent, fetched, updated with what was fetched, and fetched again.
  private String kept(String sent) throws Exception {
    var created = client.send("POST", "/api/v1/dashboard", sent);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    String id = String.valueOf(((Map<?, ?>) tree(created.body())).get("id"));
    String path = "/api/v1/dashboard/" + id;
    var fetched = client.send("GET", path, "");
    assertThat(fetched.body()).isEqualTo(created.body());
    var updated = client.send("PUT", path, fetched.body());
    assertThat(updated.statusCode()).isEqualTo(200);
    assertThat(updated.body()).isEqualTo(fetched.body());
    return text(client.send("GET", path, "").body());
  }

  private static @Nullable Object tree(String json) {
    return Tree.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String json) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    ((Map<?, ?>) without(tree(json)))
        .forEach((key, value) -> {
          boolean empty = value == null || value.equals(List.of());
          if (!ADDED.contains(String.valueOf(key)) && !empty) {
            plain.put(String.valueOf(key), value);
          }
        });
    return Tree.text(plain);
  }

  /// Without the ids of widgets.
  private static Object without(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> members -> {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        boolean widget = members.containsKey("definition");
        members.forEach((key, value) -> {
          if (!widget || !key.equals("id")) {
            kept.put(String.valueOf(key), value == null ? null : without(value));
          }
        });
        yield kept;
      }
      case List<?> items -> {
        List<@Nullable Object> kept = new ArrayList<>();
        items.forEach(item -> kept.add(item == null ? null : without(item)));
        yield kept;
      }
      case null -> "";
      default -> tree;
    };
  }
}
