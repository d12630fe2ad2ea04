// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Dollars as people and machines read them: to the cent, and unknown where nobody said a price.
public final class Money {
  private Money() {}

  /// `12.30 USD`.
  public static String text(double usd) {
    return cents(usd).toPlainString() + " USD";
  }

  public static String text(Optional<Double> usd) {
    return usd.map(Money::text).orElse("unknown");
  }

  public static double number(double usd) {
    return cents(usd).doubleValue();
  }

  private static BigDecimal cents(double usd) {
    return BigDecimal.valueOf(usd).setScale(2, RoundingMode.HALF_UP);
  }
}
