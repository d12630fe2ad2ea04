// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.MetricReader.PerSeries;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What an expression comes to: lines over the same buckets.
///
/// @param kind whether it is a constant, which combines with anything, and for how long values hold
public record Frame(Buckets buckets, List<Line> lines, Kind kind) {
  public Frame {
    lines = List.copyOf(lines);
  }

  /// What it was made from.
  public enum Kind {
    SERIES,
    /// Series of which each value is how many came a second of its own bucket, as `as_rate()` has
    /// it: it says nothing of the time between two buckets with values.
    RATES,
    CONSTANT;

    /// What becomes of one beside another, as in a sum: a rate beside another stays one, and beside
    /// what is none it is none.
    Kind beside(Kind other) {
      if (this == CONSTANT) {
        return other;
      }
      return other == CONSTANT || other == this ? this : SERIES;
    }

    /// What becomes of one so many times another: a rate, where one of them is.
    Kind times(Kind other) {
      if (this == CONSTANT || other == CONSTANT) {
        return beside(other);
      }
      return this == other ? SERIES : RATES;
    }

    /// What becomes of one over another: a rate, where only what stands above is one.
    Kind over(Kind other) {
      if (other == CONSTANT) {
        return this;
      }
      return this == RATES && other == SERIES ? RATES : SERIES;
    }
  }

  static Frame of(Buckets buckets, List<Line> lines) {
    return new Frame(buckets, lines, Kind.SERIES);
  }

  static Frame constant(Buckets buckets, double value) {
    double[] values = new double[buckets.size()];
    java.util.Arrays.fill(values, value);
    return new Frame(buckets, List.of(new Line(new TreeMap<>(), values)), Kind.CONSTANT);
  }

  Frame with(List<Line> others) {
    return new Frame(buckets, others, kind);
  }

  Frame each(UnaryOperator<Line> function) {
    return with(lines.stream().map(function).toList());
  }

  Frame each(PerSeries change) {
    return each(line -> line.with(change.apply(line.copy(), buckets)));
  }
}
