// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A dashboard: groups of rows of widgets about the metrics of some collectors.
///
/// It begins with a group About – where one is, what the page is for, whether its collectors run –
/// and ends with a group All metrics, which shows what no other group does, so that nothing that is
/// emitted is without a picture.
///
/// @param name of its file, such as `github_cicd`; its slug has hyphens instead
/// @param status the metric that is 1 where a collector's last run failed, else 0
public record Dashboard(
    String name,
    String title,
    Purpose purpose,
    LiveSpan timeframe,
    List<Variable> variables,
    List<Subject> subjects,
    List<Group> groups,
    Metric status) {
  /// The name of the one that all others lead back to.
  public static final String HOME = "system_health_rollup";

  /// The name of the one that shows whether collectors run.
  public static final String COLLECTORS = "collector_health";

  public Dashboard {
    variables = List.copyOf(variables);
    subjects = List.copyOf(subjects);
    groups = List.copyOf(groups);
  }

  /// A link to this one.
  public Link link(String text) {
    return Link.toDashboard(text, name, "");
  }

  /// An empty one about a collector, narrowed by the environment only, of the last week.
  public static Dashboard about(
      Subject subject, String name, String title, Purpose purpose, Metric status) {
    return new Dashboard(
        name,
        title,
        purpose,
        LiveSpan.WEEK,
        List.of(Variable.ENVIRONMENT),
        List.of(subject),
        List.of(),
        status);
  }

  /// Where a dashboard is found: Datadog takes its id there, this product's server its slug too.
  public static String path(String name) {
    return "/dashboard/" + name.replace('_', '-');
  }

  public Dashboard over(LiveSpan span) {
    return new Dashboard(name, title, purpose, span, variables, subjects, groups, status);
  }

  /// With more template variables.
  public Dashboard narrowedBy(Variable... more) {
    return new Dashboard(
        name,
        title,
        purpose,
        timeframe,
        Stream.concat(variables.stream(), Stream.of(more)).toList(),
        subjects,
        groups,
        status);
  }

  /// With one more group, below the others.
  public Dashboard group(String groupTitle, Row... rows) {
    return with(List.of(Group.of(groupTitle, rows)));
  }

  /// With more groups, below the others.
  public Dashboard with(List<Group> more) {
    return new Dashboard(
        name,
        title,
        purpose,
        timeframe,
        variables,
        subjects,
        Stream.concat(groups.stream(), more.stream()).toList(),
        status);
  }

  /// With what another collector adds to the same page.
  public Dashboard joining(Dashboard guest) {
    List<Variable> all =
        Stream.concat(variables.stream(), guest.variables.stream()).distinct().toList();
    return new Dashboard(
        name,
        title,
        purpose,
        timeframe,
        all,
        Stream.concat(subjects.stream(), guest.subjects.stream()).toList(),
        Stream.concat(groups.stream(), guest.groups.stream()).toList(),
        status);
  }

  /// The names of all metrics that it shows.
  public Set<String> metrics() {
    return all().stream()
        .flatMap(Group::widgets)
        .flatMap(Widget::shows)
        .flatMap(formula -> formula.of().stream())
        .map(shown -> shown.metric().name())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// As Datadog's API takes it.
  ///
  /// @throws IllegalArgumentException where a widget shows what a declaration does not allow
  public Members json(Owners owners) {
    Optional<String> team =
        subjects.stream().flatMap(subject -> owners.of(subject.collector()).stream()).findFirst();
    Page page = new Page(variables, subjects, team);
    List<JsonTree> placed = new ArrayList<>();
    int y = 0;
    for (Group group : all()) {
      placed.add(group.json(page, y));
      y += group.height();
    }
    return JsonTree.object()
        .with("title", title)
        .with("description", purpose.says() + ".")
        .with("layout_type", "ordered")
        .with("reflow_type", "fixed")
        .with("template_variables", JsonTree.list(variables.stream().map(Variable::json).toList()))
        .with("tags", JsonTree.texts(team.map(one -> "team:" + one).stream().toList()))
        .with("notify_list", JsonTree.texts())
        .with("default_timeframe", timeframe.ofDashboard())
        .with("widgets", JsonTree.list(placed));
  }

  private List<Group> all() {
    List<Group> all = new ArrayList<>();
    all.add(About.group(this));
    all.addAll(groups);
    List<Group> rest = Standard.rest(this);
    all.addAll(rest);
    return all;
  }

  /// Metrics that each run emits and none of the groups shows.
  List<Metric> unshown(Subject subject) {
    Set<String> shown =
        groups.stream()
            .flatMap(Group::widgets)
            .flatMap(Widget::shows)
            .flatMap(formula -> formula.of().stream())
            .map(one -> one.metric().name())
            .collect(Collectors.toSet());
    return subject.metrics().stream()
        .filter(metric -> metric.emitted() == Emitted.ALWAYS && !shown.contains(metric.name()))
        .toList();
  }
}
