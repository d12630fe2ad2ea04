// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.StoredFigures;
import ai.metta.collect.standing.ReportedRuns;
import ai.metta.collect.standing.RunEnds;
import ai.metta.collect.standing.RunEnds.Ending;
import ai.metta.datadog.RemoteEvents;
import ai.metta.datadog.RemoteEvents.Told;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What runs of a stretch of time said, as far as the health grid asks: figures, whether collectors
/// ran, and what went wrong.
///
/// @param figures of merit
/// @param ends how runs ended
/// @param errors that runs told of, the newest first; empty where they cannot be read
record HealthPast(StoredFigures figures, RunEnds ends, Optional<List<Told>> errors) {
  /// Reads it.
  ///
  /// @param environment the value of the tag `env:`
  /// @throws FailureException where figures or runs cannot be read
  static HealthPast read(
      QueryEngine queries, RemoteEvents events, String environment, Window window) {
    Tags ours = Tags.of("env", environment);
    // Runs first: one that is sent meanwhile is then not known of, and its figures do no harm.
    RunEnds ends = new ReportedRuns(queries, ours).ends(window);
    return new HealthPast(
        StoredFigures.figures(queries, environment, window),
        ends,
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
    if (ends.any(collector, Ending.WELL, window)) {
      return collector
          + " ran and came to no value: "
          + (errors.isEmpty()
              ? "why is not known, since its events cannot be read"
              : "nothing to measure, or not supported");
    }
    if (ends.any(collector, Ending.BADLY, window)) {
      return collector + " failed";
    }
    return collector + " did not run";
  }

  /// Why the last figure of a row says nothing of an instant, however new it is: its collector ran
  /// since, and did not come to another. Empty where it did not, and where there is no figure.
  Optional<String> overtaken(HealthRow row, Instant now) {
    return figures
        .before(row, now)
        .flatMap(last -> ends.overtaking(row, last.at(), now))
        .map(run -> reason(row, new Window(run.at().minusMillis(1), now)));
  }

  private Optional<String> error(HealthRow row, Window window) {
    return errors(row, window)
        .filter(told -> told.title().endsWith("the run failed") || names(told.text(), row))
        .map(told -> said(row, told))
        .findFirst();
  }

  private Stream<Told> errors(HealthRow row, Window window) {
    return errors.orElse(List.of()).stream()
        .filter(told -> window.contains(told.at()))
        .filter(told -> told.tags().contains("collector:" + row.collector()));
  }

  private static String said(HealthRow row, Told told) {
    return row.collector() + " failed: " + reason(told);
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
}
