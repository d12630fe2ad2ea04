// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What an hour of an instance costs, in dollars.
///
/// @param spot the current price of each zone by type
/// @param list on demand, by type
record Prices(Map<Offer, Double> spot, Map<String, Double> list) {
  Prices {
    spot = Map.copyOf(spot);
    list = Map.copyOf(list);
  }

  /// A type in a zone, which has a spot price of its own.
  record Offer(String type, String zone) {}

  /// The hourly price; empty where none is known to be its own. A capacity block was paid for
  /// beforehand, and other platforms and hosts cost something else.
  OptionalDouble hourly(Instance instance) {
    return switch (instance.purchase()) {
      case ON_DEMAND -> onDemand(instance);
      case SPOT ->
          instance.isPlain()
              ? price(spot.get(new Offer(instance.type(), instance.zone())))
              : OptionalDouble.empty();
      case CAPACITY_BLOCK, SCHEDULED, OTHER -> OptionalDouble.empty();
    };
  }

  /// What the same instance would cost on demand.
  OptionalDouble onDemand(Instance instance) {
    return instance.isPlain() ? price(list.get(instance.type())) : OptionalDouble.empty();
  }

  private static OptionalDouble price(@Nullable Double price) {
    return Optional.ofNullable(price).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
