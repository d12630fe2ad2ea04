// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Fom;
import java.util.Locale;

/// What a figure of merit looks like.
public enum Colour {
  GREEN(Fom.GREEN_FROM),
  YELLOW(Fom.YELLOW_FROM),
  RED(0);

  private final double from;

  Colour(double from) {
    this.from = from;
  }

  /// The least figure that looks so.
  public double from() {
    return from;
  }

  /// The colour of a figure from 0 to 1.
  public static Colour of(double fom) {
    return fom >= GREEN.from ? GREEN : fom >= YELLOW.from ? YELLOW : RED;
  }

  /// `green`
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
