// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.syntax.Modifier.Filling;

/// Fills buckets that have no value, for some time after one that has. A straight line leads from
/// value to value where the gap is no longer than that; in a longer one the last value holds.
///
/// Source of the definitions: Datadog's pages on interpolation, with the example of `default_zero`,
/// and on the fill modifier.
///
/// @param limitSeconds how long after the last value, and the longest gap that a line crosses
record Gaps(Filling filling, long limitSeconds) {
  /// What is done where no query says otherwise.
  static final Gaps LINEAR = new Gaps(Filling.LINEAR, 300);

  /// The buckets with as many around them as can have a say in what is filled.
  Buckets around(Buckets buckets) {
    long width = buckets.size() == 0 ? 0 : buckets.seconds(buckets.size() / 2);
    if (filling == Filling.NULL || width == 0 || width > limitSeconds) {
      return buckets;
    }
    int before = Math.toIntExact(limitSeconds / width);
    int after = filling == Filling.LINEAR ? before + 1 : 0;
    int size = buckets.size();
    long end = buckets.end(size - 1);
    long[] starts = new long[before + size + after];
    for (int i = 0; i < starts.length; i++) {
      int inside = i - before;
      if (inside < 0) {
        starts[i] = buckets.start(0) + inside * width;
      } else {
        starts[i] = inside < size ? buckets.start(inside) : end + (inside - size) * width;
      }
    }
    return new Buckets(starts, end + after * width);
  }

  /// Fills them where they are.
  double[] of(double[] values, Buckets buckets) {
    return of(values, buckets, true);
  }

  /// The same but that no value holds: of changes, which nobody saw go on.
  double[] between(double[] values, Buckets buckets) {
    return of(values, buckets, filling != Filling.LINEAR);
  }

  private double[] of(double[] values, Buckets buckets, boolean holds) {
    if (filling == Filling.NULL) {
      return values;
    }
    int last = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        last = i;
      } else if (last >= 0 && buckets.start(i) - buckets.start(last) <= limitSeconds) {
        values[i] =
            switch (filling) {
              case LAST -> values[last];
              case ZERO -> 0;
              case LINEAR -> linear(values, buckets, last, i, holds);
              case NULL -> Double.NaN;
            };
      }
    }
    return values;
  }

  private double linear(double[] values, Buckets buckets, int last, int at, boolean holds) {
    int next = at + 1;
    while (next < values.length
        && Double.isNaN(values[next])
        && buckets.start(next) - buckets.end(last) <= limitSeconds) {
      next++;
    }
    if (next == values.length
        || Double.isNaN(values[next])
        || buckets.start(next) - buckets.end(last) > limitSeconds) {
      return holds ? values[last] : Double.NaN;
    }
    double share =
        (double) (buckets.start(at) - buckets.start(last))
            / (buckets.start(next) - buckets.start(last));
    return values[last] + share * (values[next] - values[last]);
  }
}
