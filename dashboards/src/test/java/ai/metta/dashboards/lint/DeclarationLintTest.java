// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.dashboards.Subject;
import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Schedule;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeclarationLintTest {
  private static final Names NAMES =
      new Names(
          List.of(
              new Subject(
                  "fleet",
                  Schedule.everyMinutes(10),
                  List.of(
                      gauge("fleet.wait").unit(Unit.SECOND),
                      gauge("fleet.age")
                          .unit(Unit.HOUR)
                          .orientation(Orientation.LOWER_IS_BETTER)
                          .target(Target.below(48))
                          .fom("ci", "age", 72, 24),
                      gauge("fleet.disk").unit(Unit.GIBIBYTE),
                      gauge("fleet.price").unit(Unit.DOLLAR.per(Unit.HOUR)),
                      gauge("fleet.good")
                          .unit(Unit.PERCENT)
                          .orientation(Orientation.HIGHER_IS_BETTER),
                      gauge("fleet.busy")
                          .unit(Unit.PERCENT)
                          .orientation(Orientation.HIGHER_IS_BETTER)
                          .target(Target.above(80)),
                      gauge("fleet.off")
                          .unit(Unit.PERCENT)
                          .orientation(Orientation.LOWER_IS_BETTER)
                          .target(Target.below(10).warningAt(5)),
                      gauge("fleet.jobs").unit(Unit.JOB),
                      gauge("fleet.rows")
                          .noun("row")
                          .orientation(Orientation.LOWER_IS_BETTER)
                          .target(Target.below(1)),
                      gauge("fleet.up").flag().target(Target.exactly(1)),
                      gauge("fleet.load").noun("thing").orientation(Orientation.LOWER_IS_BETTER),
                      gauge("health.ci.age.fom")
                          .noun("figure of merit")
                          .orientation(Orientation.HIGHER_IS_BETTER)
                          .target(Target.atLeast(0.7))),
                  List.of())));

  private static Metric gauge(String name) {
    return Metric.gauge(name).across(Across.MAX).says("Something");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          wait | a         | second      | s      |
          wait | a         | hour        | h      | is shown in {}, and "fleet.wait" is declared in second; show that, or divide by 3600
          wait | a / 3600  | hour        | hours  |
          wait | a * 1000  | millisecond | ms     |
          wait | a / 60    | hour        | h      | is shown in {} after × 0.01667, and "fleet.wait" is declared in second; show that, or divide by 60
          wait | moving_rollup(a, 3600, 'avg') | hour | h | is shown in {}, and "fleet.wait" is declared in second; show that, or divide by 3600
          wait | a         | byte        | GiB    | is shown in {}, and "fleet.wait" is declared in second; show that
          wait | a * 0.5   | dollar      | $      |
          wait | a * 0.5   | second      | s      |
          age  | (a + c) / 2 | hour      | h      |
          wait | a / b     | hour        | h      |
          wait | count_nonzero(a) | hour | h      |
          wait | a         | request     | widgets |
          disk | a         | byte        | B      | is shown in {}, and "fleet.disk" is declared in gibibyte; show that, or multiply by 1073741824
          disk | a         | gibibyte    | GB     |
          good | a         | percent     | %      |
          good | a         | fraction    | fraction | is shown in {}, and "fleet.good" is declared in percent; show that, or divide by 100
          good | a / 100   | fraction    | fraction |
          rows | a         | task        | rows   |
          rows | a         | second      | sec    | is shown in {}, and "fleet.rows" is declared in no unit: each is a row; show that
          up   | a         | percent     | %      |
          elsewhere | a    | hour        | h      |
          """)
  void aUnitIsTheDeclaredOne(
      String metric, String formula, String unit, String text, String problem) {
    boolean isCountedApart = unit.equals("request");
    String said =
        isCountedApart
            ? "is shown in {}, and \"fleet.wait\" is declared in second; show that"
            : problem;
    found(
        "query_value",
        metric,
        "{'formula':'%s','number_format':{'unit':{'type':'canonical_unit','unit_name':'%s'}}}"
            .formatted(formula.replace("'", "\\\""), unit),
        "",
        said == null ? null : said.replace("{}", unit));
    found(
        "query_value",
        metric,
        "{'formula':'%s'}".formatted(formula.replace("'", "\\\"")),
        ",'custom_unit':'" + text + "'",
        problem == null ? null : problem.replace("{}", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'unit_name':'dollar','per_unit_name':'hour' |
          'unit_name':'dollar','per_unit_name':'day'  | is shown in dollar/day, and "fleet.price" is declared in dollar/hour; show that
          'unit_name':'dollar'                        |
          """)
  void aUnitIsOverWhatIsDeclared(String unit, String problem) {
    found(
        "query_value",
        "price",
        "{'formula':'a','number_format':{'unit':{%s}}}".formatted(unit),
        "",
        problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wait | a + b        | adds "fleet.wait", declared in second, and "fleet.disk", declared in gibibyte: convert one, or show them apart
          wait | a + 3600 * c |
          wait | a - c        | adds "fleet.wait", declared in second, and "fleet.age", declared in hour: convert one, or show them apart
          wait | a / (b + 1)  |
          """)
  void aSumIsOfOneUnit(String metric, String formula, String problem) {
    found("query_value", metric, "{'formula':'" + formula + "'}", "", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          age | a | <= 38.4 green, <= 57.6 yellow, > 57.6 red |
          age | a | < 48 green, >= 48 red |
          age | a / 24 | <= 1.6 green, <= 2.4 yellow, > 2.4 red |
          age | a | >= 57.6 green, >= 38.4 yellow, < 38.4 red | 19.2 is red, and the declaration of "fleet.age" makes it green: write green ≤ 38.4, yellow ≤ 57.6, red > 57.6
          age | a | <= 24 green, <= 57.6 yellow, > 57.6 red | 31.2 is yellow, and the declaration of "fleet.age" makes it green: write green ≤ 38.4, yellow ≤ 57.6, red > 57.6
          age | b | >= 57.6 green |
          age | a + c | >= 57.6 green |
          off | a | < 5 green, < 10 yellow, >= 10 red |
          off | a | < 10 green, < 5 yellow, >= 10 red | 7.5 is green, and the declaration of "fleet.off" makes it yellow: write green < 5, yellow < 10, red ≥ 10
          rows | a | < 1 green, >= 1 red |
          rows | a | <= 1 green, > 1 red | 1 is green, and the declaration of "fleet.rows" makes it red: write green < 1, red ≥ 1
          rows | a | >= 2 red | 1 has no colour, and the declaration of "fleet.rows" makes it red: write green < 1, red ≥ 1
          up | a | = 1 green, = 0 red |
          up | a | >= 1 green, < 1 red |
          up | a | = 0 green, = 1 red | 0 is green, and the declaration of "fleet.up" makes it red: write green = 1, red = 0
          load | a | < 5 green, >= 5 red |
          load | a | < 5 red, >= 5 green | green is above red, and of "fleet.load" less is declared better: turn them
          load | a | > 5 yellow, > 8 red | red > 8 is never reached: the first that holds is taken, and yellow > 5 stand before it; put it first, or leave it out
          load | a | > 8 red, < 5 green | 5 has no colour, between values that have: close the gap in red > 8, green < 5
          good | a | >= 95 green, < 95 red |
          good | a | >= 0.95 green, < 0.95 red | 0.95 is a fraction, and "fleet.good" is declared in percent, where more is better: write 95 in each of them
          fom | a | >= 0.7 green, >= 0.3 yellow, < 0.3 red |
          fom | a | >= 0.7 green, >= 0.5 yellow, < 0.5 red | 0.4 is red, and the declaration of "health.ci.age.fom" makes it yellow: write green ≥ 0.7, yellow ≥ 0.3, red < 0.3
          fom | a | >= 70 green, >= 30 yellow, < 30 red | 15.35 is red, and the declaration of "health.ci.age.fom" makes it green: write green ≥ 0.7, yellow ≥ 0.3, red < 0.3
          elsewhere | a | > 5 yellow, > 8 red |
          """)
  void colouringsAgreeWithTheDeclaration(
      String metric, String formula, String colours, String problem) {
    String formats =
        Stream.of(colours.split(", ", -1))
            .map(one -> one.split(" ", -1))
            .map(parts ->
                "{'comparator':'%s','value':%s,'palette':'white_on_%s'}"
                    .formatted((Object[]) parts))
            .reduce((one, other) -> one + "," + other)
            .orElseThrow();
    String said = problem == null ? null : "conditional formats: " + problem;
    found(
        "query_table",
        metric,
        "{'formula':'%s','conditional_formats':[%s]}".formatted(formula, formats),
        "",
        said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          age  | a | {'value':'y = 48','label':'target < 48 h'} |
          age  | a | {'value':'y = 24','label':'Target'} | marker y = 24 is called "Target", and the target of "fleet.age" is declared at 48: write y = 48, or say in its label what it marks
          age  | a / 24 | {'value':'y = 2','label':'Target'} |
          off  | a | {'value':'y = 5','label':'warning'} |
          off  | a | {'value':'y = 7','label':'warning'} | marker y = 7 is called "warning", and the warning of "fleet.off" is declared at 5: write y = 5, or say in its label what it marks
          off  | a | {'value':'y = 0.1','display_type':'error dashed'} | marker y = 0.1 is far from what is declared for "fleet.off", 10: write y = 10, or say in a label what it marks
          off  | a | {'value':'y = 12','display_type':'error dashed'} |
          off  | a | {'value':'y = 0.1','display_type':'error dashed','label':'best ever'} |
          good | a | {'value':'y = 95','display_type':'error dashed'} |
          good | a | {'value':'y = 0.95','display_type':'error dashed'} | marker y = 0.95 is a fraction, and "fleet.good" is declared in percent, where more is better: write 95
          age  | a | {'value':'y > 48','display_type':'error dashed'} |
          age  | a | {'value':'0 < y < 38.4','display_type':'ok dashed'},{'value':'38.4 < y < 57.6','display_type':'warning dashed'},{'value':'57.6 < y < 100','display_type':'error dashed'} |
          age  | a | {'value':'y > 57.6','display_type':'error dashed'} |
          age  | a | {'value':'y < 20','display_type':'error dashed'} | markers: 10 is red, and the declaration of "fleet.age" makes it green: write green ≤ 38.4, yellow ≤ 57.6, red > 57.6
          good | a | {'value':'0 < y < 0.8','display_type':'error dashed'} | markers: 0.8 is a fraction, and "fleet.good" is declared in percent, where more is better: write 80 in each of them
          good | a | {'value':'0 < y < 80','display_type':'error dashed'} |
          good | a | {'value':'95 < y < 100','display_type':'error dashed'} | markers: red > 95 and < 100 is where "fleet.good" is best, of which more is declared better: colour the other end
          load | a | {'value':'y > 8','display_type':'error dashed'} |
          load | a | {'value':'y < 8','display_type':'error dashed'} | markers: red < 8 is where "fleet.load" is best, of which less is declared better: colour the other end
          wait | a | {'value':'y = 7','label':'target'} |
          elsewhere | a | {'value':'y = 7','label':'target'} |
          """)
  void markersAreWhereTheDeclarationHasThem(
      String metric, String formula, String marker, String problem) {
    found(
        "timeseries",
        metric,
        "{'formula':'" + formula + "'}",
        ",'markers':[" + marker + "]",
        problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          off | 'min':'0','max':'100' |
          off | 'max':'auto' |
          off | 'max':'8' | its y-axis ends at 8 and hides 10, which parts good from bad for "fleet.off": leave the max out
          off | 'min':'6' | its y-axis begins at 6 and hides 5, which parts good from bad for "fleet.off": leave the min out
          wait | 'max':'8' |
          """)
  void anAxisShowsWhereGoodEnds(String metric, String ends, String problem) {
    found("timeseries", metric, "{'formula':'a'}", ",'yaxis':{" + ends + "}", problem);
  }

  /// What people may well mean is at most doubtful; what is the wrong way round is an error.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          age  | {'value':'y = 24','label':'Target'} | WARNING
          age  | {'value':'y = 24','label':'last target'} | WARNING
          age  | {'value':'y = 24','label':'targeted by Q3'} |
          off  | {'value':'y = 7','label':'warning'} | WARNING
          good | {'value':'y = 1','label':'idle','display_type':'error dashed'} | WARNING
          busy | {'value':'y < 1','display_type':'error dashed'} | WARNING
          busy | {'value':'50 < y < 80','display_type':'error dashed'} |
          busy | {'value':'80 < y < 90','display_type':'error dashed'} | ERROR
          busy | {'value':'y < 50','display_type':'ok dashed'} | ERROR
          good | {'value':'50 < y < 80','display_type':'error dashed'} |
          good | {'value':'y > 95','display_type':'error dashed'} | ERROR
          good | {'value':'95 < y < 100','display_type':'error dashed'} | ERROR
          off  | {'value':'y > 10','display_type':'ok dashed'} | ERROR
          off  | {'value':'5 < y < 8','display_type':'ok dashed'} | WARNING
          """)
  void markersAreErrorsTheWrongWayRound(String metric, String marker, Level level) {
    assertLevel("timeseries", metric, "{'formula':'a'}", ",'markers':[" + marker + "]", level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          busy | < 1 red | WARNING
          busy | < 50 red | WARNING
          busy | < 50 red, < 80 yellow, > 80 green |
          busy | > 80 red, <= 80 green | ERROR
          busy | > 80 red | ERROR
          busy | >= 0.8 green, < 0.8 red | ERROR
          good | < 1 red | WARNING
          good | >= 0.95 green, < 0.95 red | ERROR
          good | > 95 red | ERROR
          good | < 80 red |
          age | > 48 green, <= 48 red | ERROR
          age | <= 24 green, <= 57.6 yellow, > 57.6 red | WARNING
          age | <= 38.4 green, <= 48 yellow, > 48 red | WARNING
          age | <= 60 green, > 60 red | ERROR
          rows | >= 2 red | WARNING
          up | = 0 green, = 1 red | ERROR
          load | < 5 red, >= 5 green | ERROR
          """)
  void coloursAreErrorsTheWrongWayRound(String metric, String colours, Level level) {
    String formats =
        Stream.of(colours.split(", ", -1))
            .map(one -> one.split(" ", -1))
            .map(parts ->
                "{'comparator':'%s','value':%s,'palette':'white_on_%s'}"
                    .formatted((Object[]) parts))
            .reduce((one, other) -> one + "," + other)
            .orElseThrow();
    assertLevel(
        "query_table",
        metric,
        "{'formula':'a','conditional_formats':[%s]}".formatted(formats),
        "",
        level);
  }

  private static void assertLevel(
      String type, String metric, String formula, String members, @Nullable Level level) {
    assertThat(findings(type, metric, formula, members))
        .extracting(Finding::level)
        .containsExactlyElementsOf(Stream.ofNullable(level).toList());
  }

  private static void found(
      String type, String metric, String formula, String members, String problem) {
    List<Finding> findings = findings(type, metric, formula, members);
    assertThat(findings)
        .extracting(Finding::problem)
        .containsExactlyElementsOf(Stream.ofNullable(problem).toList());
    assertThat(findings).extracting(Finding::place).allMatch("G › T"::equals);
  }

  private static List<Finding> findings(
      String type, String metric, String formula, String members) {
    String name = metric.equals("fom") ? "health.ci.age.fom" : "fleet." + metric;
    String query = "{'data_source':'metrics','name':'%s','query':'max:%s{*}'}";
    String json =
        """
        {'title':'D','layout_type':'ordered','widgets':[{'definition':{'type':'group','title':'G',
        'widgets':[{'definition':{'type':'%s','title':'T','requests':[
          {'queries':[%s,%s,%s],'formulas':[%s]}]%s}}]}}]}
        """
            .formatted(
                type,
                query.formatted("a", name),
                query.formatted("b", "fleet.disk"),
                query.formatted("c", "fleet.age"),
                formula,
                members);
    return DeclarationLint.of(
        JsonText.read("file", json.replace('\'', '"').getBytes(UTF_8)), NAMES);
  }
}
