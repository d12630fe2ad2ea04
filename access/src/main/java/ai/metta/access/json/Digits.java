// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.json;

import java.math.BigDecimal;

/// A number as it was written; equal to others of the same value.
public final class Digits implements JsonTree {
  private final String text;

  /// @param text as JSON has it
  public Digits(String text) {
    this.text = text;
  }

  public static Digits of(long number) {
    return new Digits(Long.toString(number));
  }

  /// The shortest way to write it: whole ones without a point.
  ///
  /// @throws IllegalArgumentException where it is not finite
  public static Digits of(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(number + " is no number of JSON's");
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return new Digits(whole ? Long.toString((long) number) : Double.toString(number));
  }

  public String text() {
    return text;
  }

  public BigDecimal value() {
    return new BigDecimal(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digits digits
        && (text.equals(digits.text) || value().compareTo(digits.value()) == 0);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(Double.parseDouble(text) + 0.0);
  }

  @Override
  public String toString() {
    return text;
  }
}
