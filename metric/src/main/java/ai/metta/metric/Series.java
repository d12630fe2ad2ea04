// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Points under one name and one set of tags: what goes to a sink, and what is paid for.
///
/// @param unit empty where Datadog has no unit for it
/// @param interval the time that a point of a count or rate covers; zero for a gauge
public record Series(
    String metric,
    MetricType type,
    Optional<Unit> unit,
    Duration interval,
    Tags tags,
    List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /// A gauge's value at one instant.
  public static Series gauge(
      String metric, Optional<Unit> unit, Tags tags, Instant at, double value) {
    return new Series(
        metric, MetricType.GAUGE, unit, Duration.ZERO, tags, List.of(new Point(at, value)));
  }

  /// The same points under further tags.
  public Series and(Tags further) {
    return new Series(metric, type, unit, interval, tags.and(further), points);
  }
}
