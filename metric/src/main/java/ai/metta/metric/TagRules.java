// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What must be true of a metric's tags: declared as they are stored, no group to be taken for
/// another, and a budget for whatever costs.
final class TagRules {
  /// Keys that the runner puts on every series.
  private static final Set<String> BASE_KEYS = Set.of("source", "env");

  private TagRules() {}

  static List<String> problems(Metric metric) {
    Complaints complaints = new Complaints();
    List<TagGroup> groups = metric.groups();
    groups.forEach(group -> group(group, complaints));
    IntStream.range(0, groups.size())
        .forEach(next ->
            groups
                .subList(0, next)
                .forEach(earlier ->
                    complaints.require(
                        !earlier.overlaps(groups.get(next)),
                        "series of " + names(earlier) + " may be of " + names(groups.get(next)))));
    // Without tags it is one series a scope, which is budget enough.
    Predicate<TagGroup> budgeted =
        group -> group.keys().isEmpty() || group.keys().stream().anyMatch(key -> !key.isBounded());
    complaints.require(
        metric.emitted() == Emitted.ALWAYS || groups.stream().anyMatch(budgeted),
        "is optional, so it needs a tag with a budget, or none");
    return complaints.all();
  }

  private static void group(TagGroup group, Complaints complaints) {
    Set<String> seen = new HashSet<>();
    for (TagKey key : group.keys()) {
      String name = key.key();
      complaints.require(seen.add(name), "tag " + name + " twice in one group");
      complaints.require(!BASE_KEYS.contains(name), "tag " + name + " is on every series already");
      // A key without values is held against a value that suits.
      Stream.concat(Stream.of("x"), key.declared().stream())
          .filter(value -> !Tag.isStoredAsWritten(name, value))
          .findFirst()
          .ifPresent(value ->
              complaints.require(false, "tag " + name + ":" + value + " is stored otherwise"));
      complaints.require(
          new HashSet<>(key.declared()).size() == key.declared().size(),
          "tag " + name + " declares a value twice");
    }
  }

  private static List<String> names(TagGroup group) {
    return group.keys().stream().map(TagKey::key).toList();
  }
}
