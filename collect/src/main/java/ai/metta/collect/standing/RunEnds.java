// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How runs ended, by collector and minute. A minute in which one ended well and another badly
/// counts as well: which came first is not known.
public record RunEnds(Map<String, NavigableMap<Instant, Ending>> byCollector) {

  /// How a run ended.
  public enum Ending {
    /// Some metric came to a value, or none was to be had.
    WELL,
    /// Nothing came of it.
    BADLY
  }

  /// A run that ended.
  ///
  /// @param at by the minute: that of all of its points
  public record End(Instant at, Ending ending) {}

  /// The last run up to an instant, where it leaves a row without a figure: it came after the last
  /// one, and failed, or should have measured the row.
  ///
  /// @param figure the minute of the last one
  public Optional<End> overtaking(HealthRow row, Instant figure, Instant asOf) {
    return Optional.ofNullable(of(row.collector()).floorEntry(asOf))
        .filter(last -> last.getKey().isAfter(figure))
        .filter(last -> row.raw().isOfEveryRun() || last.getValue() == Ending.BADLY)
        .map(last -> new End(last.getKey(), last.getValue()));
  }

  /// Whether a run of a window ended so, both ends included.
  public boolean any(String collector, Ending ending, Window window) {
    return of(collector).subMap(window.from(), true, window.until(), true).containsValue(ending);
  }

  private NavigableMap<Instant, Ending> of(String collector) {
    return byCollector.getOrDefault(collector, new TreeMap<>());
  }
}
