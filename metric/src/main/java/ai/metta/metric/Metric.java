// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import ai.metta.metric.Alias.Tagging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A metric, declared once: collection, health, dashboards, monitors, documentation and cost follow
/// from it.
///
/// A declaration is a constant, written as one sentence:
///
/// ```java
/// static final Metric STALE = Metric.gauge("github.prs.stale_count_14d").noun("pull request")
///     .says("Pull requests open for more than 14 days").taggedBy(REPOSITORY).across(SUM);
/// ```
///
/// Each step answers a new, changed declaration. Only what would be no value at all is refused at
/// once (a unit that Datadog does not know, a figure of merit whose anchors make no line); the rest
/// is checked when a [Catalogue] is built, which then says everything that is wrong together.
public final class Metric {
  private final Declared declared;

  private Metric(Declared declared) {
    this.declared = declared;
  }

  /// A value at the instant of the run.
  ///
  /// @param name lower snake case parted by dots, at most 200 characters, the collector's prefix
  ///   first
  public static Metric gauge(String name) {
    return new Metric(new Declared(name, MetricType.GAUGE));
  }

  /// What the run itself counted; adds up over time.
  ///
  /// @param name as of [#gauge]
  public static Metric count(String name) {
    return new Metric(new Declared(name, MetricType.COUNT));
  }

  /// The unit of its values; a metric that merely counts things without a Datadog unit has a noun
  /// instead.
  public Metric unit(Unit unit) {
    return change(next -> next.unit = Optional.of(unit));
  }

  /// Its values are 0 and 1 only, for no and yes.
  public Metric flag() {
    return change(next -> next.flag = true);
  }

  /// What is counted, in the singular: `pull request`, `gpu`.
  public Metric noun(String noun) {
    return change(next -> next.noun = Optional.of(noun));
  }

  /// One line for people, without a full stop.
  public Metric says(String description) {
    return change(next -> next.description = description);
  }

  /// How its series combine over tags; they do not, unless said.
  public Metric across(Across across) {
    return change(next -> next.across = across);
  }

  /// Adds a group of keys that stand together on a series.
  public Metric taggedBy(TagKey... keys) {
    return change(next ->
        next.groups = Stream.concat(next.groups.stream(), Stream.of(TagGroup.of(keys))).toList());
  }

  /// The time that a value looks back over, such as seven days for a name that ends in `_7d`.
  public Metric window(Duration window) {
    return change(next -> next.window = Optional.of(window));
  }

  /// Whether it can be evaluated for a past instant; it cannot, unless said.
  public Metric history(History history) {
    return change(next -> next.history = history);
  }

  public Metric priority(Priority priority) {
    return change(next -> next.priority = priority);
  }

  /// Whether it has to be asked for; always emitted, unless said. An optional one needs a tag with
  /// a budget.
  public Metric emitted(Emitted emitted) {
    return change(next -> next.emitted = emitted);
  }

  /// What good looks like, in the metric's unit; it goes with the orientation.
  public Metric target(Target target) {
    return change(next -> next.target = Optional.of(target));
  }

  /// Its row of the health grid: 0 at and beyond `badAt`, 1 at and beyond `goodAt`, a straight line
  /// between, in the metric's unit.
  ///
  /// @param area lower snake case, such as `ci`
  /// @param check the row within the area, lower snake case
  /// @throws IllegalArgumentException where the anchors are equal or not finite
  public Metric fom(String area, String check, double badAt, double goodAt) {
    Fom fom = new Fom(area, check, badAt, goodAt);
    return change(next -> next.fom = Optional.of(fom));
  }

  /// Which way is better; neither, unless said.
  public Metric orientation(Orientation orientation) {
    return change(next -> next.orientation = orientation);
  }

  /// After how long a value is stale; three schedules unless said.
  public Metric freshFor(Duration freshness) {
    return change(next -> next.freshness = Optional.of(freshness));
  }

  /// Its place on the collector's dashboard, with the widget that suits its kind.
  ///
  /// @param order position within the group, from 1; equal ones stand in order of declaration
  public Metric shownIn(String group, int order) {
    return change(
        next -> next.dashboard = Optional.of(new DashboardHint(group, order, Optional.empty())));
  }

  /// Alerts where every value of the evaluation window is this one, or on the side of it that its
  /// orientation calls worse.
  ///
  /// @param critical in the metric's unit
  /// @param over the evaluation window
  public Metric alertsAt(double critical, Duration over) {
    return alerts(MonitorHint.at(critical, over));
  }

  /// When it should call somebody.
  public Metric alerts(MonitorHint hint) {
    return change(next -> next.monitor = Optional.of(hint));
  }

  /// Where its facts come from; nowhere for what the runner measures itself.
  public Metric from(Source source) {
    return change(next -> next.source = Optional.of(source));
  }

  /// Another, flat name for the series that carry these `key:value` tags.
  public Metric alias(String name, String... where) {
    return also(new Alias(name, Tags.parse(List.of(where)), new Tagging.Only(Tags.none())));
  }

  /// A name for all series together, under which they carry these `key:value` tags. Several metrics
  /// may share it, each with tags of its own.
  public Metric tagged(String name, String... instead) {
    return also(new Alias(name, Tags.none(), new Tagging.Only(Tags.parse(List.of(instead)))));
  }

  /// Another name of every series, under which it carries the tags that it has.
  public Metric renamed(String name) {
    return also(new Alias(name, Tags.none(), new Tagging.Same()));
  }

