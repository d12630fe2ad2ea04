// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.configuration.Nearest;
import ai.metta.access.http.Http;
import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.standing.ReportedRuns;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog health`: what is broken right now, what it was last week, and why.
@Command(
    name = "health",
    description = {
      "What is broken right now, what it was last week, and why.",
      "",
      "A column is a rolling day that ends now, or so many days ago; a cell is the",
      "mean of its figures of merit. What is unknown is grey, with its reason below.",
      "Asks DD_URL, else Datadog with DD_API_KEY and DD_APP_KEY, else the local",
      "server of this data directory.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog health",
      "  metta datadog health --numbers --calendar --zone Europe/Paris",
      "  metta datadog health explain ci.pr_cycle_time"
    })
public final class HealthCommand implements Callable<Integer> {
  private static final int DAYS = 7;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParentCommand private @Nullable Invocation parent;

  @Option(names = "--numbers", description = "Show numbers in place of signs")
  private boolean numbers;

  @Option(
      names = "--calendar",
      description = "Days of the calendar in place of rolling ones; the last is not over yet")
  private boolean calendar;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "With --calendar: whose days, such as Europe/Paris (default: UTC)")
  private @Nullable String zone;

  @Mixin private ListOptions options = new ListOptions();

  private Workbench bench() {
    return Objects.requireNonNull(parent).workbench();
  }

  @Override
  public Integer call() {
    Workbench bench = bench();
    Surroundings around = bench.surroundings();
    if (zone != null && !calendar) {
      throw new ExitException(Exit.USAGE, "--zone needs --calendar");
    }
    Instant now = around.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    List<Window> days = calendar ? calendar(now) : rolling(now);
    HealthTable table =
        table(
            bench,
            now,
            days,
            columns(days),
            numbers ? HealthTable.Numbers.SHOWN : HealthTable.Numbers.SIGNS);
    if (options.form == ListForm.json) {
      JsonList.print(table.json(), around.out());
    } else {
      table.print(around.screen(), around.out());
    }
    return Exit.OK.code();
  }

  /// The grid of the last seven rolling days.
  public static HealthTable week(Workbench bench) {
    Instant now = bench.surroundings().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    List<Window> days = rolling(now);
    return table(bench, now, days, rolled(days), HealthTable.Numbers.SIGNS);
  }

  private static HealthTable table(
      Workbench bench,
      Instant now,
      List<Window> days,
      List<String> columns,
      HealthTable.Numbers numbers) {
    Window all = new Window(days.getFirst().from(), days.getLast().until());
    HealthPast past;
    Set<String> reporting;
    try (Http http = bench.http()) {
      Http limited = http.until(now.plus(LIMIT));
      Reader reader = Reader.of(bench);
      past = HealthPast.read(reader.over(limited), reader.events(limited), environment(bench), all);
      reporting =
          new ReportedRuns(reader.over(limited), Tags.of("env", environment(bench)))
              .since(now)
              .keySet();
    }
    HealthWeek week = new HealthWeek(bench.rows().all(), days, past, counted(bench, reporting));
    return new HealthTable(week, columns, numbers);
  }

  private static List<Window> rolling(Instant now) {
    return IntStream.range(0, DAYS)
        .mapToObj(day -> Window.ending(now.minus(DAY.multipliedBy(DAYS - 1L - day)), DAY))
        .toList();
  }

  private List<Window> calendar(Instant now) {
    ZoneId where = zone();
    LocalDate today = LocalDate.ofInstant(now, where);
    List<Window> days = new ArrayList<>();
    for (int ago = DAYS - 1; ago >= 0; ago--) {
      LocalDate day = today.minusDays(ago);
      Instant begin = day.atStartOfDay(where).toInstant();
      Instant end = day.plusDays(1).atStartOfDay(where).toInstant();
      // A window holds its end and not its beginning; a day of the calendar the other way around.
      days.add(new Window(begin.minusMillis(1), end.isAfter(now) ? now : end.minusMillis(1)));
    }
    return days;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(Objects.requireNonNullElse(zone, "UTC"));
    } catch (DateTimeException unknown) {
      throw new ExitException(
          Exit.USAGE, "--zone: there is no zone \"" + zone + "\"; an example is Europe/Paris");
    }
  }

  private List<String> columns(List<Window> days) {
    return calendar
        ? days.stream()
            .map(day -> LocalDate.ofInstant(day.until(), zone()).toString().substring(5))
            .toList()
        : rolled(days);
  }

  private static List<String> rolled(List<Window> days) {
    return IntStream.range(0, days.size())
        .mapToObj(day -> day == days.size() - 1 ? "0d" : "-" + (days.size() - 1 - day) + "d")
        .toList();
  }

  /// Why a cell is what it is.
  @Command(
      name = "explain",
      description = "Why a row is what it is now, and what would turn it green")
  int explain(
      @Parameters(
              paramLabel = "ROW",
              completionCandidates = Candidates.Rows.class,
              description = "An area and a check, such as ci.pr_cycle_time")
          String id,
      @Mixin ListOptions form) {
    Workbench bench = bench();
    HealthRow row = row(bench, id);
    Instant now = bench.surroundings().clock().instant();
    Explanation explanation;
    try (Http http = bench.http()) {
      Http limited = http.until(now.plus(LIMIT));
      Reader reader = Reader.of(bench);
      explanation =
          Explanation.read(
              row,
              keys(bench, row),
              reader.over(limited),
              reader.events(limited),
              environment(bench),
              now);
    }
    if (form.form == ListForm.json) {
      JsonList.print(explanation.json(), bench.surroundings().out());
    } else {
      explanation.print(bench.surroundings());
    }
    return Exit.OK.code();
  }

  private static HealthRow row(Workbench bench, String id) {
    if (bench.rows().isSwitchedOff(id)) {
      throw new ExitException(
          Exit.USAGE,
          "health.rows switches \"" + id + "\" off, so that there is nothing to explain");
    }
    List<HealthRow> rows = bench.rows().all();
    List<String> ids = rows.stream().map(HealthRow::id).toList();
    return rows.stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ExitException(
                Exit.USAGE,
                "there is no row \""
                    + id
                    + "\""
                    + Nearest.to(id, ids)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("; there are " + String.join(", ", ids))));
  }

  /// Those that ever reported, be it by a backfill, unless the installation says which count.
  private static Set<String> counted(Workbench bench, Set<String> reporting) {
    return bench.registry().names().stream()
        .filter(name -> bench.rows().counts(name, reporting.contains(name)))
        .collect(Collectors.toSet());
  }

  private static List<String> keys(Workbench bench, HealthRow row) {
    return Stream.concat(
            bench.collector(row.collector()).catalogue().scope().stream().map(TagKey::key),
            row.raw().tagKeys().stream())
        .distinct()
        .toList();
  }

  private static String environment(Workbench bench) {
    return bench.settings().get(GlobalSettings.ENVIRONMENT);
  }
}
