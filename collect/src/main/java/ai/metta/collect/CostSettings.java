// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.metric.cost.Prices;
import java.util.List;

/// What an installation pays for its metrics. Contracts differ; what has no fallback is in no
/// public price list, and amounts that need it are unknown until it is said.
public final class CostSettings {
  private static final String PRICE = "a price of 0 or more";

  public static final Setting<Double> USD_PER_100_SERIES =
      price("cost.usd_per_100_series")
          .fallback(5.0)
          .says("Dollars a month for 100 custom metrics beyond those included");
  public static final Setting<Integer> INCLUDED_SERIES =
      Setting.whole("cost.included_series", 0, Integer.MAX_VALUE)
          .fallback(0)
          .says("Custom metrics that the plan includes and nothing else uses up");
  public static final Setting<Double> USD_PER_NAME =
      price("cost.usd_per_name")
          .says("Dollars a month for a metric name, where names are paid for instead");
  public static final Setting<Integer> INCLUDED_POINTS =
      Setting.whole("cost.included_points", 0, Integer.MAX_VALUE)
          .fallback(10_000_000)
          .says("Indexed points a month that each metric name includes");
  public static final Setting<Double> USD_PER_MILLION_POINTS =
      price("cost.usd_per_million_points")
          .says("Dollars for a million indexed points beyond those included");

  private CostSettings() {}

  private static Setting<Double> price(String key) {
    return Setting.number(key).only(PRICE, price -> price >= 0);
  }

  public static List<Setting<?>> all() {
    return List.of(
        USD_PER_100_SERIES, INCLUDED_SERIES, USD_PER_NAME, INCLUDED_POINTS, USD_PER_MILLION_POINTS);
  }

  /// The prices that an installation goes by.
  public static Prices prices(Settings settings) {
    return new Prices(
        settings.get(USD_PER_100_SERIES),
        settings.get(INCLUDED_SERIES),
        settings.find(USD_PER_NAME),
        settings.get(INCLUDED_POINTS),
        settings.find(USD_PER_MILLION_POINTS));
  }
}
