// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.metric.Point;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a series went through. A month of hours has many points, so they are plain numbers: 16
/// bytes each, and none where only the extremes are wanted.
final class Course {
  private static final int FEW = 16;

  private final Detail detail;
  private long[] seconds = new long[0];
  private double[] values = new double[0];
  private int count;
  private double first;
  private double last;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /// What is held of a series.
  enum Detail {
    EXTREMES,
    EVERY_POINT
  }

  Course(Detail detail) {
    this.detail = detail;
  }

  void add(Instant at, double value) {
    if (detail == Detail.EVERY_POINT) {
      if (count == values.length) {
        seconds = Arrays.copyOf(seconds, Math.max(FEW, 2 * count));
        values = Arrays.copyOf(values, Math.max(FEW, 2 * count));
      }
      seconds[count] = at.getEpochSecond();
      values[count] = value;
    }
    first = count == 0 ? value : first;
    last = value;
    least = Math.min(least, value);
    most = Math.max(most, value);
    count++;
  }

  int count() {
    return count;
  }

  double first() {
    return first;
  }

  double last() {
    return last;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /// None where only the extremes are held.
  List<Point> points() {
    int held = detail == Detail.EVERY_POINT ? count : 0;
    return IntStream.range(0, held)
        .mapToObj(index -> new Point(Instant.ofEpochSecond(seconds[index]), values[index]))
        .toList();
  }
}
