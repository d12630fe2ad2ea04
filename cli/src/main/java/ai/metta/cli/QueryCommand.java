// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.configuration.Durations;
import ai.metta.access.http.Http;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.datadog.DatadogSettings;
import ai.metta.datadog.Destination;
import ai.metta.datadog.RemoteQueries;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Window;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog query 'sum:skypilot.jobs{*} by {status}' --from -1d",
      "  metta datadog query 'avg:system.load.1{*}' --from 2026-01-02T03:00:00Z -o json"
    })
final class QueryCommand implements Callable<Integer> {
  private static final SecretKey APPLICATION_KEY =
      SecretKey.required("datadog.app_key", "datadog/app-key", "DD_APP_KEY")
          .inFields("app_key", "DD_APP_KEY");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParentCommand private @Nullable DatadogCommand parent;

  @Parameters(paramLabel = "QUERY", description = "Such as avg:system.load.1{env:prod} by {host}")
  private String query = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "-1h",
      description = "An instant, or how long ago: -15m, -1d (default: ${DEFAULT-VALUE})")
  private String from = "-1h";

  @Option(names = "--to", paramLabel = "TIME", description = "The same (default: now)")
  private @Nullable String to;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = ListForm.HELP)
  private ListForm form = ListForm.table;

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    Instant now = bench.surroundings().clock().instant();
    Instant begin = instant("--from", from, now);
    Instant end = to == null ? now : instant("--to", to, now);
    if (!begin.isBefore(end)) {
      throw new ExitException(Exit.USAGE, "--from: " + begin + " is not before " + end);
    }
    List<Answered> lines = asked(bench, new Window(begin, end), now);
    if (form == ListForm.json) {
      JsonList.print(lines.stream().map(QueryCommand::json).toList(), bench.surroundings().out());
    } else {
      AnswerTable.print(lines, bench.surroundings());
    }
    return Exit.OK.code();
  }

  private List<Answered> asked(Workbench bench, Window window, Instant now) {
    try (Http http = bench.http()) {
      Http limited = http.until(now.plus(LIMIT));
      Optional<Destination> local = local(bench);
      return local
          .map(server -> new RemoteQueries(limited, server, Secret.of("local")))
          .orElseGet(() ->
              new RemoteQueries(
                  limited, bench.destination(), bench.secrets().require(APPLICATION_KEY)))
          .query(query, window);
    } catch (FailureException failed) {
      if (failed.failure() instanceof Failure.Configuration(String refused)) {
        throw new ExitException(Exit.USAGE, refused);
      }
      throw failed;
    }
  }

  /// The local server, where neither an address nor a key says otherwise.
  private static Optional<Destination> local(Workbench bench) {
    if (bench.settings().find(DatadogSettings.URL).isPresent()
        || bench.secrets().find(Workbench.API_KEY).isPresent()) {
      return Optional.empty();
    }
    String url =
        LocalServer.of(bench.dataDirectory())
            .url()
            .orElseThrow(() ->
                new ExitException(
                    Exit.CREDENTIALS,
                    "nobody to ask: set DD_API_KEY and DD_APP_KEY for Datadog, DD_URL for another"
                        + " server, or start one with 'metta serve'"));
    return Optional.of(new Destination(URI.create(url), Secret.of("local")));
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

  private static Instant instant(String option, String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    if (text.startsWith("-")) {
      return Durations.parse(text.substring(1))
          .map(now::minus)
          .orElseThrow(() -> refused(option, text));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException notOne) {
      throw refused(option, text);
    }
  }

  private static ExitException refused(String option, String text) {
    return new ExitException(
        Exit.USAGE,
        option
            + ": \""
            + text
            + "\" is neither an instant such as 2026-01-02T03:04:05Z nor a time ago such as -1d");
  }
}
