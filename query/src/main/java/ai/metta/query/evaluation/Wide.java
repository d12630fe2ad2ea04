// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Buckets, with those before and after them that have a say in their values.
///
/// @param buckets all of them
/// @param inside those that are asked for
record Wide(Buckets buckets, Buckets inside) {

  /// Those inside being the ones that have a part in a span.
  static Wide of(Buckets buckets, Span span) {
    long from = span.from() + span.shift() - span.before();
    long until = span.until() + span.shift() + span.after();
    long[] inside =
        IntStream.range(0, buckets.size())
            .filter(i -> buckets.end(i) > from && buckets.start(i) < until)
            .mapToLong(buckets::start)
            .toArray();
    long end = inside.length == 0 ? from : buckets.end(buckets.at(inside[inside.length - 1]));
    return new Wide(buckets, new Buckets(inside, end));
  }

  /// Of values of all, those of the buckets inside.
  double[] inside(double[] values) {
    if (!isWider()) {
      return values;
    }
    int first = buckets.at(inside.start(0));
    return Arrays.copyOfRange(values, first, first + inside.size());
  }

  boolean isWider() {
    return buckets.size() > inside.size() && inside.size() > 0;
  }

  /// The same lines, of the buckets inside.
  Frame inside(Frame frame) {
    return new Frame(
        inside,
        frame.lines().stream()
            .map(line -> line.throughout(values -> inside(values)))
            .filter(line -> !isWider() || !line.isEmpty())
            .toList(),
        frame.kind(),
        frame.elsewhere());
  }
}
