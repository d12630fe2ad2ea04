// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Frame.Kind;
import ai.metta.query.syntax.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/// Reckons with two frames: a group with the same group of the other, a single line of no group
/// with all. Where one has no value, or is divided by nothing, there is none.
final class Joining {
  private Joining() {}

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
    Buckets buckets = (isShapedByRight(left, right, kind) ? right : left).buckets();
    List<Line> lines = new ArrayList<>();
    for (Line one : left.lines()) {
      for (Line other : right.lines()) {
        together(one, other)
            .ifPresent(group -> {
              double[] values = new double[buckets.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] =
                    operator.applyAsDouble(
                        at(left, one, buckets.start(i)), at(right, other, buckets.start(i)));
              }
              lines.add(new Line(group, values));
            });
      }
    }
    return new Frame(buckets, lines, kind);
  }

  /// A rate keeps its own buckets, whose widths it was divided by; of two, the wider ones.
  private static boolean isShapedByRight(Frame left, Frame right, Kind kind) {
    if (left.kind() == Kind.CONSTANT || right.kind() == Kind.CONSTANT || kind != Kind.RATES) {
      return left.kind() == Kind.CONSTANT;
    }
    return left.kind() != Kind.RATES
        || (right.kind() == Kind.RATES && right.buckets().size() < left.buckets().size());
  }

  /// The group of both, where they agree in the keys that both have and one has all of the other's.
  private static Optional<SortedMap<String, String>> together(Line one, Line other) {
    Map<String, String> left = one.sortedGroup();
    Map<String, String> right = other.sortedGroup();
    boolean nested =
        left.keySet().containsAll(right.keySet()) || right.keySet().containsAll(left.keySet());
    boolean agree =
        left.entrySet().stream()
            .allMatch(entry ->
                right.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
    if (!nested || !agree) {
      return Optional.empty();
    }
    SortedMap<String, String> both = new TreeMap<>(left);
    both.putAll(right);
    return Optional.of(both);
  }

  /// Queries with buckets of their own meet where these begin at the same time.
  private static double at(Frame frame, Line line, long start) {
    if (frame.kind() == Kind.CONSTANT) {
      return line.size() == 0 ? Double.NaN : line.value(0);
    }
    int bucket = frame.buckets().at(start);
    return bucket >= 0 && frame.buckets().start(bucket) == start ? line.value(bucket) : Double.NaN;
  }
}
