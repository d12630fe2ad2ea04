// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must be true of a catalogue. Answers every violation at once, each naming the metric and
/// what to do.
final class CatalogueRules {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
  private static final int MAXIMUM_NAME_LENGTH = 200;
  private static final Map<Pattern, Unit> UNIT_OF_SUFFIX =
      Map.of(
          suffix("_seconds"), Unit.SECOND,
          suffix("_minutes"), Unit.MINUTE,
          suffix("_hours"), Unit.HOUR,
          suffix("_pct|_rate(?=_7d)"), Unit.PERCENT,
          suffix("_gb"), Unit.GIBIBYTE,
          suffix("_usd"), Unit.DOLLAR);

  private CatalogueRules() {}

  /// The end of a name, before the window that it may name last: `_hours`, `_hours_7d`.
  private static Pattern suffix(String words) {
    return Pattern.compile(".*(" + words + ")(_\\d+[hd])?");
  }

  static List<String> problems(List<String> prefixes, List<Metric> metrics) {
    List<String> problems = new ArrayList<>(duplicates(metrics));
    problems.addAll(shadows(metrics));
    problems.addAll(rows(metrics));
    for (Metric metric : metrics) {
      Stream.of(
              name(metric.name(), prefixes),
              meaning(metric),
              unit(metric),
              TagRules.problems(metric),
              goal(metric),
              aliases(metric, prefixes))
          .flatMap(List::stream)
          .map(problem -> "metric " + metric.name() + ": " + problem)
          .forEach(problems::add);
    }
    return problems;
  }

  private static List<String> duplicates(List<Metric> metrics) {
    Set<String> seen = new HashSet<>();
    return metrics.stream()
        .flatMap(metric ->
            Stream.concat(Stream.of(metric.name()), metric.aliases().stream().map(Alias::text)))
        .filter(name -> !seen.add(name))
        .map(name -> "metric " + name + ": declared more than once")
        .toList();
  }

  /// Under a metric's own name, the tags of another's alias would be a group that nobody declared.
  private static List<String> shadows(List<Metric> metrics) {
    Set<String> own = metrics.stream().map(Metric::name).collect(Collectors.toSet());
    return metrics.stream()
        .flatMap(metric ->
            metric.aliases().stream()
                .filter(alias -> alias.isTagged() && own.contains(alias.name()))
                .map(alias ->
                    "metric %s: alias %s is under a metric's own name"
                        .formatted(metric.name(), alias.text())))
        .toList();
  }

  /// Two metrics under one row of the health grid would send two values for one series.
  private static List<String> rows(List<Metric> metrics) {
    Set<String> seen = new HashSet<>();
    return metrics.stream()
        .filter(metric -> !metric.fom().map(fom -> seen.add(fom.metricName())).orElse(true))
        .map(metric -> "metric " + metric.name() + ": its figure of merit is another's already")
        .toList();
  }

  private static List<String> name(String name, List<String> prefixes) {
    Complaints complaints = new Complaints();
    complaints.require(
        NAME.matcher(name).matches(), "the name is not lower snake case parted by dots");
    complaints.require(
        name.length() <= MAXIMUM_NAME_LENGTH, "the name is longer than 200 characters");
    complaints.require(
        prefixes.stream().anyMatch(prefix -> name.startsWith(prefix + ".")),
        "the name does not begin with one of " + prefixes);
    return complaints.all();
  }

  private static List<String> meaning(Metric metric) {
    Complaints complaints = new Complaints();
    complaints.require(!metric.description().isBlank(), "has no description; add says(…)");
    complaints.require(!metric.description().endsWith("."), "the description ends in a full stop");
    complaints.require(
        metric.description().lines().count() <= 1, "the description is longer than one line");
    complaints.require(
        metric.window().map(Duration::isPositive).orElse(true),
        "the window is not a length of time");
    complaints.require(
        metric.freshness(Schedule.everyMinutes(1)).isPositive(),
        "the freshness is not a length of time");
    metric
        .dashboard()
        .ifPresent(hint ->
            complaints.require(
                !hint.group().isBlank() && hint.order() >= 1,
                "is shown in no group, or at no place in it"));
    return complaints.all();
  }

  private static List<String> unit(Metric metric) {
    Complaints complaints = new Complaints();
    UNIT_OF_SUFFIX.forEach((suffix, unit) ->
        complaints.require(
            !suffix.matcher(metric.name()).matches()
                || metric.unit().filter(unit::equals).isPresent(),
            "the name's suffix asks for the unit " + unit.text()));
    complaints.require(
        metric.unit().isPresent() || metric.noun().isPresent(), "has neither a unit nor a noun");
    return complaints.all();
  }

  private static List<String> goal(Metric metric) {
    Complaints complaints = new Complaints();
    Orientation orientation = metric.orientation();
    metric
        .target()
        .ifPresent(target -> {
          complaints.require(
              target.agreesWith(orientation),
              "the target " + target.text() + " contradicts " + orientation);
          complaints.require(
              target.warnsInTime(), "the warning comes after the target " + target.text());
        });
    metric
        .fom()
        .ifPresent(fom -> {
          complaints.require(
              fom.orientation() == orientation, "the figure of merit contradicts " + orientation);
          complaints.require(
              NAME.matcher(fom.metricName()).matches(), fom.metricName() + " is no metric name");
        });
    metric
        .monitor()
        .ifPresent(monitor -> {
          complaints.require(
              orientation != Orientation.NEUTRAL, "alerts, so it needs an orientation");
          complaints.require(
              monitor.over().isPositive(), "the evaluation window is not a length of time");
          complaints.require(
              monitor.warnsInTime(orientation), "the monitor's warning comes after what alerts");
          complaints.require(
              metric.groups().stream().anyMatch(group -> group.declares(monitor.about())),
              "the monitor is about tags of no group: " + monitor.about());
        });
    return complaints.all();
  }

  private static List<String> aliases(Metric metric, List<String> prefixes) {
    Complaints complaints = new Complaints();
    for (Alias alias : metric.aliases()) {
      name(alias.name(), prefixes)
          .forEach(problem -> complaints.require(false, "alias " + alias.text() + ": " + problem));
      complaints.require(
          metric.groups().stream().anyMatch(group -> group.declares(alias.where())),
          "alias " + alias.text() + " stands for tags of no group");
    }
    return complaints.all();
  }
}
