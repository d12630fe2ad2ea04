// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Lines, found by the groups that they go with: those that agree in the keys that both have, where
/// one has all of the other's.
final class Groups {
  private final Map<Set<String>, List<Line>> byKeys;
  private final Map<Set<String>, Map<Set<String>, Map<SortedMap<String, String>, List<Line>>>>
      byGroup = new HashMap<>();

  Groups(List<Line> lines) {
    byKeys =
        lines.stream()
            .collect(Collectors.groupingBy(Groups::keys, LinkedHashMap::new, Collectors.toList()));
  }

  /// Whether any is grouped by no more keys than a line.
  boolean areCoarser(Line line) {
    return byKeys.keySet().stream().anyMatch(keys(line)::containsAll);
  }

  List<Line> matching(Line line) {
    Set<String> keys = keys(line);
    List<Line> matching = new ArrayList<>();
    byKeys.forEach((others, lines) -> {
      Set<String> common = keys.size() < others.size() ? keys : others;
      if (keys.containsAll(common) && others.containsAll(common)) {
        matching.addAll(
            byGroup
                .computeIfAbsent(others, _ -> new HashMap<>())
                .computeIfAbsent(
                    common,
                    _ -> lines.stream().collect(Collectors.groupingBy(one -> part(one, common))))
                .getOrDefault(part(line, common), List.of()));
      }
    });
    return matching;
  }

  private static Set<String> keys(Line line) {
    return line.sortedGroup().keySet();
  }

  private static SortedMap<String, String> part(Line line, Set<String> keys) {
    SortedMap<String, String> group = line.sortedGroup();
    if (group.size() == keys.size()) {
      return group;
    }
    SortedMap<String, String> part = new TreeMap<>(group);
    part.keySet().retainAll(keys);
    return part;
  }
}
