// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.OptionalDouble;

/// What good looks like: the value is to be below, at most, above, at least or exactly something.
///
/// @param value finite, in the metric's unit
/// @param warning where it starts to look bad, short of missing the target; empty where there is no
///   such value
public record Target(Comparison comparison, double value, OptionalDouble warning) {

  /// How a value is held against the target.
  public enum Comparison {
    BELOW("<"),
    AT_MOST("≤"),
    ABOVE(">"),
    AT_LEAST("≥"),
    EXACTLY("=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  public static Target below(double value) {
    return new Target(Comparison.BELOW, value, OptionalDouble.empty());
  }

  public static Target atMost(double value) {
    return new Target(Comparison.AT_MOST, value, OptionalDouble.empty());
  }

  public static Target above(double value) {
    return new Target(Comparison.ABOVE, value, OptionalDouble.empty());
  }

  public static Target atLeast(double value) {
    return new Target(Comparison.AT_LEAST, value, OptionalDouble.empty());
  }

  public static Target exactly(double value) {
    return new Target(Comparison.EXACTLY, value, OptionalDouble.empty());
  }

  public Target warningAt(double warningValue) {
    return new Target(comparison, value, OptionalDouble.of(warningValue));
  }

  /// Whether it asks for what the metric says is better; a target to be met exactly asks for
  /// neither side.
  boolean agreesWith(Orientation orientation) {
    return switch (comparison) {
      case BELOW, AT_MOST -> orientation == Orientation.LOWER_IS_BETTER;
      case ABOVE, AT_LEAST -> orientation == Orientation.HIGHER_IS_BETTER;
      case EXACTLY -> true;
    };
  }

  /// Whether the warning comes before the target is missed.
  boolean warnsInTime() {
    double at = warning.orElse(value);
    return switch (comparison) {
      case BELOW, AT_MOST -> at <= value;
      case ABOVE, AT_LEAST -> at >= value;
      case EXACTLY -> true;
    };
  }

  /// `< 48`, `≥ 1`.
  public String text() {
    String number =
        value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    return comparison.sign() + " " + number;
  }
}
