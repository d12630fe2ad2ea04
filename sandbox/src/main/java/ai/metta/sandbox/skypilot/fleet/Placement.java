// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import java.util.Optional;

/// Where a cluster was launched, and on what.
///
/// @param zone the zone's name; empty where the cloud was left to choose
public record Placement(Region region, Optional<String> zone, Machine machine, Pricing pricing) {
  /// USD an hour for one node.
  public double usdPerHour() {
    return machine.usdPerHour(pricing, region);
  }

  /// The same in another region, in the zone of the same letter.
  Placement in(Region other) {
    return new Placement(
        other,
        zone.map(name -> other.wireName() + name.substring(name.length() - 1)),
        machine,
        pricing);
  }

  static Placement draw(Dice dice, Machine machine, Pricing pricing) {
    Region region = Region.draw(dice);
    boolean zoned = pricing == Pricing.SPOT || dice.chance(40);
    char letter = (char) ('a' + dice.below(3));
    return new Placement(
        region,
        zoned ? Optional.of(region.wireName() + letter) : Optional.empty(),
        machine,
        pricing);
  }
}
