// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.MetricReader.Shaping;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// What an expression comes to: lines over the same buckets.
///
/// @param elsewhere what stands for a group that has no line: a number after `default_zero`; NaN
///   for none
public record Frame(Buckets buckets, List<Line> lines, Kind kind, double elsewhere) {
  public Frame {
    lines = List.copyOf(lines);
  }

  /// What it was made from.
  public enum Kind {
    SERIES,
    /// Series of which each value is how many came in its own bucket, or their sum: those of two
    /// buckets add up to that of both, and where none came it is 0.
    COUNTS,
    /// Series of which each value is how many came a second of its own bucket, as `as_rate()` has
    /// it: it says nothing of the time between two buckets with values.
    RATES,
    CONSTANT;

    /// Whether a value is of what came in its own bucket.
    boolean isOfEvents() {
      return this == COUNTS || this == RATES;
    }

    /// What becomes of one beside another, as in a sum: a rate beside another stays one, and beside
    /// what is none it is none.
    Kind beside(Kind other) {
      if (this == CONSTANT) {
        return other;
      }
      return other == CONSTANT || other == this ? this : SERIES;
    }

    /// What becomes of one so many times another: a count or rate, where one of them is.
    Kind times(Kind other) {
      if (this == SERIES && other.isOfEvents()) {
        return other;
      }
      return other == SERIES && isOfEvents() ? this : this == other ? SERIES : beside(other);
    }

    /// What becomes of one over another: a count or rate, where only what stands above is one.
    Kind over(Kind other) {
      return other == CONSTANT || (other == SERIES && isOfEvents()) ? this : SERIES;
    }
  }

  /// Whether a line is no group's, but of a query that found nothing, and stands for every group.
  public boolean standsForAll(Line line) {
    return line.sortedGroup().isEmpty() && line.size() == 1 && line.value(0) == elsewhere;
  }

  static Frame of(Buckets buckets, List<Line> lines) {
    return new Frame(buckets, lines, Kind.SERIES, Double.NaN);
  }

  static Frame constant(Buckets buckets, double value) {
    double[] values = new double[buckets.size()];
    Arrays.fill(values, value);
    List<Line> line = List.of(new Line(new TreeMap<>(), values));
    return new Frame(buckets, line, Kind.CONSTANT, Double.NaN);
  }

  Frame with(List<Line> others) {
    return new Frame(buckets, others, kind, elsewhere);
  }

  Frame with(Kind other) {
    return new Frame(buckets, lines, other, elsewhere);
  }

  Frame elsewhere(double value) {
    return new Frame(buckets, lines, kind, value);
  }

  /// Something done to each line.
  Frame eachLine(UnaryOperator<Line> work) {
    return with(lines.stream().map(work).toList());
  }

  /// The same done to each value, also to what stands for one that is not there.
  Frame each(DoubleUnaryOperator function) {
    return eachLine(line -> line.each(function)).elsewhere(function.applyAsDouble(elsewhere));
  }

  /// Something done to each value that goes by its bucket alone.
  Frame each(Shaping shaping) {
    return eachLine(line -> line.throughout(values -> shaping.of(values.clone(), buckets)))
        .elsewhere(elsewhere(shaping));
  }

  /// Something done to each line as a whole, after which no count is 0 for not being there; between
  /// values of a gauge lie others as before.
  Frame shaped(Shaping shaping, long now) {
    return eachLine(
            line -> {
              double[] shaped = shaping.of(line.copy(), buckets);
              return line.hasGaps() && kind == Kind.SERIES
                  ? line.with(shaped, Gaps.LINEAR.of(shaped.clone(), buckets, now))
                  : line.with(shaped);
            })
        .with(kind == Kind.COUNTS ? Kind.SERIES : kind)
        .elsewhere(elsewhere(shaping));
  }

  private double elsewhere(Shaping shaping) {
    return Line.same(shaping.of(elsewhereThroughout(), buckets));
  }

  /// A line of what stands for a group that is not there.
  double[] elsewhereThroughout() {
    double[] values = new double[buckets.size()];
    Arrays.fill(values, elsewhere);
    return values;
  }

  /// Each line with values in its gaps as a query says, and in no others; a count is 0 beside
  /// others all the same.
  Frame filled(Gaps gaps, long now) {
    return eachLine(line -> {
      double[] filled = gaps.of(line.copy(), buckets, now);
      return kind.isOfEvents() ? line.with(filled, line.besides().copy()) : line.with(filled);
    });
  }

  /// Each line with 0 where nothing was counted.
  Frame counted() {
    return kind.isOfEvents() ? eachLine(Line::besides) : this;
  }

  /// What is reckoned with for a group that is not there; NaN for nothing.
  double instead() {
    if (kind != Kind.CONSTANT) {
      return elsewhere;
    }
    return buckets.size() == 0 ? Double.NaN : lines.getFirst().value(0);
  }
}
