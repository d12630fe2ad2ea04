// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Table;
import ai.metta.cli.screen.Wrapping;
import ai.metta.collect.standing.LastRun;
import ai.metta.collect.standing.Standing;
import ai.metta.collect.standing.Standing.State;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How collectors stand, for people – a row each, and why those stand as they do that are not well
/// – and for machines.
///
/// @param now by which times ago and ahead are told
/// @param next when a collector is due; empty where it is not
record StandingTable(
    Instant now, Function<Standing, Optional<Instant>> next, List<Standing> standings) {
  /// What full instants need.
  private static final int WIDE = 110;

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String NONE = "-";

  void print(Screen screen, PrintWriter out) {
    Paint paint = screen.paint(Screen.Stream.OUT);
    boolean wide = screen.columns() >= WIDE;
    Table table =
        new Table(
            screen,
            "COLLECTOR",
            "STATUS",
            "LAST RUN",
            "AGO",
            "TOOK",
            "METRICS",
            "POINTS",
            "ERRORS",
            "NEXT");
    for (Standing one : standings) {
      Optional<LastRun> last = one.last();
      table.row(
          one.collector(),
          painted(one.state(), word(one.state()), paint),
          last.map(run -> wide ? run.at().toString() : SHORT.format(run.at())).orElse(NONE),
          last.map(run -> Standing.inWords(Duration.between(run.at(), now))).orElse(NONE),
          number(last, LastRun::durationSeconds, "%.1fs"),
          number(last, LastRun::metrics, "%.0f"),
          number(last, LastRun::series, "%.0f"),
          number(last, LastRun::errors, "%.0f"),
          next.apply(one)
              .map(due -> wide ? due.toString() : "in " + brief(Duration.between(now, due)))
              .orElse(NONE));
    }
    table.print(out);
    reasons(paint, screen.columns()).forEach(out::println);
  }

  private static String painted(State state, String text, Paint paint) {
    return switch (state) {
      case OK -> paint.good(text);
      case PARTIAL -> paint.doubtful(text);
      case FAILED, SILENT -> paint.bad(text);
      case UNKNOWN, OFF -> paint.quiet(text);
    };
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /// The larger unit of a length, to the nearest: there is little room.
  private static String brief(Duration length) {
    long minutes = Math.max(1, Math.ceilDiv(length.toSeconds(), 60));
    return minutes < 100
        ? minutes + "m"
        : minutes < 48 * 60 ? Math.round(minutes / 60.0) + "h" : minutes / (24 * 60) + "d";
  }

  /// Each reason that there is, with all whom it is true of.
  private List<String> reasons(Paint paint, int columns) {
    Map<String, List<Standing>> byReason =
        standings.stream()
            .filter(one -> !one.reason().isEmpty())
            .collect(
                Collectors.groupingBy(
                    StandingTable::reason, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    byReason.forEach((reason, all) -> {
      String whose = all.stream().map(Standing::collector).collect(Collectors.joining(", "));
      Wrapping.hanging("", whose + ": " + reason, columns)
          .lines()
          .map(line -> painted(all.getFirst().state(), line, paint))
          .forEach(lines::add);
    });
    if (!lines.isEmpty()) {
      lines.addFirst("");
    }
    return lines;
  }

  private static String reason(Standing one) {
    return one.state() == State.SILENT
        ? one.reason()
            + " (last run at "
            + one.last().map(run -> run.at().toString()).orElse(NONE)
            + "; expected every "
            + Durations.print(one.schedule().every())
            + ")"
        : one.reason();
  }

  private static String number(
      Optional<LastRun> last, Function<LastRun, OptionalDouble> value, String form) {
    OptionalDouble number = last.map(value).orElse(OptionalDouble.empty());
    return number.isEmpty() ? NONE : String.format(Locale.ROOT, form, number.getAsDouble());
  }

  /// An object a collector.
  List<Map<String, Object>> json() {
    return standings.stream().map(this::json).toList();
  }

  private Map<String, Object> json(Standing one) {
    Optional<LastRun> last = one.last();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", one.collector());
    row.put("status", word(one.state()));
    row.put("last_run", last.map(LastRun::at));
    row.put("age_seconds", last.map(run -> Duration.between(run.at(), now).toSeconds()));
    row.put("duration_seconds", value(last, LastRun::durationSeconds));
    row.put("metric_count", whole(last, LastRun::metrics));
    row.put("series_count", whole(last, LastRun::series));
    row.put("error_count", whole(last, LastRun::errors));
    row.put("schedule", one.schedule().cron());
    row.put("next_run", next.apply(one));
    row.put("reason", one.reason().isEmpty() ? Optional.empty() : one.reason());
    return row;
  }

  private static Optional<Double> value(
      Optional<LastRun> last, Function<LastRun, OptionalDouble> which) {
    OptionalDouble value = last.map(which).orElse(OptionalDouble.empty());
    return value.isEmpty() ? Optional.empty() : Optional.of(value.getAsDouble());
  }

  private static Optional<Long> whole(
      Optional<LastRun> last, Function<LastRun, OptionalDouble> which) {
    return value(last, which).map(Math::round);
  }
}
