// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import ai.metta.metric.QueryEngine;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/// When collectors ran, by what their runs said of themselves.
///
/// @param installation the tags that tell this installation's runs from others'
public record ReportedRuns(QueryEngine queries, Tags installation) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// About as long as Datadog keeps points.
  private static final Duration KEPT = Duration.ofDays(450);

  /// How runs ended.
  public enum Ending {
    ANYHOW(""),
    /// Some metric came to a value.
    WELL(",!status:failed"),
    /// Nothing came of it.
    BADLY(",status:failed");

    private final String scope;

    Ending(String scope) {
      this.scope = scope;
    }
  }

  /// Since when each collector reports, to the day.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public Map<String, Instant> since(Instant now) {
    Map<String, Instant> since = new HashMap<>();
    by(DAY, Window.ending(now, KEPT), Ending.ANYHOW)
        .forEach((collector, days) -> since.put(collector, days.first()));
    return since;
  }

  /// When each collector last came to a value, to the minute: asked by the day for as long as
  /// points are kept, then by the minute for each day that was the last of some.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public Map<String, Instant> successes(Instant now) {
    Map<String, Instant> last = new HashMap<>();
    by(DAY, Window.ending(now, KEPT), Ending.WELL).values().stream()
        .map(NavigableSet::last)
        .distinct()
        .sorted()
        .forEach(day -> {
          Instant end = day.plus(DAY).isAfter(now) ? now : day.plus(DAY);
          by(MINUTE, new Window(day, end), Ending.WELL)
              .forEach((collector, minutes) -> last.put(collector, minutes.last()));
        });
    return last;
  }

  /// The steps of a window in which runs ended so, each by its beginning, by collector.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public Map<String, NavigableSet<Instant>> by(Duration step, Window window, Ending ending) {
    String query =
        "sum:collector.runs{%s%s} by {collector}.as_count().rollup(sum, %d).fill(null)"
            .formatted(installation, ending.scope, step.toSeconds());
    // A minute more, since a store may leave out the end.
    Window asked = new Window(window.from(), window.until().plus(MINUTE));
    Map<String, NavigableSet<Instant>> steps = new HashMap<>();
    for (Answered line : queries.query(query, asked)) {
      Tags.parse(line.tags())
          .value("collector")
          .ifPresent(collector ->
              line.points().stream()
                  .filter(point -> point.value() > 0 && !point.at().isAfter(window.until()))
                  .forEach(point ->
                      steps.computeIfAbsent(collector, _ -> new TreeSet<>()).add(point.at())));
    }
    return steps;
  }
}
