// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

import ai.metta.metric.MetricType;
import ai.metta.metric.Tag;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The series of one metric, as Datadog counts them.
public record Usage(String metric, MetricType type, Extent extent) {
  /// The mean month, which bills go by.
  private static final Duration MONTH = Duration.ofHours(730);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int SERIES_OF_A_DISTRIBUTION = 5;

  public long series() {
    return switch (extent) {
      case Extent.Met(Map<Tags, Duration> all) -> all.size();
      case Extent.Told(long series, _) -> series;
    };
  }

  /// The series that are paid for: the mean, over the month's hours, of those with a point in the
  /// hour. One with a point every six hours counts a sixth; a distribution's counts five times.
  public double billableSeries() {
    return sum(every -> billable(type, every));
  }

  /// How much one series counts.
  public static double billable(MetricType type, Duration every) {
    return weight(type) * Math.min(1, ratio(HOUR, every));
  }

  /// Points a month, if every run is made; a distribution's count five times.
  public double points() {
    return weight(type) * sum(every -> ratio(MONTH, every));
  }

  /// The same without a tag key: series that differ in it alone become one, whose points come as
  /// often as the most frequent of theirs. Empty where the series' tags are not known.
  public Optional<Usage> without(String key) {
    return switch (extent) {
      case Extent.Met(Map<Tags, Duration> all) ->
          Optional.of(new Usage(metric, type, new Extent.Met(dropped(key, all))));
      case Extent.Told _ -> Optional.empty();
    };
  }

  /// The key with the most values; of two, the one without which fewer series were left. Empty
  /// where no key has two values, or the series' tags are not known.
  public Optional<Driver> driver() {
    return switch (extent) {
      case Extent.Met(Map<Tags, Duration> all) -> driver(all);
      case Extent.Told _ -> Optional.empty();
    };
  }

  private static Optional<Driver> driver(Map<Tags, Duration> all) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Tags tags : all.keySet()) {
      for (Tag tag : tags.all()) {
        values.computeIfAbsent(tag.key(), _ -> new HashSet<>()).add(tag.value());
      }
    }
    List<Driver> drivers = new ArrayList<>();
    values.forEach((key, met) -> {
      if (met.size() > 1) {
        drivers.add(new Driver(key, met.size(), dropped(key, all).size()));
      }
    });
    return drivers.stream()
        .max(
            Comparator.comparingInt(Driver::values)
                .thenComparing(Comparator.comparingInt(Driver::seriesWithout).reversed())
                .thenComparing(Comparator.comparing(Driver::key).reversed()));
  }

  private static Map<Tags, Duration> dropped(String key, Map<Tags, Duration> all) {
    Map<Tags, Duration> left = new HashMap<>();
    all.forEach((tags, every) ->
        left.merge(
            new Tags(tags.all().stream().filter(tag -> !tag.key().equals(key)).toList()),
            every,
            (one, other) -> one.compareTo(other) <= 0 ? one : other));
    return left;
  }

  private double sum(ToDoubleFunction<Duration> share) {
    return switch (extent) {
      case Extent.Met(Map<Tags, Duration> all) -> all.values().stream().mapToDouble(share).sum();
      case Extent.Told(long series, Duration every) -> series * share.applyAsDouble(every);
    };
  }

  private static int weight(MetricType type) {
    return type == MetricType.DISTRIBUTION ? SERIES_OF_A_DISTRIBUTION : 1;
  }

  private static double ratio(Duration one, Duration other) {
    return (double) one.toMillis() / other.toMillis();
  }
}
