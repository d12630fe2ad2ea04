// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

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

  /// When the last run up to an instant ended, where it failed, and after something else.
  ///
  /// @param then the minute of what it is to come after
  public Optional<Instant> failedSince(String collector, Instant then, Instant asOf) {
    return Optional.ofNullable(of(collector).floorEntry(asOf))
        .filter(last -> last.getValue() == Ending.BADLY && last.getKey().isAfter(then))
        .map(Map.Entry::getKey);
  }

  /// Whether a run of a window ended so, both ends included.
  public boolean any(String collector, Ending ending, Window window) {
    return of(collector).subMap(window.from(), true, window.until(), true).containsValue(ending);
  }

  private NavigableMap<Instant, Ending> of(String collector) {
    return byCollector.getOrDefault(collector, new TreeMap<>());
  }
}
