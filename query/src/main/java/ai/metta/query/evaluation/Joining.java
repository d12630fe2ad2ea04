// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Frame.Absence;
import ai.metta.query.evaluation.Frame.Gap;
import ai.metta.query.evaluation.Frame.Kind;
import ai.metta.query.syntax.Expression.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/// Reckons with two frames: a group with the same group of the other, a single line of no group
/// with all. Where only one has a value, the other is taken for what its absence says; where that
/// is nothing, or divided by nothing, there is none.
final class Joining {
  private final DoubleBinaryOperator operator;
  private final Frame left;
  private final Frame right;

  /// Whether neither is a number, which has no time of its own.
  private final boolean both;

  private final Buckets buckets;
  private final List<Line> lines = new ArrayList<>();
  private final long now;

  private Joining(DoubleBinaryOperator operator, Frame left, Frame right, Kind kind, long now) {
    this.now = now;
    this.both = left.kind() != Kind.CONSTANT && right.kind() != Kind.CONSTANT;
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.buckets = (isShapedByRight(left, right, kind) ? right : left).buckets();
  }

  static Frame of(Operator operator, Frame left, Frame right, long now) {
    return of(
        switch (operator) {
          case PLUS -> (one, other) -> finite(one + other);
          case MINUS -> (one, other) -> finite(one - other);
          case TIMES -> (one, other) -> finite(one * other);
          case OVER -> (one, other) -> other == 0 ? Double.NaN : finite(one / other);
        },
        left,
        right,
        switch (operator) {
          case PLUS, MINUS -> left.kind().beside(right.kind());
          case TIMES -> left.kind().times(right.kind());
          case OVER -> left.kind().over(right.kind());
        },
        now);
  }

  /// What is beyond every number has no value.
  private static double finite(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /// The one or the other, as the greater of both.
  static Frame of(DoubleBinaryOperator operator, Frame left, Frame right, long now) {
    return of(operator, left, right, left.kind().beside(right.kind()), now);
  }

  private static Frame of(
      DoubleBinaryOperator operator, Frame left, Frame right, Kind kind, long now) {
    Joining joining = new Joining(operator, left, right, kind, now);
    joining.join();
    return new Frame(joining.buckets, joining.lines, kind, joining.absence());
  }

  private void join() {
    Groups others = new Groups(right.lines());
    Set<Line> met = new HashSet<>();
    for (Line one : left.lines()) {
      List<Line> matching = others.matching(one);
      for (Line other : matching) {
        SortedMap<String, String> group = new TreeMap<>(one.sortedGroup());
        group.putAll(other.sortedGroup());
        add(group, start -> at(left, one, start), start -> at(right, other, start));
      }
      met.addAll(matching);
      if (matching.isEmpty() && !Double.isNaN(right.elsewhere()) && others.areCoarser(one)) {
        add(one.sortedGroup(), start -> at(left, one, start), _ -> right.elsewhere());
      }
    }
    if (!Double.isNaN(left.elsewhere())) {
      Groups ours = new Groups(left.lines());
      for (Line other : right.lines()) {
        if (!met.contains(other) && ours.areCoarser(other)) {
          add(other.sortedGroup(), _ -> left.elsewhere(), start -> at(right, other, start));
        }
      }
    }
  }

  private interface Values {
    double at(long start);
  }

  private void add(SortedMap<String, String> group, Values ones, Values others) {
    double[] values = new double[buckets.size()];
    for (int i = 0; i < values.length; i++) {
      long start = buckets.start(i);
      double one = ones.at(start);
      double other = others.at(start);
      if (both && start < now && Double.isNaN(one) != Double.isNaN(other)) {
        one = Double.isNaN(one) ? instead(left, start) : one;
        other = Double.isNaN(other) ? instead(right, start) : other;
      }
      values[i] = operator.applyAsDouble(one, other);
    }
    lines.add(new Line(group, values));
  }

  /// Of a bucket that is there, and has no value.
  private static double instead(Frame frame, long start) {
    return frame.absence().gap() == Gap.ZERO && bucket(frame, start) >= 0 ? 0 : Double.NaN;
  }

  /// Of two counts a sum is a count, and so is a count a number of times; what one over the other
  /// is where neither counted anything, nobody knows.
  private Absence absence() {
    boolean isLine =
        left.kind() == Kind.CONSTANT
            ? right.absence().gap() == Gap.LINE
            : right.kind() == Kind.CONSTANT && left.absence().gap() == Gap.LINE;
    boolean isZero = operator.applyAsDouble(left.zero(), right.zero()) == 0;
    return new Absence(
        isLine ? Gap.LINE : isZero ? Gap.ZERO : Gap.NOTHING,
        operator.applyAsDouble(left.elsewhere(), right.elsewhere()));
  }

  /// A rate keeps its own buckets, whose widths it was divided by; of two, the wider ones.
  private static boolean isShapedByRight(Frame left, Frame right, Kind kind) {
    if (left.kind() == Kind.CONSTANT || right.kind() == Kind.CONSTANT || kind != Kind.RATES) {
      return left.kind() == Kind.CONSTANT;
    }
    return left.kind() != Kind.RATES
        || (right.kind() == Kind.RATES && right.buckets().size() < left.buckets().size());
  }

  /// Queries with buckets of their own meet where these begin at the same time.
  private static double at(Frame frame, Line line, long start) {
    if (frame.kind() == Kind.CONSTANT) {
      return line.size() == 0 ? Double.NaN : line.value(0);
    }
    int bucket = bucket(frame, start);
    return bucket >= 0 ? line.value(bucket) : Double.NaN;
  }

  /// Below 0 where none begins then.
  private static int bucket(Frame frame, long start) {
    int bucket = frame.buckets().at(start);
    return bucket >= 0 && frame.buckets().start(bucket) == start ? bucket : -1;
  }
}
