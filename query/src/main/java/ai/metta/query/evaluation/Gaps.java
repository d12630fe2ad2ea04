// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.syntax.Modifier;
import ai.metta.query.syntax.Modifier.Filling;
import java.util.List;
import java.util.Optional;

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

  /// What modifiers say; empty where they say nothing of gaps.
  static Optional<Gaps> of(List<Modifier> modifiers) {
    return modifiers.stream()
        .filter(Modifier.Fill.class::isInstance)
        .map(Modifier.Fill.class::cast)
        .map(fill -> new Gaps(fill.filling(), fill.limitSeconds()))
        .findFirst();
  }

  /// The span with as much around it as can have a say in what is filled in buckets of such a
  /// length.
  Span around(Span span, long bucketSeconds) {
    if (filling == Filling.NULL || bucketSeconds > limitSeconds) {
      return span;
    }
    return span.around(limitSeconds, filling == Filling.LINEAR ? limitSeconds + bucketSeconds : 0);
  }

  /// Fills them where they are, but for those that begin at a second or later, of which nobody can
  /// know.
  double[] of(double[] values, Buckets buckets, long now) {
    return of(values, buckets, now, true);
  }

  /// The same but that no value holds: of changes, which nobody saw go on.
  double[] between(double[] values, Buckets buckets, long now) {
    return of(values, buckets, now, filling != Filling.LINEAR);
  }

  /// A value wherever there is none, but for buckets that begin at a second or later.
  static double[] held(double[] values, Buckets buckets, long now, double held) {
    for (int i = 0; i < values.length && buckets.start(i) < now; i++) {
      values[i] = Double.isNaN(values[i]) ? held : values[i];
    }
    return values;
  }

  /// No value for buckets that begin at a second or later.
  static double[] leaveOpen(double[] values, Buckets buckets, long now) {
    for (int i = values.length - 1; i >= 0 && buckets.start(i) >= now; i--) {
      values[i] = Double.NaN;
    }
    return values;
  }

  private double[] of(double[] values, Buckets buckets, long now, boolean holds) {
    if (filling == Filling.NULL) {
      return values;
    }
    int last = -1;
    for (int i = 0; i < values.length && buckets.start(i) < now; i++) {
      if (!Double.isNaN(values[i])) {
        last = i;
      } else if (last >= 0 && distance(buckets, last, i) <= limitSeconds) {
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

  /// From one to a later one: of those that are cut at the edge of a span, one lacks its beginning
  /// or its end.
  private static long distance(Buckets buckets, int from, int to) {
    return Math.max(buckets.start(to) - buckets.start(from), buckets.end(to) - buckets.end(from));
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
