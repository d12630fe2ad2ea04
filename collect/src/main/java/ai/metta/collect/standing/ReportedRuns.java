// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import ai.metta.collect.health.HealthMetrics;
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
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// When collectors ran, by what their runs said of themselves, and how that ended.
///
/// @param installation the tags that tell this installation's runs from others'
public record ReportedRuns(QueryEngine queries, Tags installation) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final String FAILED = ",status:failed";
  private static final String NOT_FAILED = ",!status:failed";

  /// What the source of a collector's series ends with.
  private static final String SOURCE = "-collector";

  /// About as long as Datadog keeps points.
  private static final Duration KEPT = Duration.ofDays(450);

  /// Since when each collector reports, to the minute: by its runs, or by figures of merit, which a
  /// backfill sends without a run.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public Map<String, Instant> since(Instant now) {
    Map<String, Instant> since = firsts(now, (step, window) -> by(step, window, ""));
    firsts(now, this::figures)
        .forEach((collector, first) ->
            since.merge(collector, first, (one, other) -> one.isBefore(other) ? one : other));
    return since;
  }

  /// The first of the steps of each collector: asked by the day for as long as points are kept,
  /// then by the minute for each day that was the first of some.
  private static Map<String, Instant> firsts(
      Instant now, BiFunction<Duration, Window, Map<String, NavigableSet<Instant>>> asked) {
    Map<String, Instant> days = new HashMap<>();
    asked
        .apply(DAY, Window.ending(now, KEPT))
        .forEach((collector, all) -> days.put(collector, all.first()));
    Map<String, Instant> firsts = new HashMap<>(days);
    // Of the day of now, a store tells also what came later.
    firsts.values().removeIf(day -> day.plus(DAY).isAfter(now));
    for (Instant day : Set.copyOf(days.values())) {
      Instant end = day.plus(DAY).isAfter(now) ? now : day.plus(DAY);
      asked
          .apply(MINUTE, new Window(day, end))
          .forEach((collector, minutes) -> {
            if (day.equals(days.get(collector))) {
              firsts.put(collector, minutes.first());
            }
          });
    }
    return firsts;
  }

  /// The steps of a window in which there are figures of merit, each by its beginning, by
  /// collector.
  private Map<String, NavigableSet<Instant>> figures(Duration step, Window window) {
    String query =
        "min:%s{%s} by {source}.rollup(min, %d).fill(null)"
            .formatted(HealthMetrics.FOM.name(), installation, step.toSeconds());
    Map<String, NavigableSet<Instant>> steps = new HashMap<>();
    for (Answered line : queries.query(query, asked(window))) {
      Tags.parse(line.tags())
          .value("source")
          .filter(source -> source.endsWith(SOURCE))
          .map(source -> source.substring(0, source.length() - SOURCE.length()))
          .ifPresent(collector -> add(steps, collector, line.points(), window));
    }
    return steps;
  }

  /// How the runs of a window ended, both ends included.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public RunEnds ends(Window window) {
    Map<String, NavigableMap<Instant, RunEnds.Ending>> ends = new HashMap<>();
    for (Instant from = window.from(); !from.isAfter(window.until()); from = from.plus(DAY)) {
      Instant until = from.plus(DAY).isAfter(window.until()) ? window.until() : from.plus(DAY);
      by(MINUTE, new Window(from, until), FAILED)
          .forEach((collector, minutes) ->
              minutes.forEach(minute -> add(ends, collector, minute, RunEnds.Ending.BADLY)));
      by(MINUTE, new Window(from, until), NOT_FAILED)
          .forEach((collector, minutes) ->
              minutes.forEach(minute -> add(ends, collector, minute, RunEnds.Ending.WELL)));
    }
    return new RunEnds(ends);
  }

  private static void add(
      Map<String, NavigableMap<Instant, RunEnds.Ending>> ends,
      String collector,
      Instant minute,
      RunEnds.Ending ending) {
    ends.computeIfAbsent(collector, _ -> new TreeMap<>())
        .merge(minute, ending, (one, other) -> one == other ? one : RunEnds.Ending.WELL);
  }

  /// When a run of each collector last ended well, to the minute: asked by the day for as long as
  /// points are kept, then by the minute for each day that was the last of some.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public Map<String, Instant> successes(Instant now) {
    Map<String, Instant> last = new HashMap<>();
    by(DAY, Window.ending(now, KEPT), NOT_FAILED).values().stream()
        .map(NavigableSet::last)
        .distinct()
        .sorted()
        .forEach(day -> {
          Instant end = day.plus(DAY).isAfter(now) ? now : day.plus(DAY);
          by(MINUTE, new Window(day, end), NOT_FAILED)
              .forEach((collector, minutes) -> last.put(collector, minutes.last()));
        });
    return last;
  }

  /// The steps of a window in which runs ended so, each by its beginning, by collector.
  private Map<String, NavigableSet<Instant>> by(Duration step, Window window, String ending) {
    String query =
        "sum:collector.runs{%s%s} by {collector}.as_count().rollup(sum, %d).fill(null)"
            .formatted(installation, ending, step.toSeconds());
    Map<String, NavigableSet<Instant>> steps = new HashMap<>();
    for (Answered line : queries.query(query, asked(window))) {
      Tags.parse(line.tags())
          .value("collector")
          .ifPresent(collector ->
              add(
                  steps,
                  collector,
                  line.points().stream().filter(point -> point.value() > 0).toList(),
                  window));
    }
    return steps;
  }

  /// A minute more, since a store may leave out the end.
  private static Window asked(Window window) {
    return new Window(window.from(), window.until().plus(MINUTE));
  }

  private static void add(
      Map<String, NavigableSet<Instant>> steps,
      String collector,
      List<Point> points,
      Window window) {
    points.stream()
        .map(Point::at)
        .filter(at -> !at.isAfter(window.until()))
        .forEach(at -> steps.computeIfAbsent(collector, _ -> new TreeSet<>()).add(at));
  }
}
