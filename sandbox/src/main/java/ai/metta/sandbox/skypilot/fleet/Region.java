// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import java.util.stream.Stream;

/// The regions of the simulated cloud.
public enum Region {
  US_EAST_1("us-east-1", 1),
  US_WEST_2("us-west-2", 1),
  US_EAST_2("us-east-2", 1),
  EU_WEST_1("eu-west-1", 1.11),
  AP_NORTHEAST_1("ap-northeast-1", 1.36);

  private final String wireName;
  private final double priceFactor;

  Region(String wireName, double priceFactor) {
    this.wireName = wireName;
    this.priceFactor = priceFactor;
  }

  /// The cloud's own name for it.
  public String wireName() {
    return wireName;
  }

  static Region named(String wireName) {
    return Stream.of(values())
        .filter(one -> one.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no region " + wireName));
  }

  double priceFactor() {
    return priceFactor;
  }

  static Region draw(Dice dice) {
    long roll = dice.below(100);
    return roll < 38
        ? US_EAST_1
        : roll < 66 ? US_WEST_2 : roll < 78 ? US_EAST_2 : roll < 93 ? EU_WEST_1 : AP_NORTHEAST_1;
  }
}
