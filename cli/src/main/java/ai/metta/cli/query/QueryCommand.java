// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.query;

import ai.metta.access.http.Http;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.OptionTypes.Moment;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog query`: a query's lines, from Datadog or the local server.
@Command(
    name = "query",
    description = {
      "Answer a query in Datadog's query language.",
      "",
      "Asks DD_URL, else Datadog with DD_API_KEY and DD_APP_KEY,",
      "else the local server of this data directory.",
      "",
      "With --check nobody is asked: the queries of dashboards and monitors are",
      "held against the grammar and the declared metrics.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog query 'sum:skypilot.jobs{!timeframe:7d} by {status}' --from -1d",
      "  metta datadog query 'avg:system.load.1{*}' --from 2026-01-02T03:00:00Z -o json",
      "  metta datadog query --check dashboards/*.json"
    })
public final class QueryCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParentCommand private @Nullable Invocation parent;

  @Parameters(
      paramLabel = "QUERY",
      arity = "0..1",
      description = "Such as avg:system.load.1{env:prod} by {host}")
  private @Nullable String query;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Dashboards and monitors as JSON, or folders of them")
  private List<Path> files = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "-1h",
      description = "An instant, or how long ago: -15m, -1d (default: ${DEFAULT-VALUE})")
  private @Nullable Moment from;

  @Option(names = "--to", paramLabel = "TIME", description = "The same (default: now)")
  private @Nullable Moment to;

  @Mixin private ListOptions options = new ListOptions();

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    if (files.isEmpty() == (query == null)) {
      throw new ExitException(
          Exit.USAGE,
          query == null
              ? "which query? Or check files with --check"
              : "--check takes files, and no query beside them");
    }
    return query == null
        ? FileCheck.ofQueries(bench).runFiles(files, options.form)
        : answer(bench, query);
  }

  private int answer(Workbench bench, String asked) {
    Instant now = bench.surroundings().clock().instant();
    Instant begin = Objects.requireNonNull(from).at(now);
    Instant end = to == null ? now : to.at(now);
    if (!begin.isBefore(end)) {
      throw new ExitException(Exit.USAGE, "--from: " + begin + " is not before " + end);
    }
    List<Answered> lines = lines(bench, asked, new Window(begin, end), now);
    if (options.form == ListForm.json) {
      JsonList.print(lines.stream().map(QueryCommand::json).toList(), bench.surroundings().out());
    } else {
      AnswerTable.print(lines, bench.surroundings());
    }
    return Exit.OK.code();
  }

  private static List<Answered> lines(Workbench bench, String asked, Window window, Instant now) {
    try (Http http = bench.http()) {
      return Reader.of(bench).over(http.until(now.plus(LIMIT))).query(asked, window);
    } catch (FailureException failed) {
      if (failed.failure() instanceof Failure.Configuration(String refused)) {
        throw new ExitException(Exit.USAGE, refused);
      }
      throw failed;
    }
  }

  private static Map<String, Object> json(Answered line) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("expression", line.expression());
    row.put("tags", line.tags());
    List<Object> points = new ArrayList<>();
    line.points().forEach(point -> points.add(List.of(point.at().getEpochSecond(), point.value())));
    row.put("points", points);
    return row;
  }
}
