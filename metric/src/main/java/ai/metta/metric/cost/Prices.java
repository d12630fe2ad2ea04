// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

import java.util.Optional;

/// What Datadog takes for custom metrics. Contracts differ.
///
/// @param usdPer100Series a month, for series beyond those included
/// @param includedSeries what the hosts' plans include, as far as nothing else uses it up
/// @param usdPerName a month, where names are paid for and not series
/// @param includedPoints indexed points a month that each name includes
/// @param usdPerMillionPoints for points beyond those included
public record Prices(
    double usdPer100Series,
    long includedSeries,
    Optional<Double> usdPerName,
    long includedPoints,
    Optional<Double> usdPerMillionPoints) {
  private static final double SERIES_OF_A_PRICE = 100;
  private static final double POINTS_OF_A_PRICE = 1_000_000;

  /// The dollars of series, all of them beyond those included.
  public double ofSeries(double billable) {
    return billable * usdPer100Series / SERIES_OF_A_PRICE;
  }

  /// The dollars of all series together.
  double ofAllSeries(double billable) {
    return ofSeries(Math.max(0, billable - includedSeries));
  }

  /// The dollars of names and of the points beyond those that they include; empty where a price
  /// that counts is not known.
  Optional<Double> ofNames(long names, double extraPoints) {
    Optional<Double> extra =
        extraPoints == 0
            ? Optional.of(0.0)
            : usdPerMillionPoints.map(price -> extraPoints * price / POINTS_OF_A_PRICE);
    return usdPerName.flatMap(price -> extra.map(more -> names * price + more));
  }
}
