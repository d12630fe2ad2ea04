// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// A set of values of which each was forgotten, and nearly everything about them was not.
public interface Distribution {
  /// How many there are.
  double count();

  double sum();

  double min();

  double max();

  /// The value below which a share of all values lies, within the sketch's error.
  ///
  /// @param quantile 0 to 1
  double quantile(double quantile);

  /// How many values are less than a bound, from 0 to the count. A value that the sketch cannot
  /// tell from the bound is as the bound.
  double below(double bound);

  /// How many values are a bound or less, from 0 to the count. A value that the sketch cannot tell
  /// from the bound is as the bound.
  double atMost(double bound);

  /// Both together; neither is changed.
  Distribution and(Distribution other);
}
