// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// A figure of merit: one straight line from a raw value onto 0 (bad) to 1 (good), clipped.
///
/// @param area `training`, `ci` or `eval`, or a team's own
/// @param check the row within the area
public record Fom(String area, String check, double badAt, double goodAt) {
  /// The least figure that is green: all good.
  public static final double GREEN_FROM = 0.7;

  /// The least figure that is yellow: needs attention; below it is red.
  public static final double YELLOW_FROM = 0.3;

  public Fom {
    if (badAt == goodAt || !Double.isFinite(badAt) || !Double.isFinite(goodAt)) {
      throw new IllegalArgumentException(
          "figure of merit "
              + area
              + "."
              + check
              + ": anchors "
              + badAt
              + " and "
              + goodAt
              + " make no line");
    }
  }

  /// The figure in [0, 1] for a raw value.
  public double of(double raw) {
    return Math.clamp((raw - badAt) / (goodAt - badAt), 0, 1);
  }

  /// Which way the line rises.
  public Orientation orientation() {
    return goodAt > badAt ? Orientation.HIGHER_IS_BETTER : Orientation.LOWER_IS_BETTER;
  }

  /// `health.<area>.<check>.fom`
  public String metricName() {
    return "health." + area + "." + check + ".fom";
  }
}
