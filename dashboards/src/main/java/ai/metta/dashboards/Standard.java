// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.Across;
import ai.metta.metric.DashboardHint;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import ai.metta.metric.Priority;
import ai.metta.metric.TagGroup;
import ai.metta.metric.TagKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Widgets that follow from declarations alone, in the product's standard layout: the most
/// important numbers, then a group for each that the declarations name.
public final class Standard {
  private static final int A_ROW = 4;
  private static final int MOST_LINES = 20;
  private static final Comparator<Metric> ORDER =
      Comparator.comparing(
              (Metric metric) -> metric.dashboard().map(DashboardHint::group).orElse("~"))
          .thenComparing(metric -> metric.dashboard().map(DashboardHint::order).orElse(0));

  private Standard() {}

  /// The groups of a page about one collector, where nobody wrote it by hand.
  public static List<Group> groups(Subject subject) {
    List<Metric> metrics =
        subject.metrics().stream().filter(metric -> metric.emitted() == Emitted.ALWAYS).toList();
    List<Group> groups = new ArrayList<>();
    List<Widget> tiles =
        metrics.stream()
            .filter(metric -> metric.priority() == Priority.HIGH && isOneNumber(metric, subject))
            .<Widget>map(metric -> NumberTile.number(Wording.title(metric), Shown.show(metric)))
            .limit(2L * A_ROW)
            .toList();
    if (!tiles.isEmpty()) {
      groups.add(new Group("Key metrics", rows(tiles)));
    }
    Map<String, List<Metric>> byGroup = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      metric
          .dashboard()
          .ifPresent(
              hint -> byGroup.computeIfAbsent(hint.group(), _ -> new ArrayList<>()).add(metric));
    }
    byGroup.forEach((title, some) ->
        groups.add(
            new Group(
                title, rows(some.stream().sorted(ORDER).flatMap(Standard::overTime).toList()))));
    return groups;
  }

  /// The group that declarations name, as it stands on a page that nobody wrote by hand; for pages
  /// of which the rest was.
  ///
  /// @throws IllegalArgumentException where no metric of every run names it
  public static Group group(Subject subject, String title) {
    return groups(subject).stream()
        .filter(group -> group.title().equals(title))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no metric of " + subject.collector() + " is shown in " + title));
  }

  /// What the groups of a dashboard do not show; none where they show all.
  static List<Group> rest(Dashboard dashboard) {
    List<Widget> widgets =
        dashboard.subjects().stream()
            .flatMap(subject -> dashboard.unshown(subject).stream().sorted(ORDER))
            .flatMap(Standard::overTime)
            .toList();
    return widgets.isEmpty() ? List.of() : List.of(new Group("All metrics", rows(widgets)));
  }

  /// A metric over time, a widget for each group of its tags.
  static Stream<Widget> overTime(Metric metric) {
    List<TagGroup> groups = metric.groups();
    return groups.stream().map(group -> overTime(metric, group, groups.size() > 1));
  }

  private static Widget overTime(Metric metric, TagGroup group, boolean several) {
    String[] keys = group.keys().stream().map(TagKey::key).toArray(String[]::new);
    String title =
        Wording.title(metric) + (several ? " by " + String.join(", ", keys).replace('_', ' ') : "");
    Shown parted = keys.length == 0 ? Shown.show(metric) : Shown.show(metric).by(keys);
    if (lines(group) <= MOST_LINES) {
      return described(Timeseries.timeseries(title, parted), metric);
    }
    return described(
        several || metric.across() == Across.NEVER
            ? TopList.topList(title, parted)
            : Timeseries.timeseries(title, Shown.show(metric)),
        metric);
  }

  private static Widget described(Widget.Titled widget, Metric metric) {
    return widget.saying(metric.description());
  }

  /// How many lines a group may come to, as declared.
  private static long lines(TagGroup group) {
    return group.keys().stream()
        .mapToLong(key -> key.declared().size() + key.budget())
        .reduce(1, (one, other) -> one * Math.max(1, other));
  }

  private static boolean isOneNumber(Metric metric, Subject subject) {
    return metric.groups().size() == 1
        && (metric.across() != Across.NEVER
            || (metric.tagKeys().isEmpty() && subject.scope().isEmpty()));
  }

  private static List<Row> rows(List<Widget> widgets) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < widgets.size(); i += A_ROW) {
      List<Widget> some = widgets.subList(i, Math.min(i + A_ROW, widgets.size()));
      List<Integer> widths = some.stream().map(_ -> Row.COLUMNS / A_ROW).toList();
      rows.add(new Row(some, widths));
    }
    return rows;
  }
}
