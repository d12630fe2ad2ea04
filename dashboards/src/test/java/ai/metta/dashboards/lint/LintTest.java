// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.dashboards.Subject;
import ai.metta.dashboards.lint.Finding.Level;
import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.Schedule;
import ai.metta.metric.TagKey;
import ai.metta.metric.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LintTest {
  private static final Path CORPUS =
      Optional.ofNullable(System.getenv("METTA_SHARED"))
          .map(Path::of)
          .orElse(Path.of(System.getProperty("metta.root", ".")).resolveSibling("shared"))
          .resolve("corpus");

  private static final Lint LINT =
      Lint.knowing(
          List.of(
              new Subject(
                  "fleet",
                  Schedule.everyMinutes(10),
                  List.of(
                      Metric.gauge("fleet.jobs")
                          .unit(Unit.JOB)
                          .across(Across.SUM)
                          .says("Jobs")
                          .taggedBy(TagKey.bounded("status", "queued", "running"))
                          .alias("fleet.jobs.queued", "status:queued"),
                      Metric.gauge("fleet.runtime")
                          .unit(Unit.SECOND)
                          .says("Runtimes")
                          .taggedBy(TagKey.bounded("metric", "avg", "p90")),
                      Metric.gauge("fleet.rows")
                          .noun("row")
                          .across(Across.SUM)
                          .says("Rows")
                          .taggedBy(TagKey.bounded("status", "queued", "failed"))
                          .taggedBy(
                              TagKey.bounded("status", "failed"), TagKey.bounded("timeframe", "7d"))
                          .taggedBy(TagKey.bounded("pricing", "spot", "ondemand"))),
                  List.of(TagKey.open("site", 5, TagKey.Overflow.DROP)))),
          Set.of("team"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sum:fleet.jobs{*} by {status}          |         |    |
          sum:fleet.jobs{status:queued,$env}     |         |    |
          p90:trace.waits{*}                     | NOTE    |    | 1 metric of others, which nothing here knows: trace.waits
          count(v: v > 3):fleet.runtime{*}       | ERROR   | 0  | count(v: v > 3) of "fleet.runtime", a gauge: Datadog knows percentiles of distributions only
          sum:fleet.jbos{*}                      | ERROR   | 0  | no collector emits "fleet.jbos"; did you mean "fleet.jobs"?
          1 + sum:fleet.unheard.of.anywhere{*}   | ERROR   | 4  | no collector emits "fleet.unheard.of.anywhere"
          p90:fleet.runtime{*}                   | ERROR   | 0  | p90 of "fleet.runtime", a gauge: Datadog knows percentiles of distributions only; write max:fleet.runtime{metric:p90}
          default_zero(p50:fleet.jobs{*})        | ERROR   | 13 | p50 of "fleet.jobs", a gauge: Datadog knows percentiles of distributions only
          foo(sum:fleet.jobs{$env})              | ERROR   | 0  | foo is no function
          1 + abs(foo(sum:fleet.jobs{*}))        | ERROR   | 8  | foo is no function
          anomalies(sum:fleet.jobs{*}, agile, 2) |         |    |
          sum:fleet.jobs{*                       | ERROR   | 16 | expected ",", AND, OR or "}", found the end at position 17
          sum:fleet.jobs.queued{*}               | WARNING | 0  | "fleet.jobs.queued" is an older name of fleet.jobs, emitted only where aliases are switched on
          sum:fleet.jobs{$region}                | WARNING | 0  | template variable "region" is not declared, so that it leaves all
          avg:fleet.jobs{*}                      | ERROR   | 0  | avg of "fleet.jobs": its series add up; write sum:
          avg:fleet.jobs{*} by {site,status}     |         |    |
          avg:fleet.jobs{status:queued} by {site} |        |    |
          max:fleet.runtime{metric:p90}          | ERROR   | 0  | the series of "fleet.runtime" never combine: part them by {site}
          max:fleet.runtime{metric:p90,site:a}   |         |    |
          avg:fleet.runtime{$env} by {metric,site} |       |    |
          sum:fleet.jobs{team:a}                 |         |    |
          sum:fleet.jobs{colour:red}             | WARNING | 0  | no series of "fleet.jobs" carries a tag colour
          sum:fleet.jobs{*} by {colour}          | WARNING | 0  | no series of "fleet.jobs" carries a tag colour
          sum:fleet.rows{status:failed}          | WARNING | 0  | several views of the same are added up: the series by {status}, and by {status,timeframe}; say which by a tag, or leave the others out, such as with !timeframe:7d
          sum:fleet.rows{status:failed,!timeframe:7d} |    |    |
          sum:fleet.rows{status:failed,timeframe:7d} |     |    |
          sum:fleet.rows{status:queued}          |         |    |
          sum:fleet.rows{*} by {pricing}         |         |    |
          sum:system.load.1{*}                   | NOTE    |    | 1 metric of others, which nothing here knows: system.load.1
          """)
  void aQueryIsJudgedByTheDeclarations(
      String query, Level level, Integer position, String problem) {
    for (String request :
        List.of("{'q':'%s'}", "{'queries':[{'data_source':'metrics','name':'a','query':'%s'}]}")) {
      Lint.Report report = check(dashboard(request.formatted(query), "$env"));
      assertThat(report.queries()).isEqualTo(1);
      assertThat(report.hasErrors()).isEqualTo(level == Level.ERROR);
      if (level == null) {
        assertThat(report.findings()).isEmpty();
      } else {
        assertThat(report.findings())
            .singleElement()
            .satisfies(finding -> {
              assertThat(finding.level()).isEqualTo(level);
              assertThat(finding.problem()).isEqualTo(problem);
              assertThat(finding.quote().map(Finding.Quote::position))
                  .isEqualTo(Optional.ofNullable(position));
              assertThat(finding.place()).isEqualTo(position == null ? "" : "Group › Widget");
            });
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          histogram:trace.waits{$env} | 1 metric of others, which nothing here knows: trace.waits
          histogram:fleet.runtime{$env} | histogram of "fleet.runtime", a gauge: Datadog knows histograms of distributions only
          histogram:fleet.jbos{$env} | no collector emits "fleet.jbos"; did you mean "fleet.jobs"?
          histogram:trace.waits{$env | expected ",", AND, OR or "}", found the end at position 27
          """)
  void allValuesOfADistributionAreAskedForInARequestOfTheirOwn(String query, String problem) {
    String asked = "'query':{'data_source':'metrics','name':'a','query':'" + query + "'}";
    assertThat(check(dashboard("{'request_type':'histogram'," + asked + "}", "$env")).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.problem()).isEqualTo(problem));
    assertThat(check(dashboard("{" + asked + "}", "$env")).hasErrors()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a                          |
          100 * a / (a + b)          |
          top(a, 10, mean, desc)     |
          default_zero(a).rollup(60) |
          a / c                      | c
          default_zero(abs(-c))      | c
          """)
  void aFormulaNamesTheQueriesBesideIt(String formula, String missing) {
    String query = "{'data_source':'metrics','name':'%s','query':'sum:fleet.jobs{*}'}";
    Lint.Report report =
        check(
            dashboard(
                "{'queries':[%s,%s],'formulas':[{'formula':'%s'}]}"
                    .formatted(query.formatted("a"), query.formatted("b"), formula),
                "$env"));
    assertThat(report.findings())
        .extracting(Finding::problem)
        .containsExactlyElementsOf(
            Stream.ofNullable(missing)
                .map(name -> "the formula names " + name + ", and no query beside it has that name")
                .toList());
  }

  @Test
  void aFormulaHasFunctionsThatExist() {
    String query = "{'data_source':'metrics','name':'a','query':'sum:fleet.jobs{*}'}";
    Lint.Report report =
        check(
            dashboard(
                "{'queries':[%s],'formulas':[{'formula':'1 + foo(top5(a))'}]}".formatted(query),
                "$env"));
    assertThat(report.findings())
        .extracting(Finding::problem, finding -> finding.quote().map(Finding.Quote::position))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("foo is no function", Optional.of(4)));
  }

  @Test
  void aSingleValueHasNoCourse() {
    String query = "{'data_source':'metrics','name':'a','query':'sum:fleet.jobs{*}'}";
    assertThat(
            check(
                    dashboard(
                        "{'response_format':'scalar','queries':[%s],'formulas':[{'formula':'1 + trend_line(a)'}]}"
                            .formatted(query),
                        "$env"))
                .findings())
        .extracting(Finding::problem, finding -> finding.quote().map(Finding.Quote::position))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                "trend_line is of lines over time, and this widget shows single values",
                Optional.of(4)));
  }

  @Test
  void aVariableIsUsedWhereverATextNamesIt() {
    assertThat(check(dashboard("{}", "all of $env.value")).findings()).isEmpty();
    assertThat(check(dashboard("{}", "no dollar, only env")).findings())
        .extracting(Finding::level, Finding::problem)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                Level.WARNING, "template variable \"env\" is used nowhere"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'query alert','query':'max(last_5m):sum:fleet.jobs{*} > 3'} | 1 |
          {'definition':{'type':'metric alert','query':'max(last_5m):sum:fleet.jbos{*} > 3'}} | 1 | no collector emits "fleet.jbos"; did you mean "fleet.jobs"?
          {'type':'query alert','query':'avg(last_5m):foo(sum:fleet.jobs{*}) > 1'} | 1 | foo is no function at position 14
          {'type':'query alert','query':'avg(last_5m):foo > 1'} | 1 | "foo" is no query; a metric's is such as avg:foo{*} at position 14
          {'type':'query alert','query':'avg(last_5m):foo > 1','options':{'variables':[{'name':'foo'}]}} | 1 |
          {'type':'query alert','query':'sum:fleet.jobs{*} > 3'} | 1 | expected an evaluation such as avg(last_5m): at position 1
          {'type':'log alert','query':'logs(x) > 3'} | 0 |
          {'title':'x'} | 0 | neither a dashboard nor a monitor
          [] | 0 | neither a dashboard nor a monitor
          {'widgets':[ | 0 | file: the JSON ends too early at line 1, column 13
          `` | 0 | file: nothing where JSON was expected
          """)
  void aDocumentIsADashboardOrAMonitor(String json, int queries, String problem) {
    Lint.Report report = check(json);
    assertThat(report.queries()).isEqualTo(queries);
    assertThat(report.findings())
        .extracting(Finding::problem)
        .containsExactlyElementsOf(Stream.ofNullable(problem).toList());
  }

  static List<Path> corpus() throws IOException {
    if (!Files.isDirectory(CORPUS)) {
      return List.of(CORPUS);
    }
    try (Stream<Path> files = Files.walk(CORPUS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /// What others have published, and what works in Datadog, has no error.
  @ParameterizedTest
  @MethodSource("corpus")
  void realDashboardsAndMonitorsHaveNoErrors(Path file) throws IOException {
    assumeThat(file).as("real dashboards are at hand").isRegularFile();
    assertThat(LINT.check(file.toString(), Files.readAllBytes(file)).findings())
        .noneMatch(finding -> finding.level() == Level.ERROR);
  }

  private static String dashboard(String request, String text) {
    return """
    {'title':'D','template_variables':[{'name':'env','prefix':'env','defaults':['*']}],
    'widgets':[{'definition':{'type':'group','title':'Group','widgets':[
      {'definition':{'type':'timeseries','title':'Widget','requests':[%s]}},
      {'definition':{'type':'note','content':'%s'}}]}}]}
    """
        .formatted(request, text);
  }

  private static Lint.Report check(String json) {
    return LINT.check("file", json.replace('\'', '"').getBytes(UTF_8));
  }
}
