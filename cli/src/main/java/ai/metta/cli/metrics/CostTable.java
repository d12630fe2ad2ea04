// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.metrics.CostReport.Line;
import ai.metta.cli.screen.Money;
import ai.metta.cli.screen.Table;
import ai.metta.cli.screen.Wrapping;
import ai.metta.metric.Counted;
import ai.metta.metric.cost.Bill;
import ai.metta.metric.cost.Driver;
import ai.metta.metric.cost.Prices;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What metrics cost, for people.
///
/// @param without tag keys to tell the difference of
record CostTable(CostReport report, List<String> without) {
  private static final int DEAREST = 20;

  void print(Surroundings around, boolean verbose) {
    List<Line> lines = report.lines();
    List<Line> shown = verbose ? lines : lines.stream().limit(DEAREST).toList();
    PrintWriter out = around.out();
    Table table =
        new Table(
            around.screen(),
            "METRIC",
            "SERIES",
            "USD/MONTH",
            "POINTS/MONTH",
            "BUDGET",
            "DRIVEN BY");
    for (Line line : shown) {
      table.row(
          line.usage().metric(),
          Long.toString(line.usage().series()),
          Money.text(report.prices().ofSeries(line.usage().billableSeries())).replace(" USD", ""),
          whole(line.usage().points()),
          budget(line),
          line.usage().driver().map(CostTable::driver).orElse("–"));
    }
    table.print(out);
    if (shown.size() < lines.size()) {
      out.println(
          "… and "
              + Counted.of(lines.size() - shown.size(), "metric")
              + " more; --verbose shows all");
    }
    out.println();
    Stream.of(totals(), change(), unmeasured(), notes())
        .flatMap(List::stream)
        .forEach(text -> Wrapping.lines(text, around.screen().columns()).forEach(out::println));
  }

  private static String budget(Line line) {
    return line.usedPercent()
        .map(used -> String.format(Locale.ROOT, "%.0f%% of %d", used, line.ceiling().orElseThrow()))
        .orElse("–");
  }

  private static String driver(Driver driver) {
    return driver.key()
        + ": "
        + Counted.of(driver.values(), "value")
        + ", "
        + driver.seriesWithout()
        + " series without it";
  }

  private List<String> totals() {
    Bill bill = report.bill();
    Prices prices = report.prices();
    return List.of(
        bill.series() + " series of " + Counted.of(report.lines().size(), "metric"),
        "Paid by series: %s a month for %s on an hour's average, at %s per 100 beyond %d included"
            .formatted(
                Money.text(bill.seriesUsd()),
                String.format(Locale.ROOT, "%.2f", bill.billableSeries()),
                Money.text(prices.usdPer100Series()),
                prices.includedSeries()),
        "Paid by names: %s a month for %s with more than 100 points, and %s points beyond %d a name; at %s a name, %s per million points"
            .formatted(
                Money.text(bill.namesUsd()),
                Counted.of(bill.names(), "name"),
                whole(bill.extraPoints()),
                prices.includedPoints(),
                Money.text(prices.usdPerName()),
                Money.text(prices.usdPerMillionPoints())));
  }

  private List<String> change() {
    if (without.isEmpty()) {
      return List.of();
    }
    Bill before = report.bill();
    Bill after = report.billWithout(without);
    List<String> said = new ArrayList<>();
    said.add(
        "Without %s: %d series instead of %d, %s a month instead of %s"
            .formatted(
                String.join(", ", without),
                after.series(),
                before.series(),
                Money.text(after.seriesUsd()),
                Money.text(before.seriesUsd())));
    if (report.hasUnknownTags()) {
      said.add("Metrics of whose series only the number is known are left as they are");
    }
    return said;
  }

  private List<String> unmeasured() {
    List<String> said = new ArrayList<>();
    report.unmeasured().forEach((name, why) -> said.add("Not counted: " + name + ": " + why));
    return said;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Prices are settings (cost.*), not your contract; unknown ones have no public list price");
    if (report.source() == CostReport.Source.RUN) {
      notes.add(
          "One run was counted: values of tags that come and go within an hour add to the bill");
    }
    return notes;
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }
}
