// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.backfill.Findings.Found;
import ai.metta.cli.backfill.Findings.Lacking;
import ai.metta.cli.backfill.Findings.SeriesKey;
import ai.metta.cli.collect.RunPrinter;
import ai.metta.cli.collect.RunTable;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Wrapping;
import ai.metta.collect.Backfill;
import ai.metta.metric.Counted;
import ai.metta.metric.Emitted;
import ai.metta.metric.Failure;
import ai.metta.metric.Tags;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints a backfill: what each series went through for people, every point for machines.
record BackfillPrinter(Backfilling backfilling) {
  private static final int FEW = 5;

  void print(List<Backfill.Result> results, Findings findings, RunPrinter.Pushed pushed) {
    PrintWriter out = backfilling.bench().surroundings().out();
    switch (backfilling.form()) {
      case table -> table(results, findings, pushed, out);
      case json -> BackfillJson.write(backfilling, results, findings, pushed, out);
      case jsonl -> BackfillJson.lines(findings, out);
    }
    out.flush();
  }

  private void table(
      List<Backfill.Result> results, Findings findings, RunPrinter.Pushed pushed, PrintWriter out) {
    for (Backfill.Result result : results) {
      Found found = findings.of(result.collector());
      if (!found.courses().isEmpty()) {
        courses(result, found, out);
      }
      nowOnly(result, out);
      lacking(result, found, out);
    }
    if (pushed == RunPrinter.Pushed.NO && !results.isEmpty()) {
      out.println();
      wrapped("(Dry run - metrics not pushed to Datadog)", "", out);
    }
  }

  private void courses(Backfill.Result result, Found found, PrintWriter out) {
    Screen screen = screen();
    Tags common =
        Tags.of("source", result.collector() + "-collector").and(backfilling.bench().baseTags());
    out.println();
    wrapped(
        "Filled in "
            + Counted.of(found.metrics(), "metric")
            + " of "
            + result.collector()
            + " at "
            + Counted.of(found.steps(), "step")
            + " of "
            + Durations.print(backfilling.steps().every())
            + " until "
            + backfilling.steps().last()
            + ", from the first to the last value (least … most):",
        "",
        out);
    Map<String, Map<SeriesKey, Course>> byMetric = new LinkedHashMap<>();
    found
        .courses()
        .forEach((key, course) ->
            byMetric.computeIfAbsent(key.metric(), _ -> new LinkedHashMap<>()).put(key, course));
    RunTable table = new RunTable(screen);
    byMetric.forEach((metric, all) -> {
      if (all.size() > FEW && growsWithTheFleet(metric)) {
        table.row(metric, all.size() + " series", range(all));
      } else {
        all.forEach((key, course) -> table.row(metric, values(course), shown(key, common)));
      }
    });
    table.print(out);
    out.println(
        Wrapping.hanging(
            "  on every series: ",
            common.all().stream().map(Object::toString).collect(Collectors.joining(" ")),
            screen.columns()));
  }

  private boolean growsWithTheFleet(String name) {
    return backfilling.collectors().stream()
        .flatMap(collector -> collector.catalogue().metric(name).stream())
        .anyMatch(metric -> metric.emitted() != Emitted.ALWAYS);
  }

  private static String values(Course course) {
    return RunPrinter.number(course.first())
        + " … "
        + RunPrinter.number(course.last())
        + " ("
        + RunPrinter.number(course.least())
        + " … "
        + RunPrinter.number(course.most())
        + ")";
  }

  private static String range(Map<SeriesKey, Course> all) {
    double least = all.values().stream().mapToDouble(Course::least).min().orElse(0);
    double most = all.values().stream().mapToDouble(Course::most).max().orElse(0);
    return RunPrinter.number(least) + " … " + RunPrinter.number(most);
  }

  private String shown(SeriesKey key, Tags common) {
    return key.tags().all().stream()
        .filter(tag -> !common.all().contains(tag))
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  private void nowOnly(Backfill.Result result, PrintWriter out) {
    if (result.nowOnly().isEmpty()) {
      return;
    }
    out.println();
    wrapped(
        result.collector()
            + ": cannot be known for the past, since the service shows the present only:",
        "",
        out);
    wrapped(String.join(", ", result.nowOnly()), "  ", out);
  }

  /// What has no value, by reason, and at how many steps.
  private void lacking(Backfill.Result result, Found found, PrintWriter out) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    found
        .lacking()
        .forEach((lacking, reasons) ->
            reasons.forEach((reason, steps) ->
                byReason
                    .computeIfAbsent(said(lacking, reason, steps, found), _ -> new ArrayList<>())
                    .add(name(lacking))));
    String missing =
        result.missing() == 0
            ? ""
            : "missing at "
                + Counted.of(result.missing(), "step")
                + ": "
                + result.reason().map(Failure::message).orElse("no reason was given");
    if (byReason.isEmpty() && missing.isEmpty()) {
      return;
    }
    out.println();
    out.println(result.collector() + ": without a value:");
    Paint paint = screen().paint(Screen.Stream.OUT);
    if (!missing.isEmpty()) {
      lines(missing, "  ").forEach(line -> out.println(paint.bad(line)));
    }
    byReason.forEach((reason, metrics) -> {
      lines(reason, "  ")
          .forEach(line ->
              out.println(reason.startsWith("failed") ? paint.bad(line) : paint.quiet(line)));
      metrics.forEach(metric -> out.println("    " + metric));
    });
  }

  private static String said(Lacking lacking, String reason, long steps, Found found) {
    String where =
        steps == found.steps() ? "all steps" : steps + " of " + Counted.of(found.steps(), "step");
    return lacking.word() + " at " + where + ": " + reason;
  }

  private static String name(Lacking lacking) {
    return lacking.metric() + (lacking.scope().isEmpty() ? "" : "{" + lacking.scope() + "}");
  }

  private void wrapped(String text, String indent, PrintWriter out) {
    lines(text, indent).forEach(out::println);
  }

  private List<String> lines(String text, String indent) {
    return Wrapping.lines(text, screen().columns() - indent.length()).stream()
        .map(line -> indent + line)
        .toList();
  }

  private Screen screen() {
    return backfilling.bench().surroundings().screen();
  }
}
