// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Values by series, as they are found out. What has no value has no entry.
public final class Tally {
  private final SortedMap<Series, Double> values = new TreeMap<>();

  public SortedMap<Series, Double> values() {
    return values;
  }

  public void count(String metric, Stream<?> items) {
    put(metric, items.count());
  }

  public void put(String metric, long value) {
    put(metric, (double) value);
  }

  public void put(String metric, double value) {
    put(Series.of(metric), value);
  }

  public void add(Series series) {
    values.merge(series, 1.0, Double::sum);
  }

  public void atLeastZero(Series series) {
    values.putIfAbsent(series, 0.0);
  }

  public void put(Series series, long value) {
    put(series, (double) value);
  }

  public void put(Series series, double value) {
    values.put(series, value);
  }

  public void mean(String metric, List<Double> values) {
    if (!values.isEmpty()) {
      put(metric, values.stream().mapToDouble(Double::doubleValue).sum() / values.size());
    }
  }

  /// Interpolated between the closest ranks (type 7).
  public void percentile(String metric, List<Double> values, double share) {
    if (values.isEmpty()) {
      return;
    }
    List<Double> sorted = values.stream().sorted().toList();
    double rank = (sorted.size() - 1) * share;
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.size() - 1);
    put(metric, sorted.get(below) + (rank - below) * (sorted.get(above) - sorted.get(below)));
  }

  public static double hours(Instant from, Instant until) {
    return Duration.between(from, until).toSeconds() / 3600.0;
  }
}
