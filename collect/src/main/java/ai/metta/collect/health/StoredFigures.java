// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What earlier runs sent of the health grid, read back by the minute.
///
/// @param series points by row
public record StoredFigures(Map<String, NavigableMap<Instant, Double>> series) {
  /// A query of this length has fewer points a line than any store refuses.
  private static final Duration AT_ONCE = Duration.ofDays(1);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// The figures of merit of a window, both ends included.
  ///
  /// @param environment whose: the value of the tag `env:`
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public static StoredFigures figures(QueryEngine engine, String environment, Window window) {
    return read(engine, HealthMetrics.FOM.name(), environment, window);
  }

  /// The raw values of a window, both ends included.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public static StoredFigures values(QueryEngine engine, String environment, Window window) {
    return read(engine, HealthMetrics.VALUE.name(), environment, window);
  }

  private static StoredFigures read(
      QueryEngine engine, String metric, String environment, Window window) {
    String query =
        "min:%s{%s} by {area,check}.rollup(min, 60).fill(null)"
            .formatted(metric, Tags.of("env", environment));
    Map<String, NavigableMap<Instant, Double>> series = new HashMap<>();
    for (Instant from = window.from(); !from.isAfter(window.until()); from = from.plus(AT_ONCE)) {
      Instant until =
          from.plus(AT_ONCE).isAfter(window.until()) ? window.until() : from.plus(AT_ONCE);
      // A minute more, since a store may leave out the end.
      for (Answered line : engine.query(query, new Window(from, until.plus(MINUTE)))) {
        row(line.tags())
            .ifPresent(row ->
                line.points().stream()
                    .filter(point -> !point.at().isAfter(window.until()))
                    .forEach(point ->
                        series
                            .computeIfAbsent(row, _ -> new TreeMap<>())
                            .put(point.at(), point.value())));
      }
    }
    return new StoredFigures(series);
  }

  /// The last value of a row up to an instant, where it still says something of it.
  public Optional<Point> latest(HealthRow row, Instant asOf) {
    return before(row, asOf).filter(point -> !point.at().isBefore(asOf.minus(row.freshness())));
  }

  /// The last value of a row up to an instant, however old.
  public Optional<Point> before(HealthRow row, Instant asOf) {
    return Optional.ofNullable(points(row).floorEntry(asOf))
        .map(entry -> new Point(entry.getKey(), entry.getValue()));
  }

  /// All values of a row after an instant, up to and including another.
  public List<Double> within(HealthRow row, Window window) {
    return List.copyOf(points(row).subMap(window.from(), false, window.until(), true).values());
  }

  private NavigableMap<Instant, Double> points(HealthRow row) {
    return series.getOrDefault(row.id(), new TreeMap<>());
  }

  private static Optional<String> row(List<String> texts) {
    Tags tags = Tags.parse(texts);
    return tags.value("area").flatMap(area -> tags.value("check").map(check -> area + "." + check));
  }
}
