// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Dollars an hour of one machine, by instance type, as the server's own catalogue and as the
/// configuration have it.
///
/// @param offers what the server's catalogue says
/// @param configured instance type to dollars on demand; `<type>:spot` to its spot price
record PriceList(List<Offer> offers, Map<String, Double> configured) {
  PriceList {
    offers = List.copyOf(offers);
    configured = Map.copyOf(configured);
  }

  /// What one machine costs in one region.
  ///
  /// @param onDemand dollars an hour; empty where the catalogue has none
  record Offer(String instanceType, String region, OptionalDouble onDemand, OptionalDouble spot) {}

  /// The catalogue's price of one machine of a running task; empty where it has none.
  OptionalDouble offered(Task task) {
    if (!isPriced(task)) {
      return OptionalDouble.empty();
    }
    return offers.stream()
        .filter(offer -> offer.instanceType().equals(task.instanceType()))
        .filter(offer -> offer.region().equals(task.region()))
        .map(offer -> task.pricing() == Pricing.SPOT ? offer.spot() : offer.onDemand())
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /// The configuration's price of one machine of a running task; empty where it has none.
  OptionalDouble configured(Task task) {
    if (!isPriced(task)) {
      return OptionalDouble.empty();
    }
    String key =
        task.pricing() == Pricing.SPOT ? task.instanceType() + ":spot" : task.instanceType();
    Double price = configured.get(key);
    return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
  }

  /// Whether it is known what to look for.
  private static boolean isPriced(Task task) {
    return task.pricing() != Pricing.UNKNOWN && !task.instanceType().isEmpty();
  }
}
