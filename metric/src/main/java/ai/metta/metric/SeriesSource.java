// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads back what a sink took, one value for each series and bucket.
public interface SeriesSource {
  /// What kind of values a metric has; empty for one that has none.
  Optional<MetricType> type(String metric);

  /// Whether more than one series of a metric is in scope, of any time that values are kept of.
  ///
  /// @param scope asked of a series' tags as texts, sorted
  boolean hasSeveral(String metric, Predicate<List<String>> scope);

  /// The series of a metric that have a value in any of the buckets.
  ///
  /// @throws TooManySeries where these are more than the request allows
  List<Reading> read(Request request);

  /// The same of a distribution, whose values are kept as sketches.
  ///
  /// @throws TooManySeries where these are more than the request allows
  List<DistributionReading> distributions(Request request);

  /// What is to be read.
  ///
  /// @param scope asked of a series' tags as texts, sorted
  /// @param most series that may have a value
  record Request(
      String metric,
      Predicate<List<String>> scope,
      Buckets buckets,
      Reduction reduction,
      long most) {

    /// Of any number of series.
    public Request(
        String metric, Predicate<List<String>> scope, Buckets buckets, Reduction reduction) {
      this(metric, scope, buckets, reduction, Long.MAX_VALUE);
    }

    /// Refuses to keep the values of more series than may have any.
    ///
    /// @throws TooManySeries where they are more
    public void require(long series) {
      if (series > most) {
        throw new TooManySeries();
      }
    }
  }

  /// More series have a value than are asked for: their values would fill the memory.
  final class TooManySeries extends RuntimeException {}

  /// How the values inside a bucket become one.
  enum Reduction {
    AVG,
    SUM,
    MIN,
    MAX,
    /// How many values there are.
    COUNT,
    LAST,
    /// How many events they stand for: counts added up, rates times the seconds they hold for.
    EVENTS
  }

  /// One series.
  interface Reading {
    /// Its tags as texts, sorted.
    List<String> tags();

    /// The value of a bucket; NaN for none.
    double value(int bucket);
  }

  /// One series of sketches.
  interface DistributionReading {
    List<String> tags();

    /// Empty where the bucket has no value.
    Optional<Distribution> value(int bucket);
  }
}
