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
/// @param lenders collectors that it is not about, of whose metrics it shows some all the same
/// @param status the metric that is 1 where a collector's last run failed, else 0
/// @param share whether it is the page, or what another collector adds to it
public record Dashboard(
    String name,
    String title,
    Purpose purpose,
    LiveSpan timeframe,
    List<Variable> variables,
    List<Subject> subjects,
    List<Subject> lenders,
    List<Group> groups,
    Metric status,
    Share share) {
  /// The name of the one that all others lead back to.
  public static final String HOME = "system_health_rollup";

  /// The name of the one that shows whether collectors run.
  public static final String COLLECTORS = "collector_health";

  public Dashboard {
    variables = List.copyOf(variables);
    subjects = List.copyOf(subjects);
    lenders = List.copyOf(lenders);
    groups = List.copyOf(groups);
  }

  /// A link to this one.
  public Link link(String text) {
    return Link.toDashboard(text, name, "");
  }

  /// Whose word holds where several collectors have a part in a page.
  public enum Share {
    /// Says what the page is called, and what it is for; its groups come first.
    WHOLE,
    /// Is a page of its own only where nobody else has one of the name.
    ADDITION
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
        List.of(),
        status,
        Share.WHOLE);
  }

  /// Its name in addresses, such as `github-cicd`.
  public String slug() {
    return slug(name);
  }

  private static String slug(String name) {
    return name.replace('_', '-');
  }

  /// Where a dashboard is found: Datadog takes its id there, this product's server its slug too.
  public static String path(String name) {
    return "/dashboard/" + slug(name);
  }

  public Dashboard over(LiveSpan span) {
    return new Dashboard(
        name, title, purpose, span, variables, subjects, lenders, groups, status, share);
  }

  /// As what it adds to a page of the same name.
  public Dashboard asAddition() {
    return new Dashboard(
        name,
        title,
        purpose,
        timeframe,
        variables,
        subjects,
        lenders,
        groups,
        status,
        Share.ADDITION);
  }

  /// The same, beginning with the environment of an installation: its own values carry it.
  public Dashboard inEnvironment(String environment) {
    return having(
        variables.stream()
            .map(one -> one.equals(Variable.ENVIRONMENT) ? one.beginningWith(environment) : one)
            .toList(),
        subjects,
        lenders,
        groups);
  }

  /// With more template variables.
  public Dashboard narrowedBy(Variable... more) {
    return having(both(variables, List.of(more)), subjects, lenders, groups);
  }

  /// With widgets that show metrics of a collector that it is not about.
  public Dashboard borrowingFrom(Subject lender) {
    return having(variables, subjects, both(lenders, List.of(lender)), groups);
  }

  /// With one more group, below the others.
  public Dashboard group(String groupTitle, Row... rows) {
    return with(List.of(Group.of(groupTitle, rows)));
  }

  /// With more groups, below the others.
  public Dashboard with(List<Group> more) {
    return having(variables, subjects, lenders, both(groups, more));
  }

  /// Both as one page: an addition stands below what it is added to, whichever was met first.
  public Dashboard joining(Dashboard other) {
    return share == Share.ADDITION && other.share == Share.WHOLE
        ? other.joining(this)
        : having(
            both(variables, other.variables).stream().distinct().toList(),
            both(subjects, other.subjects),
            both(lenders, other.lenders),
            both(groups, other.groups));
  }

  private Dashboard having(
      List<Variable> newVariables,
      List<Subject> newSubjects,
      List<Subject> newLenders,
      List<Group> newGroups) {
    return new Dashboard(
        name,
        title,
        purpose,
        timeframe,
        newVariables,
        newSubjects,
        newLenders,
        newGroups,
        status,
        share);
  }

  private static <T> List<T> both(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /// The names of all metrics that it shows.
  public Set<String> metrics() {
    return metrics(all());
  }

  private static Set<String> metrics(List<Group> some) {
    return some.stream()
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
    Page page = new Page(variables, both(subjects, lenders), team);
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
    all.addAll(Standard.rest(this));
    return all;
  }

  /// Metrics that each run emits and none of the groups shows.
  List<Metric> unshown(Subject subject) {
    Set<String> shown = metrics(groups);
    return subject.metrics().stream()
        .filter(metric -> metric.emitted() == Emitted.ALWAYS && !shown.contains(metric.name()))
        .toList();
  }
}
