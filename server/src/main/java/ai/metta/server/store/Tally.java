// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.Buckets;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The values of one series on their way into buckets.
final class Tally implements Reading {
  private final List<String> tags;
  private final Buckets buckets;
  private final Reduction reduction;
  private final boolean perSecond;

  /// Seconds of every bucket; 0 where they differ.
  private final long even;

  private final long origin;

  private final double[] values;
  private final int[] counts;
  private final long[] lasts;
  private boolean isEmpty = true;

  /// @param type what the metric is said to be
  Tally(List<String> tags, Request request, Optional<MetricType> type, long even) {
    this.tags = tags;
    this.buckets = request.buckets();
    this.reduction = request.reduction();
    this.perSecond = type.equals(Optional.of(MetricType.RATE));
    this.even = even;
    this.origin = buckets.end(0) - even;
    this.values = new double[buckets.size()];
    this.counts = new int[reduction == Reduction.AVG ? buckets.size() : 0];
    this.lasts = new long[reduction == Reduction.LAST ? buckets.size() : 0];
    Arrays.fill(values, Double.NaN);
  }

  /// The length that all buckets have, but that the first may begin later and the last end earlier;
  /// 0 where they differ.
  static long even(Buckets buckets) {
    int last = buckets.size() - 1;
    long seconds = Math.max(buckets.seconds(last > 1 ? 1 : 0), buckets.seconds(last));
    for (int i = 0; i <= last; i++) {
      boolean isCut = (i == 0 || i == last) && buckets.seconds(i) < seconds;
      if (buckets.seconds(i) != seconds && !isCut) {
        return 0;
      }
    }
    return seconds;
  }

  /// @param span seconds that a count or rate stands for; 0 where nobody says
  void add(long second, double value, int span) {
    int bucket = bucket(second);
    if (bucket < 0) {
      return;
    }
    isEmpty = false;
    double before = values[bucket];
    boolean first = Double.isNaN(before);
    switch (reduction) {
      case AVG -> {
        counts[bucket]++;
        values[bucket] = first ? value : before + value;
      }
      case SUM -> values[bucket] = first ? value : before + value;
      case MIN -> values[bucket] = first ? value : Math.min(before, value);
      case MAX -> values[bucket] = first ? value : Math.max(before, value);
      case COUNT -> values[bucket] = first ? 1 : before + 1;
      case LAST -> {
        if (first || second >= lasts[bucket]) {
          lasts[bucket] = second;
          values[bucket] = value;
        }
      }
      case EVENTS -> {
        double events = perSecond ? value * Math.max(span, 1) : value;
        values[bucket] = first ? events : before + events;
      }
    }
  }

  private int bucket(long second) {
    if (even == 0) {
      return buckets.at(second);
    }
    boolean isInside = second >= buckets.start(0) && second < buckets.end(buckets.size() - 1);
    return isInside ? (int) ((second - origin) / even) : -1;
  }

  /// Whether no bucket has a value.
  boolean isEmpty() {
    return isEmpty;
  }

  @Override
  public List<String> tags() {
    return tags;
  }

  @Override
  public double value(int bucket) {
    return reduction == Reduction.AVG ? values[bucket] / counts[bucket] : values[bucket];
  }
}
