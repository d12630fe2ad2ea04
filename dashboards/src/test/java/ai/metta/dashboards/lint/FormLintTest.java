// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.access.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FormLintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tags':['team:a'] |
          'tags':null       |
          'tags':['foo:bar'] | tag "foo:bar"; the tags of a dashboard are such as team:research
          'tags':'team:a'    | tags is "team:a"; write a list
          'template_variables':null |
          'template_variables':[{'name':'a','default':'*'},{'name':'b','defaults':['x']}] |
          'template_variables':[{'name':'a','default':'*','defaults':['x']}] | template variable "a" has default and defaults; write defaults alone
          'template_variables':[{'name':'a'},{'name':'a'}] | template variable "a" is declared twice; leave one out
          'template_variables':[{'name':'a','defaults':['']}] | template variable "a" has the default ""; each is a text
          'template_variables':[3] | template variable 3 has no name
          'layout_type':'grid' | layout_type is "grid"; write "ordered" or "free"
          'title':null | has no title; Datadog takes none without
          """)
  void aDashboardHasAFormThatDatadogTakes(String members, String problem) {
    String rest =
        Stream.of("'title':'D'", "'layout_type':'ordered'")
            .filter(member -> !members.startsWith(member.substring(0, 7)))
            .reduce("", (one, other) -> one + other + ",");
    found("{" + rest + members + ",'widgets':[]}", "", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null  | widget 1 | is null; a widget is an object with a definition
          'a'   | widget 1 | is "a"; a widget is an object with a definition
          {}    | widget 1 | its definition is missing; write an object
          {'definition':null} | widget 1 | its definition is null; write an object
          {'definition':{'type':'note','content':'a'}} | |
          {'definition':{'type':'note','title':'A'},'layout':{'x':0,'y':0,'width':1,'height':1}} | |
          {'definition':{'type':'note','title':'A'},'layout':{'x':-1,'y':0,'width':1,'height':1}} | A | its x is -1; the least is 0
          {'definition':{'type':'note','title':'A'},'layout':{'x':0,'y':0,'width':1,'height':0}} | A | its height is 0; the least is 1
          {'definition':{'type':'note','title':'A'},'layout':{'x':0,'y':0,'width':'1','height':1}} | A | its width is "1"; write a whole number
          {'id':1,'definition':{'type':'note'}},{'id':2,'definition':{'type':'note'}} | |
          {'id':1,'definition':{'type':'note'}},{'id':1,'definition':{'type':'note'}} | note | has the id 1 of another widget; leave it out
          {'definition':{'type':'group','title':'G','widgets':null}} | G | its widgets are null; write a list
          {'definition':{'type':'group','title':'G','widgets':[7]}} | G › widget 1 | is 7; a widget is an object with a definition
          {'definition':{'type':'timeserie','title':'A'}} | A | its type is "timeserie"; did you mean "timeseries"?
          """)
  void aWidgetIsAnObjectOnTheGrid(String widgets, String place, String problem) {
    found(
        "{'title':'D','layout_type':'ordered','widgets':[" + widgets + "]}",
        place == null ? "" : place,
        problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'requests':[{'q':'sum:a{*}'}] |
          'requests':'x' | its requests are "x"; write a list of objects
          'requests':[]  | has no request; write one, or leave the widget out
          'requests':[3] | one of its requests is 3; each is an object
          'requests':[{}] | a request has no queries; write them, or leave the request out
          'requests':[{'log_query':{}}] |
          'requests':[{'q':'a','display_type':'line'}] |
          'requests':[{'q':'a','display_type':'curve'}] | its display_type is "curve"; Datadog knows area, bars, line, overlay
          'requests':[{'response_format':'scalar','queries':[]}] | a request has no queries; write them, or leave the request out
          'requests':[{'response_format':'scalar','queries':[{'data_source':'metrics','name':'q','query':'a','aggregator':'last'}]}] |
          'requests':[{'response_format':'scalar','queries':[{'data_source':'metrics','name':'q','query':'a','aggregator':'lst'}]}] | its aggregator is "lst"; did you mean "last"?
          'requests':[{'response_format':'table','queries':[{'data_source':'metrics','name':'q','query':'a'}]}] | its response_format is "table"; Datadog knows event_list, scalar, timeseries
          'requests':[{'queries':[{'data_source':'metrics','name':'q','query':'a'}]}] | a request has no response_format; write "timeseries" for lines, "scalar" for numbers
          'requests':[{'response_format':'scalar','queries':[{'data_source':'metrics','name':'q','query':'a'},{'data_source':'logs','name':'q'}]}] | two queries of a request have the name q
          'requests':[{'response_format':'scalar','queries':[{'data_source':'metrics','name':'q','query':5}]}] | a query is 5; write a text such as sum:name{*}
          'requests':[{'response_format':'scalar','queries':[{'data_source':'logs','name':'q'}],'formulas':[{'formula':7}]}] | a formula is 7; write a text such as query1
          'requests':[{'q':'a','conditional_formats':[{'comparator':'>','value':1,'palette':'white_on_red'}]}] |
          'requests':[{'q':'a','conditional_formats':[{'comparator':'>','value':'1','palette':'white_on_red'}]}] | the value of a conditional format is "1"; write a number
          'requests':[{'q':'a','conditional_formats':[{'value':1,'palette':'white_on_red'}]}] | a conditional format has no comparator
          'requests':[{'q':'a','conditional_formats':[{'comparator':'!=','value':1,'palette':'white_on_red'}]}] | its comparator is "!="; Datadog knows <, <=, =, >, >=
          'requests':[{'q':'a','conditional_formats':[{'comparator':'>','value':1,'palette':'white_on_rde'}]}] | its palette is "white_on_rde"; did you mean "white_on_red"?
          'requests':[{'q':'a'}],'markers':[{'value':'y = 15','display_type':'error dashed'},{'value':'0 < y <= 1e3'}] |
          'requests':[{'q':'a'}],'markers':[{'value':'y = '}] | a marker's value is "y = "; write one such as y = 15 or 0 < y < 10
          'requests':[{'q':'a'}],'markers':[{'value':'35 < y < 15'}] | no value is 35 < y < 15; write the lower number first: 15 < y < 35
          'requests':[{'q':'a'}],'markers':[{'value':'y ~ 3'}] | a marker's value is "y ~ 3"; write one such as y = 15 or 0 < y < 10
          'requests':[{'q':'a'}],'markers':[{'value':'y = 3','display_type':'pink'}] | a marker's display_type is "pink"; write one such as error dashed
          'requests':[{'q':'a'}],'yaxis':{'min':'auto','max':'1.5'} |
          'requests':[{'q':'a'}],'yaxis':{'max':'much'} | the max of its y-axis is "much"; write a number, or auto
          """)
  void aDefinitionHasWordsThatDatadogKnows(String members, String problem) {
    found(
        "{'title':'D','layout_type':'ordered','widgets':[{'definition':{'type':'timeseries','title':'A',"
            + members
            + "}}]}",
        "A",
        problem);
  }

  /// Datadog took them all.
  @ParameterizedTest
  @MethodSource("ai.metta.dashboards.lint.LintTest#corpus")
  void realDashboardsAreOfTheForm(Path file) throws IOException {
    assumeThat(file).as("real dashboards are at hand").isRegularFile();
    assertThat(FormLint.of(JsonText.read(file.toString(), Files.readAllBytes(file)))).isEmpty();
  }

  private static void found(String json, String place, String problem) {
    List<Finding> findings =
        FormLint.of(JsonText.read("file", json.replace('\'', '"').getBytes(UTF_8)));
    if (problem == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings)
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.ERROR);
            assertThat(finding.place()).isEqualTo(place);
            assertThat(finding.problem()).isEqualTo(problem);
          });
    }
  }
}
