// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
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
/// with all. Where only one has a value, the other is what it is beside one; where that is nothing,
/// or divided by nothing, there is none.
final class Joining {
  private final DoubleBinaryOperator operator;
  private final Frame left;
  private final Frame right;

  private final Buckets buckets;
  private final List<Line> lines = new ArrayList<>();

  private Joining(DoubleBinaryOperator operator, Frame left, Frame right, Kind kind) {
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.buckets = (isShapedByRight(left, right, kind) ? right : left).buckets();
  }

  static Frame of(Operator operator, Frame left, Frame right) {
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
        });
  }

  /// What is beyond every number has no value.
  private static double finite(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /// The one or the other, as the greater of both.
  static Frame of(DoubleBinaryOperator operator, Frame left, Frame right) {
    return of(operator, left, right, left.kind().beside(right.kind()));
  }

  private static Frame of(DoubleBinaryOperator operator, Frame left, Frame right, Kind kind) {
    Joining joining = new Joining(operator, left, right, kind);
    joining.join();
    double elsewhere =
        left.kind() == Kind.CONSTANT && right.kind() == Kind.CONSTANT
            ? Double.NaN
            : operator.applyAsDouble(left.instead(), right.instead());
    return new Frame(joining.buckets, joining.lines, kind, elsewhere);
  }

  private void join() {
    Groups others = new Groups(right.lines());
    Set<Line> met = new HashSet<>();
    for (Line one : left.lines()) {
      List<Line> matching = others.matching(one);
      for (Line other : matching) {
        SortedMap<String, String> group = new TreeMap<>(one.sortedGroup());
        group.putAll(other.sortedGroup());
        add(group, side(left, one), side(right, other));
      }
      met.addAll(matching);
      if (matching.isEmpty() && !Double.isNaN(right.instead()) && others.areCoarser(one)) {
        add(one.sortedGroup(), side(left, one), elsewhere(right));
      }
    }
    if (!Double.isNaN(left.instead())) {
      Groups ours = new Groups(left.lines());
      for (Line other : right.lines()) {
        if (!met.contains(other) && ours.areCoarser(other)) {
          add(other.sortedGroup(), elsewhere(left), side(right, other));
        }
      }
    }
  }

  /// What stands for a group that is not there.
  private static Side elsewhere(Frame frame) {
    Frame constant = Frame.constant(new Buckets(new long[] {0}, 1), frame.instead());
    return new Side(constant, constant.lines().getFirst(), false);
  }

  private static Side side(Frame frame, Line line) {
    return new Side(frame, line, frame.kind() == Kind.CONSTANT);
  }

  /// A line of a frame. Queries with buckets of their own meet where these begin at the same time;
  /// a number has no time of its own.
  ///
  /// @param isNumber whether it has a value wherever the other side has one
  private record Side(Frame frame, Line line, boolean isNumber) {
    boolean hasValue(int bucket) {
      return !isNumber && bucket >= 0 && !Double.isNaN(line.value(bucket));
    }

    /// Below 0 where no bucket begins then.
    int bucket(long start) {
      if (frame.kind() == Kind.CONSTANT) {
        return line.size() - 1;
      }
      int bucket = frame.buckets().at(start);
      return bucket >= 0 && frame.buckets().start(bucket) == start ? bucket : -1;
    }
  }

  private void add(SortedMap<String, String> group, Side left, Side right) {
    double[] values = new double[buckets.size()];
    double[] beside = new double[buckets.size()];
    for (int i = 0; i < values.length; i++) {
      int one = left.bucket(buckets.start(i));
      int other = right.bucket(buckets.start(i));
      beside[i] =
          one < 0 || other < 0
              ? Double.NaN
              : operator.applyAsDouble(left.line().beside(one), right.line().beside(other));
      boolean isThere =
          left.hasValue(one) || right.hasValue(other) || (left.isNumber() && right.isNumber());
      values[i] = isThere ? beside[i] : Double.NaN;
    }
    lines.add(new Line(group, values, beside));
  }

  /// A rate keeps its own buckets, whose widths it was divided by; of two, the wider ones.
  private static boolean isShapedByRight(Frame left, Frame right, Kind kind) {
    if (left.kind() == Kind.CONSTANT || right.kind() == Kind.CONSTANT || kind != Kind.RATES) {
      return left.kind() == Kind.CONSTANT;
    }
    return left.kind() != Kind.RATES
        || (right.kind() == Kind.RATES && right.buckets().size() < left.buckets().size());
  }
}
