// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.StoredFigures;
import ai.metta.collect.standing.ReportedRuns;
import ai.metta.collect.standing.ReportedRuns.Ending;
import ai.metta.datadog.RemoteEvents;
import ai.metta.datadog.RemoteEvents.Told;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What runs of a stretch of time said, as far as the health grid asks: figures, whether collectors
/// ran, and what went wrong.
///
/// @param figures of merit
/// @param runs of each collector that came to a value, by the quarter of an hour
/// @param failures of each collector that came to nothing, likewise
/// @param errors that runs told of, the newest first; empty where they cannot be read
record HealthPast(
    StoredFigures figures,
    Map<String, NavigableSet<Instant>> runs,
    Map<String, NavigableSet<Instant>> failures,
    Optional<List<Told>> errors) {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /// Reads it.
  ///
  /// @param environment the value of the tag `env:`
  /// @throws FailureException where figures or runs cannot be read
  static HealthPast read(
      QueryEngine queries, RemoteEvents events, String environment, Window window) {
    Tags ours = Tags.of("env", environment);
    ReportedRuns runs = new ReportedRuns(queries, ours);
    return new HealthPast(
        StoredFigures.figures(queries, environment, window),
        runs.by(QUARTER, window, Ending.WELL),
        runs.by(QUARTER, window, Ending.BADLY),
        errors(events, ours.and("kind", "collector_error"), window));
  }

  /// They only say more of what is known to be unknown, so that the grid does without.
  private static Optional<List<Told>> errors(RemoteEvents events, Tags tags, Window window) {
    try {
      return Optional.of(
          events.of(window, tags).stream()
              .sorted(Comparator.comparing(Told::at).reversed())
              .toList());
    } catch (FailureException unread) {
      return Optional.empty();
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
      return collector
          + " ran and came to no value: "
          + (errors.isEmpty()
              ? "why is not known, since its events cannot be read"
              : "nothing to measure, or not supported");
    }
    if (isIn(failures, collector, window)) {
      return collector + " failed";
    }
    return collector + " did not run";
  }

  private Optional<String> error(HealthRow row, Window window) {
    return errors.orElse(List.of()).stream()
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
      Map<String, NavigableSet<Instant>> some, String collector, Window window) {
    return !some.getOrDefault(collector, new TreeSet<>())
        .subSet(window.from(), true, window.until(), true)
        .isEmpty();
  }
}