  private Metric also(Alias alias) {
    return change(
        next -> next.aliases = Stream.concat(next.aliases.stream(), Stream.of(alias)).toList());
  }

  public String name() {
    return declared.name;
  }

  /// What follows the first part of its name, in words: `jobs runtime seconds`.
  public String shortName() {
    return declared.name.substring(declared.name.indexOf('.') + 1).replaceAll("[._]", " ");
  }

  public MetricType type() {
    return declared.type;
  }

  public Optional<Unit> unit() {
    return declared.unit;
  }

  /// Whether its values are 0 and 1 only, for no and yes.
  public boolean isFlag() {
    return declared.flag;
  }

  public Optional<String> noun() {
    return declared.noun;
  }

  public String description() {
    return declared.description;
  }

  public Across across() {
    return declared.across;
  }

  /// The groups of its series; the untagged group where none was declared.
  public List<TagGroup> groups() {
    return declared.groups.isEmpty() ? List.of(TagGroup.UNTAGGED) : declared.groups;
  }

  /// Every tag key of any group, each once, in order of declaration.
  public List<String> tagKeys() {
    return declared.groups.stream()
        .flatMap(group -> group.keys().stream())
        .map(TagKey::key)
        .distinct()
        .toList();
  }

  public Optional<Duration> window() {
    return declared.window;
  }

  public History history() {
    return declared.history;
  }

  public Priority priority() {
    return declared.priority;
  }

  public Emitted emitted() {
    return declared.emitted;
  }

  public Optional<Target> target() {
    return declared.target;
  }

  public Optional<Fom> fom() {
    return declared.fom;
  }

  public Orientation orientation() {
    return declared.orientation;
  }

  /// After how long a value is stale, for a collector on this schedule.
  public Duration freshness(Schedule schedule) {
    return declared.freshness.orElseGet(() -> schedule.every().multipliedBy(3));
  }

  /// Whether each run of its collector measures it: one that is asked for less often says for how
  /// long its values hold.
  public boolean isOfEveryRun() {
    return declared.freshness.isEmpty();
  }

  public Optional<DashboardHint> dashboard() {
    return declared.dashboard;
  }

  public Optional<MonitorHint> monitor() {
    return declared.monitor;
  }

  public Optional<Source> source() {
    return declared.source;
  }

  public List<Alias> aliases() {
    return declared.aliases;
  }

  /// The group that a series with just these keys belongs to; empty for a series that was never
  /// declared.
  public Optional<TagGroup> groupOf(Tags tags) {
    return groups().stream().filter(group -> group.admits(tags.keys())).findFirst();
  }

  /// What this series is also called. A flat name stands for the smallest group that has all its
  /// keys, so that `status:failed` never takes in `status:failed,timeframe:7d`.
  public List<Alias> aliasesOf(Tags tags) {
    List<Alias> meant = new ArrayList<>();
    for (Alias alias : declared.aliases) {
      boolean isMeant =
          switch (alias.tagging()) {
            case Tagging.Same() -> true;
            case Tagging.Only _ ->
                tags.contains(alias.where()) && groupOf(tags).equals(smallestGroup(alias));
          };
      if (isMeant) {
        meant.add(alias);
      }
    }
    return meant;
  }

  private Optional<TagGroup> smallestGroup(Alias alias) {
    return groups().stream()
        .filter(group -> group.covers(alias.where().keys()))
        .min((one, other) -> Integer.compare(one.keys().size(), other.keys().size()));
  }

  @Override
  public String toString() {
    return declared.name;
  }

  private Metric change(Consumer<Declared> step) {
    Declared next = new Declared(declared);
    step.accept(next);
    return new Metric(next);
  }

  /// The fields, mutable only while a step makes the next declaration.
  private static final class Declared {
    private final String name;
    private final MetricType type;
    private Optional<Unit> unit = Optional.empty();
    private boolean flag;
    private Optional<String> noun = Optional.empty();
    private String description = "";
    private Across across = Across.NEVER;
    private List<TagGroup> groups = List.of();
    private Optional<Duration> window = Optional.empty();
    private History history = History.NOW_ONLY;
    private Priority priority = Priority.MEDIUM;
    private Emitted emitted = Emitted.ALWAYS;
    private Optional<Target> target = Optional.empty();
    private Optional<Fom> fom = Optional.empty();
    private Orientation orientation = Orientation.NEUTRAL;
    private Optional<Duration> freshness = Optional.empty();
    private Optional<DashboardHint> dashboard = Optional.empty();
    private Optional<MonitorHint> monitor = Optional.empty();
    private Optional<Source> source = Optional.empty();
    private List<Alias> aliases = List.of();

    private Declared(String name, MetricType type) {
      this.name = name;
      this.type = type;
    }

    private Declared(Declared from) {
      this.name = from.name;
      this.type = from.type;
      this.unit = from.unit;
      this.flag = from.flag;
      this.noun = from.noun;
      this.description = from.description;
      this.across = from.across;
      this.groups = from.groups;
      this.window = from.window;
      this.history = from.history;
      this.priority = from.priority;
      this.emitted = from.emitted;
      this.target = from.target;
      this.fom = from.fom;
      this.orientation = from.orientation;
      this.freshness = from.freshness;
      this.dashboard = from.dashboard;
      this.monitor = from.monitor;
      this.source = from.source;
      this.aliases = from.aliases;
    }
  }
}
