// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.MetricReader.Shaping;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// What an expression comes to: lines over the same buckets.
///
/// @param kind whether it is a constant, which combines with anything, and for how long values hold
public record Frame(Buckets buckets, List<Line> lines, Kind kind, Absence absence) {
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

  /// What stands for a value that is not there, beside one that is.
  ///
  /// @param gap in a bucket of a line
  /// @param group in a group that has no line: a number after `default_zero`; NaN for none
  public record Absence(Gap gap, double group) {
    static final Absence NOTHING = new Absence(Gap.NOTHING, Double.NaN);

    static Absence of(Gap gap) {
      return new Absence(gap, Double.NaN);
    }
  }

  /// How a bucket without a value is taken beside one with a value.
  public enum Gap {
    /// As unknown.
    NOTHING,
    /// As 0: nothing was counted.
    ZERO,
    /// As between the values around it, for a while.
    LINE
  }

  /// Whether a line is no group's, but of a query that found nothing, and stands for every group.
  public boolean standsForAll(Line line) {
    return line.sortedGroup().isEmpty() && line.size() == 1 && line.value(0) == absence.group();
  }

  static Frame of(Buckets buckets, List<Line> lines) {
    return new Frame(buckets, lines, Kind.SERIES, Absence.NOTHING);
  }

  static Frame constant(Buckets buckets, double value) {
    double[] values = new double[buckets.size()];
    Arrays.fill(values, value);
    List<Line> line = List.of(new Line(new TreeMap<>(), values));
    return new Frame(buckets, line, Kind.CONSTANT, Absence.NOTHING);
  }

  Frame with(List<Line> others) {
    return new Frame(buckets, others, kind, absence);
  }

  Frame with(Absence other) {
    return new Frame(buckets, lines, kind, other);
  }

  Frame with(Gap gap) {
    return with(new Absence(gap, absence.group()));
  }

  Frame with(Kind other) {
    return new Frame(buckets, lines, other, absence);
  }

  /// The same done to each value, also to what stands for one that is not there.
  Frame each(DoubleUnaryOperator function) {
    boolean isZero = absence.gap() != Gap.ZERO || function.applyAsDouble(0) == 0;
    return with(lines.stream().map(line -> line.each(function)).toList())
        .with(
            new Absence(
                isZero ? absence.gap() : Gap.NOTHING, function.applyAsDouble(absence.group())));
  }

  /// Something done to each line as a whole, after which no count is 0 for not being there.
  Frame each(Shaping shaping) {
    Gap gap = absence.gap() == Gap.ZERO ? Gap.NOTHING : absence.gap();
    return shaped(shaping)
        .with(new Absence(gap, Line.same(shaping.of(elsewhereThroughout(), buckets))));
  }

  private Frame shaped(Shaping shaping) {
    return with(lines.stream().map(line -> line.with(shaping.of(line.copy(), buckets))).toList());
  }

  /// A line of what stands for a group that is not there.
  double[] elsewhereThroughout() {
    double[] values = new double[buckets.size()];
    Arrays.fill(values, absence.group());
    return values;
  }

  /// Each line with values in its gaps, where it has any between the values around them.
  Frame aligned(long now) {
    return absence.gap() == Gap.LINE ? filled(Gaps.LINEAR, now) : this;
  }

  /// Each line with values in its gaps as a query says, and in no others.
  Frame filled(Gaps gaps, long now) {
    return shaped((values, over) -> gaps.of(values, over, now))
        .with(absence.gap() == Gap.LINE ? Gap.NOTHING : absence.gap());
  }

  /// Each line with 0 where nothing was counted, as far as that is past.
  Frame counted(long now) {
    return absence.gap() == Gap.ZERO
        ? shaped((values, over) -> Gaps.held(values, over, now, 0)).with(Gap.NOTHING)
        : this;
  }

  /// What is reckoned with for a value that is not there; NaN for nothing.
  double zero() {
    if (kind == Kind.CONSTANT) {
      return constant();
    }
    return absence.gap() == Gap.ZERO ? 0 : Double.NaN;
  }

  /// What is reckoned with for a group that is not there; NaN for nothing.
  double elsewhere() {
    return kind == Kind.CONSTANT ? constant() : absence.group();
  }

  private double constant() {
    return buckets.size() == 0 ? Double.NaN : lines.getFirst().value(0);
  }
}
