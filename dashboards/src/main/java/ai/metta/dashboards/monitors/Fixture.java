// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.metric.Buckets;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Series that a trial writes down. Of one that is written twice, the later value of an instant
/// holds.
final class Fixture implements SeriesSource {
  private final Map<String, MetricType> types = new TreeMap<>();
  private final Map<String, SortedMap<String, NavigableMap<Long, Double>>> points = new TreeMap<>();

  /// @param tags as texts, sorted and parted by commas; empty for none
  void put(String metric, MetricType type, String tags, NavigableMap<Long, Double> values) {
    types.put(metric, type);
    points
        .computeIfAbsent(metric, _ -> new TreeMap<>())
        .computeIfAbsent(tags, _ -> new TreeMap<>())
        .putAll(values);
  }

  /// How many points lie before an instant: between two instants with the same numbers, nothing new
  /// is seen.
  ///
  /// @param second since 1970
  long before(long second) {
    return points.values().stream()
        .flatMap(series -> series.values().stream())
        .mapToLong(values -> values.headMap(second, false).size())
        .sum();
  }

  @Override
  public Optional<MetricType> type(String metric) {
    return Optional.ofNullable(types.get(metric));
  }

  @Override
  public boolean hasSeveral(String metric, Predicate<List<String>> scope) {
    return of(metric).keySet().stream().filter(tags -> scope.test(texts(tags))).count() > 1;
  }

  private SortedMap<String, NavigableMap<Long, Double>> of(String metric) {
    return points.getOrDefault(metric, new TreeMap<>());
  }

  private static List<String> texts(String tags) {
    return tags.isEmpty() ? List.of() : List.of(tags.split(",", -1));
  }

  @Override
  public List<Reading> read(Request request) {
    List<Reading> readings = new ArrayList<>();
    Buckets buckets = request.buckets();
    if (buckets.size() == 0) {
      return readings;
    }
    of(request.metric())
        .forEach((tags, series) -> {
          NavigableMap<Long, Double> inside =
              series.subMap(buckets.start(0), true, buckets.end(buckets.size() - 1), false);
          if (!inside.isEmpty() && request.scope().test(texts(tags))) {
            readings.add(new Read(texts(tags), inside, request));
          }
        });
    request.require(readings.size());
    return readings;
  }

  private record Read(List<String> tags, NavigableMap<Long, Double> inside, Request request)
      implements Reading {
    @Override
    public double value(int bucket) {
      Buckets buckets = request.buckets();
      var values = inside.subMap(buckets.start(bucket), buckets.end(bucket)).values();
      if (values.isEmpty()) {
        return Double.NaN;
      }
      var numbers = values.stream().mapToDouble(Double::doubleValue);
      return switch (request.reduction()) {
        case AVG -> numbers.average().orElseThrow();
        case SUM, EVENTS -> numbers.sum();
        case MIN -> numbers.min().orElseThrow();
        case MAX -> numbers.max().orElseThrow();
        case COUNT -> values.size();
        case LAST -> numbers.reduce((_, last) -> last).orElseThrow();
      };
    }
  }

  /// A trial writes no sketches.
  @Override
  public List<DistributionReading> distributions(Request request) {
    return List.of();
  }
}
