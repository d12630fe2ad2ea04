// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which series there are: numbers by metric and tags, in memory. Safe for use by several threads.
final class SeriesIndex {
  private final Map<String, Map<List<String>, Entry>> byMetric = new HashMap<>();
  private final Map<String, Long> newestOnPages = new HashMap<>();
  private final Map<String, String> interned = new HashMap<>();
  private int next;

  /// A series.
  ///
  /// @param tags sorted
  record Known(int id, List<String> tags) {}

  /// What tags the series of a metric have.
  record Tags(int series, Set<String> tags) {}

  private static final class Entry {
    private final Known known;
    private long newest = Long.MIN_VALUE;

    Entry(Known known) {
      this.known = known;
    }
  }

  /// Takes a series that the store has.
  ///
  /// @param newest the second of its last value that is on no page; below 0 for none
  synchronized void load(int id, String metric, List<String> tags, long newest) {
    Entry entry = new Entry(new Known(id, shared(tags)));
    entry.newest = newest;
    byMetric.computeIfAbsent(metric, _ -> new HashMap<>()).put(entry.known.tags(), entry);
    next = Math.max(next, id + 1);
  }

  /// Takes the second of a metric's last value on a page.
  synchronized void loadPages(String metric, long newest) {
    newestOnPages.put(metric, newest);
  }

  synchronized Optional<Known> find(String metric, List<String> tags) {
    return Optional.ofNullable(byMetric.getOrDefault(metric, Map.of()).get(tags))
        .map(entry -> entry.known);
  }

  /// A new series, with a number that none has had.
  synchronized Known add(String metric, List<String> tags) {
    Entry entry = new Entry(new Known(next++, shared(tags)));
    byMetric.computeIfAbsent(metric, _ -> new HashMap<>()).put(entry.known.tags(), entry);
    return entry.known;
  }

  /// Takes a series back that was never written.
  synchronized void forget(String metric, List<String> tags) {
    byMetric.getOrDefault(metric, new HashMap<>()).remove(tags);
  }

  /// Notes a value; false where the series has one of this second or later, so that it may have one
  /// of just this second outside pages.
  synchronized boolean isNewest(String metric, List<String> tags, long second) {
    Entry entry = byMetric.getOrDefault(metric, Map.of()).get(tags);
    if (entry == null || second <= entry.newest) {
      return false;
    }
    entry.newest = second;
    return true;
  }

  synchronized List<Known> matching(String metric, Predicate<List<String>> scope) {
    List<Known> matching = new ArrayList<>();
    for (Entry entry : byMetric.getOrDefault(metric, Map.of()).values()) {
      if (scope.test(entry.known.tags())) {
        matching.add(entry.known);
      }
    }
    return matching;
  }

  synchronized boolean hasSeveral(String metric, Predicate<List<String>> scope) {
    return byMetric.getOrDefault(metric, Map.of()).values().stream()
            .filter(entry -> scope.test(entry.known.tags()))
            .limit(2)
            .count()
        > 1;
  }

  /// Metrics with a value at or after a second.
  synchronized Set<String> activeSince(long second) {
    Set<String> active = new TreeSet<>();
    byMetric.forEach((metric, series) -> {
      if (newestOnPages.getOrDefault(metric, Long.MIN_VALUE) >= second
          || series.values().stream().anyMatch(entry -> entry.newest >= second)) {
        active.add(metric);
      }
    });
    return active;
  }

  /// What follows a key and its colon in the tags of any series, sorted.
  synchronized Set<String> values(String key) {
    String prefix = key + ":";
    Set<String> values = new TreeSet<>();
    for (String tag : interned.keySet()) {
      if (tag.startsWith(prefix)) {
        values.add(tag.substring(prefix.length()));
      }
    }
    return values;
  }

  /// The tags of a metric's series, each once, sorted; and how many series it has.
  synchronized Tags tags(String metric) {
    Map<List<String>, Entry> series = byMetric.getOrDefault(metric, Map.of());
    Set<String> tags = new TreeSet<>();
    series.keySet().forEach(tags::addAll);
    return new Tags(series.size(), tags);
  }

  synchronized int size() {
    return byMetric.values().stream().mapToInt(Map::size).sum();
  }

  private List<String> shared(List<String> tags) {
    List<String> shared = new ArrayList<>(tags.size());
    for (String tag : tags) {
      shared.add(interned.computeIfAbsent(tag, same -> same));
    }
    return List.copyOf(shared);
  }
}
