// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.cli.catalogue.MetricRow;
import ai.metta.collect.Collector;
import ai.metta.collect.Registry;
import ai.metta.metric.CatalogueTable;
import ai.metta.metric.Counted;
import ai.metta.metric.MetadataCsv;
import ai.metta.metric.Metric;
import ai.metta.metric.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every declared metric as documents: what the settings of an installation say changes none of it.
///
/// @param rows by who sends them
/// @param schedules of the collectors, by name
record MetricDocs(Map<String, List<MetricRow>> rows, Map<String, Schedule> schedules) {
  private static final String PAGE = "README.md";

  static MetricDocs of(Registry registry) {
    Map<String, List<MetricRow>> rows = new LinkedHashMap<>();
    for (MetricRow row : MetricRow.all(registry)) {
      rows.computeIfAbsent(row.collector(), _ -> new ArrayList<>()).add(row);
    }
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    for (Collector<?> collector : registry.all()) {
      schedules.put(collector.profile().name(), collector.profile().schedule());
    }
    return new MetricDocs(rows, schedules);
  }

  /// What each file holds.
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(PAGE, page());
    rows.forEach((sender, some) -> files.put(sender + ".csv", csv(some)));
    return files;
  }

  private String csv(List<MetricRow> some) {
    return MetadataCsv.of(
        some.stream()
            .map(row ->
                new MetadataCsv.Line(
                    row.metric(),
                    row.collector(),
                    Optional.ofNullable(schedules.get(row.collector())),
                    row.scope()))
            .toList());
  }

  /// A table for each, and one of other names where there are any.
  String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Metrics

            What can be emitted, as it is declared; the files beside this one say the same in the columns of Datadog's own
            integrations. Written by `./metta datadog metrics docs --out docs/metrics`.
            """);
    rows.forEach((sender, some) -> {
      List<Metric> metrics = some.stream().map(MetricRow::metric).toList();
      page.append("\n## ").append(sender).append("\n\n");
      page.append(Counted.of(metrics.size(), "metric")).append("; [");
      page.append(sender).append(".csv](").append(sender).append(".csv)\n\n");
      page.append(CatalogueTable.metrics(metrics));
      if (metrics.stream().anyMatch(metric -> !metric.aliases().isEmpty())) {
        page.append("\nWith `aliases: true` also under other names:\n\n");
        page.append(CatalogueTable.aliases(metrics));
      }
    });
    return page.toString();
  }
}
