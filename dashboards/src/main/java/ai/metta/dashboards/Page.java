// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.Across;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.Tag;
import ai.metta.metric.TagGroup;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the widgets of one dashboard have in common: its template variables, and what is known of
/// its metrics.
///
/// @param owner the team's handle; empty where nobody said
record Page(List<Variable> variables, List<Subject> subjects, Optional<String> owner) {

  /// A mean is of what was measured: a value that is held to the next bucket would count twice.
  private static final String MEASURED_ONLY = ".fill(null)";

  /// The query of series that are shown.
  ///
  /// @throws IllegalArgumentException where the metric's declaration does not allow them
  String query(Shown shown) {
    Metric metric = shown.metric();
    TagGroup group = group(shown);
    List<String> by = by(shown, group);
    List<String> scope = new ArrayList<>();
    variables.stream()
        .filter(variable -> narrows(variable, shown, group))
        .map(variable -> "$" + variable.name())
        .forEach(scope::add);
    shown.where().all().stream().map(Tag::text).forEach(scope::add);
    shown.without().stream().map(tag -> "!" + tag.text()).forEach(scope::add);
    scope.addAll(presences(shown));
    scope.addAll(exclusions(shown, group));
    return aggregator(metric.across())
        + ":"
        + metric.name()
        + "{"
        + (scope.isEmpty() ? "*" : String.join(",", scope))
        + "}"
        + (by.isEmpty() ? "" : " by {" + String.join(",", by) + "}")
        + (metric.type() == MetricType.COUNT ? ".as_count()" : "")
        + shown.bucket().map(bucket -> rollup(metric, bucket)).orElse("")
        + shown.reduced().filter(Shown.Reducer.AVG::equals).map(_ -> MEASURED_ONLY).orElse("");
  }

  private static String rollup(Metric metric, Duration bucket) {
    String word = metric.type() == MetricType.COUNT ? "sum" : "avg";
    return ".rollup(" + word + ", " + bucket.toSeconds() + ")";
  }

  /// The word for what makes one value of a span.
  static String reducer(Shown shown) {
    return shown
        .reduced()
        .orElse(shown.metric().type() == MetricType.COUNT ? Shown.Reducer.SUM : Shown.Reducer.LAST)
        .name()
        .toLowerCase(Locale.ROOT);
  }

  /// The subject that measures a metric; empty for one of the runner's.
  Optional<Subject> subject(Metric metric) {
    return subjects.stream().filter(subject -> subject.declares(metric)).findFirst();
  }

  /// After how long a value says nothing of now; that of the first subject where the metric is
  /// nobody's.
  LiveSpan freshness(Metric metric) {
    return LiveSpan.atLeast(
        subject(metric)
            .or(() -> subjects.stream().findFirst())
            .orElseThrow(() -> new IllegalArgumentException(metric + " is of no subject"))
            .freshness(metric));
  }

  /// The head of a widget that shows a value of now for each group: what nobody measures any more
  /// is blank rather than old. Where a span is counted, or one was chosen, it stays as it is.
  Head fresh(Head head, List<Formula> formulas) {
    List<Shown> shown = formulas.stream().flatMap(formula -> formula.of().stream()).toList();
    boolean isOfNow = shown.stream().allMatch(one -> reducer(one).equals("last"));
    return head.time().isPresent() || !isOfNow
        ? head
        : shown.stream()
            .map(one -> freshness(one.metric()))
            .max(LiveSpan::compareTo)
            .map(head::over)
            .orElse(head);
  }

  /// The keys that a metric's series carry because of where they were measured.
  List<String> scope(Metric metric) {
    return subject(metric).stream()
        .flatMap(subject -> subject.scope().stream())
        .map(TagKey::key)
        .toList();
  }

  /// The keys that part what is shown.
  List<String> groups(Shown shown) {
    return by(shown, group(shown));
  }

  /// The one group of tags whose series are meant.
  private TagGroup group(Shown shown) {
    Set<String> named = shown.named();
    scope(shown.metric()).forEach(named::remove);
    List<TagGroup> groups = shown.metric().groups();
    if (named.isEmpty() && groups.size() > 1) {
      throw refused(shown, "has several groups of tags; say which by a tag, or part it by a key");
    }
    return groups.stream()
        .filter(group -> group.covers(named))
        .min((one, other) -> Integer.compare(one.keys().size(), other.keys().size()))
        .orElseThrow(() -> refused(shown, "has no group with the tags " + named));
  }

  /// Tags that keep the series of other groups out which have these keys too.
  private List<String> exclusions(Shown shown, TagGroup chosen) {
    Set<String> named = shown.named();
    scope(shown.metric()).forEach(named::remove);
    return shown.metric().groups().stream()
        .filter(group -> !group.equals(chosen) && group.covers(named))
        .flatMap(group -> group.keys().stream())
        .filter(key -> key.presence() == Presence.ALWAYS && !chosen.covers(Set.of(key.key())))
        .map(Exclusion::of)
        .distinct()
        .toList();
  }

  /// Tags that keep the series of groups out which have not all of the keys that part: they would
  /// be one more row, of what the parts are parts of.
  private static List<String> presences(Shown shown) {
    return shown.by().stream()
        .filter(key -> shown.metric().tagKeys().contains(key))
        .filter(
            key -> shown.metric().groups().stream().anyMatch(group -> !group.covers(Set.of(key))))
        .map(key -> key + ":*")
        .toList();
  }

  /// What parts the series: where they never combine, every key that may have several values.
  private List<String> by(Shown shown, TagGroup group) {
    if (shown.metric().across() != Across.NEVER) {
      return shown.by();
    }
    return Stream.concat(
            shown.by().stream(),
            Stream.concat(scope(shown.metric()).stream(), group.keys().stream().map(TagKey::key)))
        .filter(key -> shown.by().contains(key) || shown.where().value(key).isEmpty())
        .distinct()
        .toList();
  }

  private boolean narrows(Variable variable, Shown shown, TagGroup group) {
    Set<String> keys =
        Stream.concat(
                Stream.of(Variable.ENVIRONMENT.name()),
                Stream.concat(
                    scope(shown.metric()).stream(), group.keys().stream().map(TagKey::key)))
            .collect(Collectors.toSet());
    return variable.narrows(shown.metric())
        && keys.contains(variable.name())
        && shown.where().value(variable.name()).isEmpty();
  }

  private static String aggregator(Across across) {
    return switch (across) {
      case SUM -> "sum";
      case MAX -> "max";
      case MIN -> "min";
      case MEAN, NEVER -> "avg";
    };
  }

  private static IllegalArgumentException refused(Shown shown, String why) {
    return new IllegalArgumentException(shown.metric() + " " + why);
  }
}
