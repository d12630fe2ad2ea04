// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

import java.util.List;
import java.util.Optional;

/// What metrics cost in a month under both of Datadog's models. A contract has one of them.
///
/// @param billableSeries the mean, over the month's hours, of distinct series
/// @param seriesUsd for those beyond what is included
/// @param names with more points in a month than are free of charge
/// @param points in a month
/// @param extraPoints beyond those that each name includes
/// @param namesUsd for names and extra points; empty where a price is not known
public record Bill(
    long series,
    double billableSeries,
    double seriesUsd,
    long names,
    double points,
    double extraPoints,
    Optional<Double> namesUsd) {
  private static final int FREE_POINTS = 100;

  /// What these come to.
  ///
  /// @param usages one a metric
  public static Bill of(List<Usage> usages, Prices prices) {
    double billable = usages.stream().mapToDouble(Usage::billableSeries).sum();
    List<Usage> named = usages.stream().filter(usage -> usage.points() > FREE_POINTS).toList();
    double extra =
        named.stream()
            .mapToDouble(usage -> Math.max(0, usage.points() - prices.includedPoints()))
            .sum();
    return new Bill(
        usages.stream().mapToLong(Usage::series).sum(),
        billable,
        prices.ofAllSeries(billable),
        named.size(),
        usages.stream().mapToDouble(Usage::points).sum(),
        extra,
        prices.ofNames(named.size(), extra));
  }
}
