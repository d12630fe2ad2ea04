// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Series of a metric that a monitor looks at.
///
/// @param scope filters, all of which hold: `collector:github`, `check NOT IN (a,b)`
/// @param by keys of the groups that it looks at one by one; none for one value
record Series(Metric metric, List<String> scope, List<String> by) {

  /// The series of a declaration that carry some tags. What never combines is looked at one by one,
  /// and so is each scope of a collector, but for sums: those are of all scopes together.
  static Series of(Metric metric, Tags about, Declared.Watched collector, String environment) {
    List<String> scopes = collector.scope().stream().map(key -> key.key()).toList();
    List<String> own =
        metric.groups().stream()
            .filter(group -> about.keys().stream().allMatch(key -> group.key(key).isPresent()))
            .findFirst()
            .map(group -> group.keys().stream().map(key -> key.key()).toList())
            .orElse(List.of());
    List<String> by =
        switch (metric.across()) {
          case SUM -> List.of();
          case MAX, MIN, MEAN -> scopes;
          case NEVER ->
              Stream.concat(scopes.stream(), own.stream())
                  .filter(key -> !about.keys().contains(key))
                  .distinct()
                  .toList();
        };
    return new Series(metric, scope(environment, about.texts()), by);
  }

  static Series of(Metric metric, String environment, String... tags) {
    return new Series(metric, scope(environment, List.of(tags)), List.of());
  }

  private static List<String> scope(String environment, List<String> tags) {
    List<String> scope = new ArrayList<>(List.of("env:" + environment));
    scope.addAll(tags);
    return scope;
  }

  Series by(String... keys) {
    return new Series(metric, scope, List.of(keys));
  }

  /// Without those whose tag has one of these values.
  Series without(String key, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    List<String> narrower = new ArrayList<>(scope);
    narrower.add(key + " NOT IN (" + String.join(",", values) + ")");
    return new Series(metric, narrower, by);
  }

  /// As a query: `max:name{env:production} by {repo}`.
  String query() {
    boolean words = scope.stream().anyMatch(one -> one.contains(" "));
    return Bound.across(metric)
        + ":"
        + metric.name()
        + "{"
        + String.join(words ? " AND " : ",", scope)
        + "}"
        + (by.isEmpty() ? "" : " by {" + String.join(",", by) + "}");
  }

  /// How the series combine, for people.
  String inWords() {
    String each = by.isEmpty() ? "" : ", each " + String.join(" and ", by) + " by itself";
    String all =
        switch (metric.across()) {
          case SUM -> "sum of all series";
          case MAX -> "largest of all series";
          case MIN -> "smallest of all series";
          case MEAN -> "mean of all series";
          case NEVER -> "each series by itself";
        };
    return metric.across() == Across.NEVER ? all : all + each;
  }
}
