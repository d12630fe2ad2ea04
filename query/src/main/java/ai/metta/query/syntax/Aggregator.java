// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

/// How several series become one.
public sealed interface Aggregator {
  /// Those without a parameter.
  enum Plain implements Aggregator {
    AVG,
    SUM,
    MIN,
    MAX,
    /// How many values there are of a distribution, how many series of any other type.
    COUNT,
    STDDEV;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A percentile of a distribution.
  ///
  /// @param quantile 0 to 1
  record Percentile(double quantile) implements Aggregator {}

  /// `count(v: v >= 5)`: how many values of a distribution are on one side of a bound.
  record CountWhere(Comparison comparison, double bound) implements Aggregator {}

  /// Which values are counted.
  enum Comparison {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }
}
