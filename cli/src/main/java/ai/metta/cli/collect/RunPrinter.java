// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.collect.CollectCommand.Form;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Wrapping;
import ai.metta.collect.Run;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.health.Figure;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Counted;
import ai.metta.metric.Emitted;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints a run: a table for people, or one of the forms for machines ([RunJson], [RunText]).
public record RunPrinter(Workbench bench, Detail detail) {
  private static final int FEW = 5;

  /// How much of a metric with many series is shown.
  public enum Detail {
    FOLDED,
    EVERY_SERIES
  }

  /// Whether the run was sent.
  public enum Pushed {
    YES,
    /// Not all of it: something waits in the outbox, or was refused.
    LATER,
    NO
  }

  void print(Run run, Form form, Pushed pushed) {
    PrintWriter out = bench.surroundings().out();
    switch (form) {
      case table -> table(run, pushed, out);
      case json -> RunJson.write(run, pushed, out);
      case jsonl -> RunText.jsonLines(run, out);
      case prom -> RunText.prometheus(run, bench, out);
    }
    out.flush();
  }

  private void table(Run run, Pushed pushed, PrintWriter out) {
    for (Result result : run.results()) {
      if (!result.series().isEmpty()) {
        out.println();
        String whose = run.results().size() > 1 ? " of " + result.collector() : "";
        out.println("Collected " + Counted.of(result.metricCount(), "metric") + whose + ":");
        lines(result, out);
      }
      reasons(result, out);
      grey(result, out);
    }
    if (pushed == Pushed.NO && !run.series().isEmpty()) {
      out.println();
      Wrapping.lines(
              "(Dry run - metrics not pushed to Datadog)", bench.surroundings().screen().columns())
          .forEach(out::println);
    }
  }

  private void lines(Result result, PrintWriter out) {
    Tags common = Tags.of("source", result.collector() + "-collector").and(bench.baseTags());
    Map<String, List<Series>> byMetric =
        result.series().stream()
            .filter(series -> !isTwin(series, result))
            .collect(
                Collectors.groupingBy(Series::metric, LinkedHashMap::new, Collectors.toList()));
    RunTable table = new RunTable(bench.surroundings().screen());
    byMetric.forEach((metric, all) -> {
      if (isFolded(metric, all)) {
        table.row(metric, all.size() + " series", range(all));
      } else {
        all.forEach(series -> table.row(metric, number(value(series)), shown(series, common)));
      }
    });
    table.print(out);
    out.println(
        Wrapping.hanging(
            "  on every series: ",
            common.all().stream().map(Object::toString).collect(Collectors.joining(" ")),
            bench.surroundings().screen().columns()));
    if (byMetric.entrySet().stream().anyMatch(one -> isFolded(one.getKey(), one.getValue()))) {
      out.println("  (--verbose shows each series)");
    }
  }

  private boolean isFolded(String metric, List<Series> all) {
    return detail == Detail.FOLDED && all.size() > FEW && growsWithTheFleet(metric);
  }

  /// Whether a metric has a series for each thing of which there may be many.
  private boolean growsWithTheFleet(String name) {
    return bench.registry().all().stream()
        .flatMap(collector -> collector.catalogue().metric(name).stream())
        .anyMatch(metric -> metric.emitted() != Emitted.ALWAYS);
  }

  /// Whether a series says under a shared name what another of the run says under its own.
  private static boolean isTwin(Series series, Result result) {
    String name = series.metric();
    return name.equals(HealthMetrics.FOM.name())
        || name.equals(HealthMetrics.VALUE.name())
        || (name.startsWith("collector.")
            && !name.startsWith("collector." + result.collector() + "."));
  }

  private static String range(List<Series> all) {
    double least = all.stream().mapToDouble(RunPrinter::value).min().orElse(0);
    double most = all.stream().mapToDouble(RunPrinter::value).max().orElse(0);
    return number(least) + " … " + number(most);
  }

  private static String shown(Series series, Tags common) {
    return series.tags().all().stream()
        .filter(tag -> !common.all().contains(tag))
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  /// What has no value, by reason.
  private void reasons(Result result, PrintWriter out) {
    Map<String, List<MetricOutcome>> byReason = new LinkedHashMap<>();
    for (MetricOutcome one : result.outcomes()) {
      one.reason()
          .ifPresent(reason ->
              byReason
                  .computeIfAbsent(one.outcome().word() + ": " + reason, _ -> new ArrayList<>())
                  .add(one));
    }
    Screen screen = bench.surroundings().screen();
    Paint paint = screen.paint(Screen.Stream.OUT);
    if (!byReason.isEmpty()) {
      out.println();
      out.println("Without a value:");
    }
    byReason.forEach((reason, metrics) -> {
      boolean failed = metrics.getFirst().failed();
      Wrapping.lines(reason, screen.columns() - 2).stream()
          .map(line -> failed ? paint.bad(line) : paint.quiet(line))
          .forEach(line -> out.println("  " + line));
      metrics.forEach(one ->
          out.println(
              "    " + one.metric() + (one.scope().isEmpty() ? "" : "{" + one.scope() + "}")));
    });
  }

  /// Rows of the health grid without a figure, which nobody is to take for healthy ones.
  private void grey(Result result, PrintWriter out) {
    Map<HealthRow, String> unknown = new LinkedHashMap<>();
    for (Figure figure : result.figures()) {
      switch (figure) {
        case Figure.Known _ -> {}
        case Figure.Unknown(HealthRow row, String reason, var _) -> unknown.put(row, reason);
        case Figure.Gone(HealthRow row, String reason) -> unknown.put(row, reason);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Screen screen = bench.surroundings().screen();
    out.println();
    out.println("Unknown in the health grid:");
    unknown.forEach((row, reason) ->
        out.println(Wrapping.hanging("  " + row.id() + "  ", reason, screen.columns())));
  }

  static double value(Series series) {
    return series.points().getFirst().value();
  }

  /// Whole numbers with one decimal, as the founding guide prints them; others with up to three.
  public static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
