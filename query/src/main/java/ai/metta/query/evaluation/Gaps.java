// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.syntax.Modifier.Filling;

/// Fills buckets that have no value, for some time after one that has.
///
/// Source of the definitions: Datadog's pages on interpolation and the fill modifier.
final class Gaps {
  private Gaps() {}

  /// @param limitSeconds how long after the last value
  static double[] filled(double[] values, Buckets buckets, Filling filling, long limitSeconds) {
    if (filling == Filling.NULL) {
      return values;
    }
    double[] filled = values.clone();
    int last = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        last = i;
      } else if (last >= 0 && buckets.start(i) - buckets.start(last) <= limitSeconds) {
        filled[i] =
            switch (filling) {
              case LAST -> values[last];
              case ZERO -> 0;
              case LINEAR -> between(values, buckets, last, i);
              case NULL -> Double.NaN;
            };
      }
    }
    return filled;
  }

  /// On the straight line to the next value; none where there is none.
  private static double between(double[] values, Buckets buckets, int last, int at) {
    int next = at;
    while (next < values.length && Double.isNaN(values[next])) {
      next++;
    }
    if (next == values.length) {
      return Double.NaN;
    }
    double share =
        (double) (buckets.start(at) - buckets.start(last))
            / (buckets.start(next) - buckets.start(last));
    return values[last] + share * (values[next] - values[last]);
  }
}
