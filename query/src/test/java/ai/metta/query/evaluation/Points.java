// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.metric.Distribution;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/// Points in memory, reduced the slow and plain way.
public final class Points implements SeriesSource {
  private final Map<String, MetricType> types = new TreeMap<>();
  private final List<Stored> stored = new ArrayList<>();

  /// @param perSeconds how long a rate holds for
  private record Stored(
      String metric, List<String> tags, long second, double value, long perSeconds) {}

  Points type(String metric, MetricType type) {
    types.put(metric, type);
    return this;
  }

  /// Values from a second on, one every so many; NaN for none.
  Points put(String metric, String tags, long from, long every, double... values) {
    types.putIfAbsent(metric, MetricType.GAUGE);
    List<String> sorted =
        Arrays.stream(tags.split(",")).filter(tag -> !tag.isEmpty()).sorted().toList();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        stored.add(new Stored(metric, sorted, from + i * every, values[i], every));
      }
    }
    return this;
  }

  @Override
  public Optional<MetricType> type(String metric) {
    return Optional.ofNullable(types.get(metric));
  }

  @Override
  public boolean hasSeveral(String metric, Predicate<List<String>> scope) {
    return stored.stream()
            .filter(one -> one.metric().equals(metric) && scope.test(one.tags()))
            .map(Stored::tags)
            .distinct()
            .count()
        > 1;
  }

  @Override
  public List<Reading> read(Request request) {
    List<Reading> readings = new ArrayList<>();
    List<List<String>> all = tagSets(request);
    request.require(all.size());
    all.forEach(tags -> {
      double[] values = new double[request.buckets().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = reduced(request, tags, i);
      }
      readings.add(new Read(tags, values));
    });
    return readings;
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Read(List<String> tags, double[] values) implements Reading {
    @Override
    public double value(int bucket) {
      return values[bucket];
    }
  }

  @Override
  public List<DistributionReading> distributions(Request request) {
    List<DistributionReading> readings = new ArrayList<>();
    tagSets(request)
        .forEach(tags ->
            readings.add(
                new DistributionReading() {
                  @Override
                  public List<String> tags() {
                    return tags;
                  }

                  @Override
                  public Optional<Distribution> value(int bucket) {
                    double[] inside =
                        inside(request, tags, bucket).stream().mapToDouble(Stored::value).toArray();
                    return inside.length == 0 ? Optional.empty() : Optional.of(new Exact(inside));
                  }
                }));
    return readings;
  }

  private List<List<String>> tagSets(Request request) {
    Buckets buckets = request.buckets();
    return stored.stream()
        .filter(one -> one.metric().equals(request.metric()))
        .filter(one -> request.scope().test(one.tags()))
        .filter(one -> buckets.at(one.second()) >= 0)
        .map(Stored::tags)
        .distinct()
        .toList();
  }

  private List<Stored> inside(Request request, List<String> tags, int bucket) {
    return stored.stream()
        .filter(one -> one.metric().equals(request.metric()) && one.tags().equals(tags))
        .filter(one -> request.buckets().at(one.second()) == bucket)
        .toList();
  }

  private double reduced(Request request, List<String> tags, int bucket) {
    List<Stored> inside = inside(request, tags, bucket);
    if (inside.isEmpty()) {
      return Double.NaN;
    }
    DoubleStream values = inside.stream().mapToDouble(Stored::value);
    boolean rate = types.get(request.metric()) == MetricType.RATE;
    return switch (request.reduction()) {
      case AVG -> values.average().orElseThrow();
      case SUM -> values.sum();
      case MIN -> values.min().orElseThrow();
      case MAX -> values.max().orElseThrow();
      case COUNT -> inside.size();
      case LAST -> inside.getLast().value();
      case EVENTS ->
          inside.stream().mapToDouble(one -> one.value() * (rate ? one.perSeconds() : 1)).sum();
    };
  }

  /// A distribution that keeps all its values.
  public static Distribution distribution(double... values) {
    return new Exact(values);
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Exact(double[] values) implements Distribution {
    @Override
    public double count() {
      return values.length;
    }

    @Override
    public double sum() {
      return DoubleStream.of(values).sum();
    }

    @Override
    public double min() {
      return DoubleStream.of(values).min().orElseThrow();
    }

    @Override
    public double max() {
      return DoubleStream.of(values).max().orElseThrow();
    }

    /// At the rank that DDSketch defines: of n values in order, the one at q(n − 1), rounded down,
    /// counted from 0.
    @Override
    public double quantile(double quantile) {
      double[] sorted = DoubleStream.of(values).sorted().toArray();
      return sorted[(int) Math.floor(quantile * (sorted.length - 1))];
    }

    @Override
    public double below(double bound) {
      return DoubleStream.of(values).filter(value -> value < bound).count();
    }

    @Override
    public double atMost(double bound) {
      return DoubleStream.of(values).filter(value -> value <= bound).count();
    }

    @Override
    public Distribution and(Distribution other) {
      return new Exact(
          DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(((Exact) other).values))
              .toArray());
    }
  }
}
