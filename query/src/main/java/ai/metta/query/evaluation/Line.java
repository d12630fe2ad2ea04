// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// One line of a result: a group's values, one for each bucket.
public final class Line {
  /// The group value of series that lack a key.
  public static final String NOT_AVAILABLE = "N/A";

  private final SortedMap<String, String> group;
  private final double[] values;

  /// @param group the group's tag values by key; empty for one group of all
  /// @param values NaN for none
  Line(SortedMap<String, String> group, double[] values) {
    this.group = new TreeMap<>(group);
    this.values = values;
  }

  public Map<String, String> group() {
    return Map.copyOf(group);
  }

  SortedMap<String, String> sortedGroup() {
    return group;
  }

  public int size() {
    return values.length;
  }

  /// The value of a bucket; NaN for none. A zero has no sign.
  public double value(int bucket) {
    return values[bucket] + 0.0;
  }

  double[] copy() {
    return values.clone();
  }

  boolean isEmpty() {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }

  /// The value that all buckets have; NaN for none.
  static double same(double[] values) {
    return values.length > 0 && Arrays.stream(values).allMatch(value -> value == values[0])
        ? values[0]
        : Double.NaN;
  }

  Line each(DoubleUnaryOperator function) {
    return with(Arrays.stream(values).map(function).toArray());
  }

  Line with(double[] others) {
    return new Line(group, others);
  }

  @Override
  public String toString() {
    return group + Arrays.toString(values);
  }
}
