// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Run;
import ai.metta.metric.cost.Bill;
import ai.metta.metric.cost.Ceiling;
import ai.metta.metric.cost.Extent;
import ai.metta.metric.cost.Prices;
import ai.metta.metric.cost.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What metrics cost, and what is not known of it.
///
/// @param lines the dearest first
/// @param prices that the amounts go by
/// @param unmeasured why some of the numbers are not among them, by metric or collector
record CostReport(
    Instant asOf, Source source, List<Line> lines, Prices prices, Map<String, String> unmeasured) {
  private static final double PERCENT = 100;

  /// Where series were counted.
  enum Source {
    RUN,
    STORED
  }

  /// One metric.
  ///
  /// @param ceiling how many series its declaration allows; empty where it is not declared, as
  ///   another name, or allows more than can be said
  record Line(Usage usage, Optional<Long> ceiling) {
    /// How much of the ceiling is used.
    Optional<Double> usedPercent() {
      return ceiling.map(most -> usage.series() * PERCENT / most);
    }
  }

  /// @param declared every metric that is, by name
  static CostReport of(
      Instant asOf,
      Source source,
      List<Usage> usages,
      Map<String, MetricRow> declared,
      Prices prices,
      Map<String, String> unmeasured) {
    List<Line> lines = new ArrayList<>();
    for (Usage usage : usages) {
      lines.add(
          new Line(
              usage,
              Optional.ofNullable(declared.get(usage.metric()))
                  .map(row -> Ceiling.of(row.metric(), row.scope()))
                  .filter(most -> most != Long.MAX_VALUE)));
    }
    lines.sort(
        Comparator.<Line>comparingDouble(line -> -line.usage().billableSeries())
            .thenComparing(line -> line.usage().metric()));
    return new CostReport(asOf, source, List.copyOf(lines), prices, unmeasured);
  }

  /// Every declared metric by name.
  static Map<String, MetricRow> declared(Workbench bench) {
    return MetricRow.all(bench).stream()
        .collect(
            Collectors.toMap(
                row -> row.metric().name(), row -> row, (one, _) -> one, LinkedHashMap::new));
  }

  /// Only metrics of these names.
  CostReport only(Predicate<String> names) {
    return new CostReport(
        asOf,
        source,
        lines.stream().filter(line -> names.test(line.usage().metric())).toList(),
        prices,
        unmeasured);
  }

  Bill bill() {
    return Bill.of(lines.stream().map(Line::usage).toList(), prices);
  }

  /// The bill if no series carried these keys. Metrics of whose series only the number is known are
  /// as they were.
  Bill billWithout(List<String> keys) {
    return Bill.of(lines.stream().map(line -> without(keys, line.usage())).toList(), prices);
  }

  private static Usage without(List<String> keys, Usage usage) {
    Usage left = usage;
    for (String key : keys) {
      left = left.without(key).orElse(left);
    }
    return left;
  }

  /// Whether of some series no more than their number is known.
  boolean hasUnknownTags() {
    return lines.stream().anyMatch(line -> line.usage().without("").isEmpty());
  }

  /// Whether any series carries a key.
  boolean carries(String key) {
    return lines.stream()
        .anyMatch(line ->
            line.usage().extent() instanceof Extent.Met(var series)
                && series.keySet().stream().anyMatch(tags -> tags.keys().contains(key)));
  }

  /// Why collectors' numbers are not among those of a run.
  static Map<String, String> unmeasured(Run run) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Run.Result result : run.results()) {
      switch (result.status()) {
        case OK -> {}
        case PARTIAL ->
            reasons.put(result.collector(), "some metrics failed: " + result.errorCount());
        case FAILED, NOT_CONFIGURED ->
            reasons.put(
                result.collector(),
                result.status().word().replace('_', ' ')
                    + result.reason().map(why -> ": " + why.message()).orElse(""));
      }
    }
    return reasons;
  }
}
