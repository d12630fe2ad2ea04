// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.dashboards.Exclusion;
import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.TagGroup;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Presence;
import ai.metta.query.syntax.Filter;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.QueryText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a query combines the series of a metric as the metric's declaration says that they do.
///
/// @param scope the keys that each of its series carries because of where it was measured
record Combining(Metric metric, List<TagKey> scope, MetricQuery query) {
  /// What stands for any value of a key whose values are met, not known.
  private static final String ANY = "\u0001";

  /// How many kinds of series are looked at, at most.
  private static final int MOST = 5_000;

  /// That series of more than one group would be added up, each thing counted several times.
  Optional<String> doubled() {
    List<TagGroup> meant = meant();
    if (meant.size() < 2 || metric.across() != Across.SUM) {
      return Optional.empty();
    }
    TagGroup first = meant.getFirst();
    return Optional.of(
        "several views of the same are added up: the series by "
            + meant.stream().map(Combining::keys).collect(Collectors.joining(", and by "))
            + "; say which by a tag, or leave the others out, such as with "
            + meant.stream()
                .skip(1)
                .flatMap(group -> group.keys().stream())
                .filter(key -> key.presence() == Presence.ALWAYS && first.key(key.key()).isEmpty())
                .findFirst()
                .map(Exclusion::of)
                .orElse("a tag"));
  }

  /// That they are combined in another way than they combine.
  Optional<String> contradicted() {
    Set<String> open = open();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    String written = QueryText.of(query.aggregator());
    return switch (metric.across()) {
      case SUM -> other(written, "sum", "its series add up");
      case MAX -> other(written, "max", "the largest of its series counts");
      case MIN -> other(written, "min", "the smallest of its series counts");
      case MEAN -> other(written, "avg", "its series are averaged");
      // Keys beside those that part the lines may be attributes of the same.
      case NEVER ->
          Optional.of(
                  "the series of \""
                      + metric.name()
                      + "\" never combine: part them by {"
                      + String.join(",", open)
                      + "}")
              .filter(_ -> query.by().isEmpty());
    };
  }

  private Optional<String> other(String written, String right, String because) {
    return written.equals(right)
        ? Optional.empty()
        : Optional.of(
            written + " of \"" + metric.name() + "\": " + because + "; write " + right + ":");
  }

  /// Keys that more than one series of a line may differ in.
  private Set<String> open() {
    Set<String> fixed = new HashSet<>(query.by());
    fixed(query.scope()).map(tag -> tag.substring(0, tag.indexOf(':'))).forEach(fixed::add);
    return Stream.concat(scope.stream(), meant().stream().flatMap(group -> group.keys().stream()))
        .filter(key -> !key.isBounded() || key.declared().size() > 1)
        .map(TagKey::key)
        .filter(key -> !fixed.contains(key))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Tags that every series in scope carries.
  private static Stream<String> fixed(Filter filter) {
    return switch (filter) {
      case Filter.HasTag(String pattern) when pattern.contains(":") && !pattern.contains("*") ->
          Stream.of(pattern);
      case Filter.All(List<Filter> parts) -> parts.stream().flatMap(Combining::fixed);
      case Filter.HasTag _, Filter.Everything _, Filter.Not _, Filter.AnyOf _, Filter.Unknown _ ->
          Stream.empty();
    };
  }

  /// The groups of tags some of whose series are in scope, and in a line that is parted as asked.
  private List<TagGroup> meant() {
    Set<String> own = scope.stream().map(TagKey::key).collect(Collectors.toSet());
    return metric.groups().stream()
        .filter(group ->
            query.by().stream()
                .allMatch(key ->
                    own.contains(key)
                        || metric.groups().stream().noneMatch(one -> one.key(key).isPresent())
                        || group.key(key).isPresent()))
        .filter(group -> kinds(group).stream().anyMatch(query.scope()::matches))
        .toList();
  }

  /// Series as they may be, of which one stands for all that differ in values nobody knows.
  private List<List<String>> kinds(TagGroup group) {
    List<List<String>> kinds = new ArrayList<>(List.of(List.of()));
    for (TagKey key : group.keys()) {
      List<List<String>> next = new ArrayList<>();
      for (List<String> kind : kinds) {
        if (key.presence() == Presence.SOMETIMES) {
          next.add(kind);
        }
        for (String value : values(key)) {
          next.add(Stream.concat(kind.stream(), Stream.of(key.key() + ":" + value)).toList());
        }
      }
      kinds = next.size() > MOST ? next.subList(0, MOST) : next;
    }
    Set<String> named = named(query.scope()).collect(Collectors.toSet());
    return kinds.stream()
        .map(kind -> Stream.concat(kind.stream(), named.stream()).toList())
        .toList();
  }

  private static List<String> values(TagKey key) {
    return key.isBounded()
        ? key.declared()
        : Stream.concat(key.declared().stream(), Stream.of(ANY)).toList();
  }

  /// Tags of the scope that say nothing of groups: the metric's own keys are not among them.
  private Stream<String> named(Filter filter) {
    return fixed(filter)
        .filter(tag -> {
          String key = tag.substring(0, tag.indexOf(':'));
          return metric.groups().stream().noneMatch(group -> group.key(key).isPresent());
        });
  }

  private static String keys(TagGroup group) {
    return group.keys().stream().map(TagKey::key).collect(Collectors.joining(",", "{", "}"));
  }
}
