// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import java.util.Optional;

/// Something that is asked of a number that a job measured.
///
/// @param name as tags have it: the metric's, with `_` for `/` and `.`
record Criterion(String metric, String name, Operator operator, Bound bound) {

  /// How a number is held against its bound.
  enum Operator {
    AT_LEAST(">=", "ge"),
    ABOVE(">", "gt"),
    AT_MOST("<=", "le"),
    BELOW("<", "lt"),
    EQUAL("==", "eq"),
    IN("in", "in");

    private final String sign;
    private final String word;

    Operator(String sign, String word) {
      this.sign = sign;
      this.word = word;
    }

    /// As documents have it.
    String sign() {
      return sign;
    }

    /// As tags have it, which keep no sign.
    String word() {
      return word;
    }
  }

  /// What a number is held against.
  sealed interface Bound {}

  /// One number.
  ///
  /// @param tolerance how far off is still equal
  record Threshold(double value, double tolerance) implements Bound {}

  /// A stretch with both of its ends.
  record Range(double low, double high) implements Bound {}

  /// What a job measured of what is asked.
  Optional<Double> measuredBy(Job job) {
    return Optional.ofNullable(job.metrics().get(metric));
  }

  /// Whether a job meets it; empty where the job did not measure what is asked.
  Optional<Boolean> isMetBy(Job job) {
    return measuredBy(job).map(this::isMet);
  }

  /// Whether a number is one that is asked for.
  boolean isMet(double value) {
    return switch (bound) {
      case Range(double low, double high) -> low <= value && value <= high;
      case Threshold(double at, double tolerance) ->
          switch (operator) {
            case AT_LEAST -> value >= at;
            case ABOVE -> value > at;
            case AT_MOST -> value <= at;
            case BELOW -> value < at;
            case EQUAL, IN -> Math.abs(value - at) <= tolerance;
          };
    };
  }
}
