// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// One line of a result: a group's values, one for each bucket.
public final class Line {
  /// The group value of series that lack a key.
  public static final String NOT_AVAILABLE = "N/A";

  private final SortedMap<String, String> group;
  private final double[] values;
  private final double[] beside;

  /// @param group the group's tag values by key; empty for one group of all
  /// @param values NaN for none
  Line(SortedMap<String, String> group, double[] values) {
    this(group, values, values);
  }

  /// @param beside what is reckoned with where it has no value and another line has one; NaN for
  ///   nothing
  Line(SortedMap<String, String> group, double[] values, double[] beside) {
    this.group = new TreeMap<>(group);
    this.values = values;
    this.beside = beside;
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

  /// What a bucket is taken for beside one that has a value: its own value, else 0 for a count, and
  /// for a gauge what lies between the values around it; NaN for nothing.
  double beside(int bucket) {
    return Double.isNaN(values[bucket]) ? beside[bucket] : values[bucket];
  }

  /// With a value also where it is only known beside others.
  Line besides() {
    double[] all = values.clone();
    Arrays.setAll(all, this::beside);
    return with(all);
  }

  /// Whether anything is known beside others where it has no value.
  boolean hasGaps() {
    return !Arrays.equals(beside, values);
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
    return throughout(part -> Arrays.stream(part).map(function).toArray());
  }

  /// The same done to its values and to what it is taken for beside others.
  Line throughout(UnaryOperator<double[]> function) {
    double[] done = function.apply(values);
    return new Line(group, done, hasGaps() ? function.apply(beside) : done);
  }

  Line with(double[] others) {
    return new Line(group, others);
  }

  Line with(double[] others, double[] besideOthers) {
    return new Line(group, others, besideOthers);
  }

  @Override
  public String toString() {
    return group + Arrays.toString(values);
  }
}
