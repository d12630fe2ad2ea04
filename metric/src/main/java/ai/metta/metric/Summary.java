// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// Numbers, in order, and what is usually asked of them. Never empty: of no numbers there is no
/// summary.
public final class Summary {
  private final double[] ascending;

  private Summary(double[] ascending) {
    this.ascending = ascending;
  }

  /// What there is to say of these numbers, in their own unit; empty for none.
  public static Optional<Summary> of(DoubleStream values) {
    double[] ascending = values.toArray();
    Arrays.sort(ascending);
    return ascending.length == 0 ? Optional.empty() : Optional.of(new Summary(ascending));
  }

  public double minimum() {
    return ascending[0];
  }

  public double maximum() {
    return ascending[ascending.length - 1];
  }

  public double mean() {
    return Arrays.stream(ascending).sum() / ascending.length;
  }

  /// Linear interpolation between closest ranks (the definition known as type 7); of one value,
  /// that value.
  ///
  /// @param share from 0 to 1: 0.9 for the ninetieth percentile
  public double percentile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "a percentile at " + share + ", which is not between 0 and 1");
    }
    double rank = share * (ascending.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (ascending[above] - ascending[below]) * (rank - below);
  }
}
