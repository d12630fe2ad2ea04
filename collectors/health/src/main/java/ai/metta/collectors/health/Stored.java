// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.health.StoredFigures;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// What earlier runs sent.
///
/// @param figures of the rows
/// @param reported since when each collector reports, to the day
record Stored(StoredFigures figures, Map<String, Instant> reported) {
  static final Stored NOTHING = new Stored(new StoredFigures(Map.of()), Map.of());

  /// About as long as Datadog keeps points.
  private static final Duration KEPT = Duration.ofDays(450);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String SUCCEEDED = ",!status:failed";

  /// @param window of the figures, both ends included
  static Stored read(QueryEngine engine, String environment, Window window) {
    Map<String, Instant> reported = new HashMap<>();
    new Runs(engine, environment, "")
        .by(DAY, Window.ending(window.until(), KEPT))
        .forEach((collector, days) -> reported.put(collector, days.first()));
    return new Stored(StoredFigures.figures(engine, environment, window), reported);
  }

  /// When each collector last came to a value, to the minute: asked by the day for as long as
  /// points are kept, then by the minute for each day that was the last of some.
  static Map<String, Instant> successes(QueryEngine engine, String environment, Instant asOf) {
    Runs succeeded = new Runs(engine, environment, SUCCEEDED);
    Map<String, Instant> last = new HashMap<>();
    succeeded.by(DAY, Window.ending(asOf, KEPT)).values().stream()
        .map(TreeSet::last)
        .distinct()
        .sorted()
        .forEach(day -> {
          Instant end = day.plus(DAY).isAfter(asOf) ? asOf : day.plus(DAY);
          succeeded
              .by(MINUTE, new Window(day, end))
              .forEach((collector, minutes) -> last.put(collector, minutes.last()));
        });
    return last;
  }

  /// Runs of all collectors, as they tell of themselves.
  ///
  /// @param further what else their tags have to say
  private record Runs(QueryEngine engine, String environment, String further) {

    /// The steps of a window that had any, by collector.
    Map<String, TreeSet<Instant>> by(Duration step, Window window) {
      String query =
          "sum:collector.runs{%s%s} by {collector}.as_count().rollup(sum, %d).fill(null)"
              .formatted(Tags.of("env", environment), further, step.toSeconds());
      // A minute more, since a store may leave out the end.
      Window asked = new Window(window.from(), window.until().plus(MINUTE));
      Map<String, TreeSet<Instant>> steps = new HashMap<>();
      for (QueryEngine.Answered line : engine.query(query, asked)) {
        String collector = Tags.parse(line.tags()).value("collector").orElse("");
        line.points().stream()
            .filter(point -> point.value() > 0 && !point.at().isAfter(window.until()))
            .forEach(
                point -> steps.computeIfAbsent(collector, _ -> new TreeSet<>()).add(point.at()));
      }
      return steps;
    }
  }
}
