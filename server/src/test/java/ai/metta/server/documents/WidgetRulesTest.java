// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.server.Shared;
import ai.metta.server.documents.Members.Member;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidgetRulesTest {
  /// A schema of a widget, the schema of its type, and the members that it must have.
  private static final Pattern DESCRIBED =
      Pattern.compile(
          "^    \\w+WidgetDefinition\\w*:\nLINES        type:\nLINES {10}\\$ref: \"#/components/schemas/(\\w+)\"\nLINES      required:\n((?:        - \\w+\n)+)"
              .replace("LINES", "(?:(?:      .*)?\n)*?"),
          Pattern.MULTILINE);

  @Test
  void everyTypeNeedsWhatItsDescriptionSays() {
    List<MatchResult> schemas =
        DESCRIBED.matcher(Shared.text("openapi/datadog-v1.yaml")).results().toList();
    assertThat(schemas).hasSizeGreaterThan(40);
    for (MatchResult schema : schemas) {
      List<String> needed =
          Arrays.stream(schema.group(2).split("\\s+-\\s+|\\s+", -1))
              .filter(key -> !key.isEmpty() && !key.equals("type"))
              .toList();
      for (String type : Shared.words(schema.group(1))) {
        assertThat(WidgetRules.NEEDED.get(type)).as(type).isNotNull();
        assertThat(WidgetRules.NEEDED.get(type).all().stream().map(Member::key))
            .as(type)
            .containsExactlyInAnyOrderElementsOf(needed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"note"}                                        | definition.content is required
          {"type":"note","content":null}                         | definition.content is required
          {"type":"note","content":7}                            | definition.content is not a string
          {"type":"note","content":"","title":7}                 | definition.title is not a string
          {"type":"timeseries"}                                  | definition.requests is required
          {"type":"timeseries","requests":{}}                    | definition.requests is not an array
          {"type":"timeseries","requests":["avg:a{*}"]}          | definition.requests[0] is not an object
          {"type":"timeseries","requests":[{"q":7}]}             | definition.requests[0].q is not a string
          {"type":"timeseries","requests":[],"show_legend":"no"} | definition.show_legend is not true or false
          {"type":"timeseries","requests":[],"markers":{}}       | definition.markers is not an array
          {"type":"timeseries","requests":[],"yaxis":[]}         | definition.yaxis is not an object
          {"type":"query_value","requests":"avg:a{*}"}           | definition.requests is not an array
          {"type":"toplist","requests":[{"queries":{}}]}         | definition.requests[0].queries is not an array
          {"type":"query_table","requests":[{"queries":[{"name":"a"}]}]} | requests[0].queries[0].data_source is required
          {"type":"query_table","requests":[{"queries":[{"data_source":"metrics","name":"a"}]}]} | requests[0].queries[0].query is required
          {"type":"query_table","requests":[{"queries":[{"data_source":"metrics","query":"a"}]}]} | requests[0].queries[0].name is required
          {"type":"query_table","requests":[{"formulas":[{"alias":"a"}]}]} | requests[0].formulas[0].formula is required
          {"type":"query_table","requests":[{"formulas":[{"formula":7}]}]} | requests[0].formulas[0].formula is not a string
          {"type":"list_stream","requests":[{"query":{},"response_format":"event_list"}]} | requests[0].columns is required
          {"type":"slo_list","requests":[{"query":{}}]}          | requests[0].request_type is required
          {"type":"heatmap"}                                     | definition.requests is required
          {"type":"distribution","requests":7}                   | definition.requests is not an array
          {"type":"change","requests":null}                      | definition.requests is required
          {"type":"hostmap"}                                     | definition.requests is required
          {"type":"hostmap","requests":[]}                       | definition.requests is not an object
          {"type":"check_status","check":"a"}                    | definition.grouping is required
          {"type":"geomap","requests":[],"style":{}}             | definition.view is required
          {"type":"group","layout_type":"ordered"}               | definition.widgets is required
          {"type":"group","widgets":[]}                          | definition.layout_type is required
          {"type":"group","layout_type":"free","widgets":[]}     | definition.layout_type is not one of ordered
          {"type":"group","layout_type":"ordered","widgets":[{"definition":{"type":"image"}}]} | definition.widgets[0].definition.url is required
          {"type":"group","layout_type":"ordered","widgets":[{"definition":{"type":"group","layout_type":"ordered","widgets":[]}}]} | definition.widgets[0].definition.type is not allowed within a group
          {"type":"weather"}                                     | at position 3: 'weather' is no type of a widget
          """)
  void isRefusedWithItsPlace(String definition, String error) {
    assertThatThrownBy(() -> check("{\"definition\":" + definition + "}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(error)
        .hasMessageMatching("(widgets\\[3]\\.definition\\.|Invalid widget definition ).*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"note","content":"","weather":[1]}
          {"type":"timeseries","requests":[]}
          {"type":"timeseries","requests":[{}],"time":{},"title_size":16,"markers":null}
          {"type":"timeseries","requests":[{"q":"avg:a{*}"},{"queries":[{"data_source":"weather"}],"formulas":[{"formula":"a"}]}]}
          {"type":"query_value","requests":[{"q":"a"},{"q":"b"}]}
          {"type":"hostmap","requests":{"fill":{"q":"a"}}}
          {"type":"scatterplot","requests":{"table":{}}}
          {"type":"log_stream"}
          {"type":"flame_graph"}
          {"type":"embedded_app","requests":7}
          {"type":"group","layout_type":"ordered","widgets":[{"definition":{"type":"powerpack","powerpack_id":"a"}}]}
          {"type":"powerpack","powerpack_id":"a","widgets":[{"definition":{"type":"group","layout_type":"ordered","widgets":[]}}]}
          """)
  void isTaken(String definition) {
    check("{\"definition\":" + definition + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                                      | layout is not an object
          {"x":0,"y":0,"width":4}                 | layout.height is required
          {"x":"0","y":0,"width":4,"height":2}    | layout.x is not a number
          """)
  void aLayoutSaysWhereAWidgetStands(String layout, String error) {
    String note = ",\"definition\":{\"type\":\"note\",\"content\":\"\"}}";
    assertThatThrownBy(() -> check("{\"layout\":" + layout + note))
        .isInstanceOf(Refusal.class)
        .hasMessage("widgets[3]." + error);
    check("{\"layout\":{\"x\":-3.5e-15,\"y\":0,\"width\":4,\"height\":2}" + note);
    check("{\"layout\":null" + note);
  }

  /// As the fourth of a dashboard.
  private static void check(String widget) {
    String note = "{\"definition\":{\"type\":\"note\",\"content\":\"\"}},";
    String dashboard = "{\"widgets\":[" + note.repeat(3) + widget + "]}";
    Object tree = Tree.read(dashboard.getBytes(StandardCharsets.UTF_8));
    WidgetRules.check(Fields.of(tree).objects("widgets"));
  }
}
