// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.cli.metrics.CostReport.Line;
import ai.metta.cli.screen.Money;
import ai.metta.metric.cost.Bill;
import ai.metta.metric.cost.Driver;
import ai.metta.metric.cost.Prices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What metrics cost, for machines; null is unknown.
///
/// @param without tag keys to tell the difference of
record CostJson(CostReport report, List<String> without) {
  private static final int VERSION = 1;
  private static final double HUNDRED = 100;

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", VERSION);
    document.put("as_of", report.asOf());
    document.put("source", report.source().name().toLowerCase(Locale.ROOT));
    document.put("prices", prices(report.prices()));
    document.put("total", bill(report.bill()));
    document.put("without_keys", without);
    document.put(
        "total_without",
        without.isEmpty() ? Optional.empty() : Optional.of(bill(report.billWithout(without))));
    document.put("metrics", report.lines().stream().map(this::line).toList());
    document.put("not_counted", report.unmeasured());
    return document;
  }

  private static Map<String, Object> prices(Prices prices) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("usd_per_100_series", prices.usdPer100Series());
    row.put("included_series", prices.includedSeries());
    row.put("usd_per_name", prices.usdPerName());
    row.put("included_points", prices.includedPoints());
    row.put("usd_per_million_points", prices.usdPerMillionPoints());
    return row;
  }

  private static Map<String, Object> bill(Bill bill) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("series", bill.series());
    row.put("billable_series", rounded(bill.billableSeries()));
    row.put("series_usd_per_month", Money.number(bill.seriesUsd()));
    row.put("names", bill.names());
    row.put("points_per_month", Math.round(bill.points()));
    row.put("extra_points_per_month", Math.round(bill.extraPoints()));
    row.put("names_usd_per_month", bill.namesUsd().map(Money::number));
    return row;
  }

  private Map<String, Object> line(Line line) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("metric", line.usage().metric());
    row.put("series", line.usage().series());
    row.put("billable_series", rounded(line.usage().billableSeries()));
    row.put("usd_per_month", Money.number(report.prices().ofSeries(line.usage().billableSeries())));
    row.put("points_per_month", Math.round(line.usage().points()));
    row.put("ceiling", line.ceiling());
    row.put("budget_used_pct", line.usedPercent().map(CostJson::rounded));
    row.put("driver", line.usage().driver().map(CostJson::driver));
    return row;
  }

  private static Map<String, Object> driver(Driver driver) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", driver.key());
    row.put("values", driver.values());
    row.put("series_without", driver.seriesWithout());
    return row;
  }

  private static double rounded(double number) {
    return Math.round(number * HUNDRED) / HUNDRED;
  }
}
