// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.cli.CollectCommand.Form;
import ai.metta.collect.Run;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
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
record RunPrinter(Workbench bench, Detail detail) {
  private static final int FEW = 5;

  /// How much of a metric with many series is shown.
  enum Detail {
    FOLDED,
    EVERY_SERIES
  }

  /// Whether the run was sent.
  enum Pushed {
    YES,
    NO
  }

  void print(Run run, Form form, Pushed pushed) {
    PrintWriter out = bench.surroundings().out();
    switch (form) {
      case table -> table(run, pushed, out);
      case json -> RunJson.write(run, pushed, out);
      case jsonl -> RunText.jsonLines(run, out);
      case prom -> RunText.prometheus(run, out);
    }
    out.flush();
  }

  private void table(Run run, Pushed pushed, PrintWriter out) {
    for (Result result : run.results()) {
      if (!result.series().isEmpty()) {
        out.println();
        out.println("Collected " + result.metricCount() + " metrics:");
        lines(result, out);
      }
      reasons(result, out);
    }
    if (pushed == Pushed.NO) {
      out.println();
      out.println("(Dry run - metrics not pushed to Datadog)");
    }
  }

  private void lines(Result result, PrintWriter out) {
    Tags common = Tags.of("source", result.collector() + "-collector").and(bench.baseTags());
    Map<String, List<Series>> byMetric =
        result.series().stream()
            .filter(series -> !series.metric().startsWith("collector.") || isOwn(series, result))
            .collect(
                Collectors.groupingBy(Series::metric, LinkedHashMap::new, Collectors.toList()));
    List<String[]> rows = new ArrayList<>();
    byMetric.forEach((metric, all) -> {
      if (detail == Detail.FOLDED && all.size() > FEW && growsWithTheFleet(metric)) {
        rows.add(folded(metric, all));
      } else {
        all.forEach(series ->
            rows.add(new String[] {metric + ":", number(value(series)), shown(series, common)}));
      }
    });
    int nameWidth = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    int valueWidth = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
    for (String[] row : rows) {
      out.println(
          ("  "
                  + pad(row[0], nameWidth)
                  + " "
                  + " ".repeat(valueWidth - row[1].length())
                  + row[1]
                  + "  "
                  + row[2])
              .stripTrailing());
    }
    out.println("  on every series: " + common);
  }

  /// Whether a metric has a series for each thing of which there may be many.
  private boolean growsWithTheFleet(String name) {
    return bench.registry().all().stream()
        .flatMap(collector -> collector.catalogue().metric(name).stream())
        .anyMatch(metric -> metric.emitted() != Emitted.ALWAYS);
  }

  /// The per-name self-metrics; their twins under shared names say the same.
  private static boolean isOwn(Series series, Result result) {
    return series.metric().startsWith("collector." + result.collector() + ".");
  }

  private static String[] folded(String metric, List<Series> all) {
    double least = all.stream().mapToDouble(RunPrinter::value).min().orElse(0);
    double most = all.stream().mapToDouble(RunPrinter::value).max().orElse(0);
    return new String[] {
      metric + ":",
      number(least) + " … " + number(most),
      all.size() + " series (--verbose shows them)"
    };
  }

  private static String shown(Series series, Tags common) {
    return series.tags().all().stream()
        .filter(tag -> !common.all().contains(tag))
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  /// What has no value, by reason.
  private static void reasons(Result result, PrintWriter out) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (MetricOutcome one : result.outcomes()) {
      one.reason()
          .ifPresent(reason ->
              byReason
                  .computeIfAbsent(one.outcome().word() + ": " + reason, _ -> new ArrayList<>())
                  .add(
                      one.scope().isEmpty()
                          ? one.metric()
                          : one.metric() + "{" + one.scope() + "}"));
    }
    if (!byReason.isEmpty()) {
      out.println();
      out.println("Without a value:");
      byReason.forEach((reason, metrics) -> {
        out.println("  " + reason);
        metrics.forEach(metric -> out.println("    " + metric));
      });
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  static double value(Series series) {
    return series.points().getFirst().value();
  }

  /// Whole numbers with one decimal, as the founding guide prints them; others with up to three.
  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
