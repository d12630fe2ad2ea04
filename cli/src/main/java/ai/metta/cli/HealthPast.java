// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.StoredFigures;
import ai.metta.datadog.RemoteEvents;
import ai.metta.datadog.RemoteEvents.Told;
import ai.metta.metric.FailureException;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What runs of a stretch of time said, as far as the health grid asks: figures, whether collectors
/// ran, and what went wrong.
///
/// @param figures of merit
/// @param runs of each collector that ended well enough to come to a value, by the hour
/// @param failures of each collector that came to nothing, by the hour
/// @param errors that runs told of, the newest first; empty where they cannot be read
record HealthPast(
    StoredFigures figures,
    Map<String, NavigableMap<Instant, Double>> runs,
    Map<String, NavigableMap<Instant, Double>> failures,
    List<Told> errors) {

  /// Reads it.
  ///
  /// @param environment the value of the tag `env:`
  /// @throws FailureException where figures or runs cannot be read
  static HealthPast read(
      QueryEngine queries, RemoteEvents events, String environment, Window window) {
    Tags ours = Tags.of("env", environment);
    return new HealthPast(
        StoredFigures.figures(queries, environment, window),
        runs(queries, ours + ",!status:failed", window),
        runs(queries, ours + ",status:failed", window),
        errors(events, ours.and("kind", "collector_error"), window));
  }

  private static Map<String, NavigableMap<Instant, Double>> runs(
      QueryEngine queries, String scope, Window window) {
    String query =
        "sum:collector.runs{%s} by {collector}.as_count().rollup(sum, 900).fill(null)"
            .formatted(scope);
    Map<String, NavigableMap<Instant, Double>> runs = new HashMap<>();
    for (Answered line : queries.query(query, window)) {
      Tags.parse(line.tags())
          .value("collector")
          .ifPresent(collector -> runs.put(collector, points(line)));
    }
    return runs;
  }

  private static NavigableMap<Instant, Double> points(Answered line) {
    NavigableMap<Instant, Double> points = new TreeMap<>();
    for (Point point : line.points()) {
      if (point.value() > 0) {
        points.put(point.at(), point.value());
      }
    }
    return points;
  }

  /// They only say more of what is known to be unknown, so that the grid does without.
  private static List<Told> errors(RemoteEvents events, Tags tags, Window window) {
    try {
      List<Told> told = new ArrayList<>(events.of(window, tags));
      told.sort(Comparator.comparing(Told::at).reversed());
      return told;
    } catch (FailureException unread) {
      return List.of();
    }
  }

  /// Why a row has no figure in a stretch of time.
  String reason(HealthRow row, Window window) {
    String collector = row.collector();
    Optional<String> error = error(row, window);
    if (error.isPresent()) {
      return error.get();
    }
    if (isIn(runs, collector, window)) {
      return collector + " ran and came to no value: nothing to measure, or not supported";
    }
    if (isIn(failures, collector, window)) {
      return collector + " failed";
    }
    return collector + " did not run";
  }

  private Optional<String> error(HealthRow row, Window window) {
    return errors.stream()
        .filter(told -> window.contains(told.at()))
        .filter(told -> told.tags().contains("collector:" + row.collector()))
        .filter(told -> told.title().endsWith("the run failed") || names(told.text(), row))
        .map(told -> row.collector() + " failed: " + reason(told))
        .findFirst();
  }

  /// The first line of its text, without the signs that begin Markdown.
  private static String reason(Told told) {
    return told.text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("%%%"))
        .findFirst()
        .orElse(told.title());
  }

  private static boolean names(String text, HealthRow row) {
    return List.of(text.split("[\\s,]+", -1)).contains(row.raw().name());
  }

  private static boolean isIn(
      Map<String, NavigableMap<Instant, Double>> some, String collector, Window window) {
    return !some.getOrDefault(collector, new TreeMap<>())
        .subMap(window.from(), true, window.until(), true)
        .isEmpty();
  }
}
