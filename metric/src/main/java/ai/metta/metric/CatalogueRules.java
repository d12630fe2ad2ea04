// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What must be true of a catalogue. Answers every violation at once, each naming the metric and
/// what to do.
final class CatalogueRules {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
  private static final int MAXIMUM_NAME_LENGTH = 200;
  private static final Map<Pattern, Unit> UNIT_OF_SUFFIX =
      Map.of(
          Pattern.compile(".*_seconds"), Unit.SECOND,
          Pattern.compile(".*_minutes"), Unit.MINUTE,
          Pattern.compile(".*_hours"), Unit.HOUR,
          Pattern.compile(".*_pct|.*_rate_7d"), Unit.PERCENT,
          Pattern.compile(".*_gb"), Unit.GIBIBYTE,
          Pattern.compile(".*_usd"), Unit.DOLLAR);

  private CatalogueRules() {}

  static List<String> problems(List<String> prefixes, List<Metric> metrics) {
    List<String> problems = new ArrayList<>(duplicates(metrics));
    for (Metric metric : metrics) {
      Stream.of(
              name(metric, prefixes),
              meaning(metric),
              unit(metric),
              tags(metric),
              goal(metric),
              aliases(metric))
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
            Stream.concat(Stream.of(metric.name()), metric.aliases().stream().map(Alias::name)))
        .filter(name -> !seen.add(name))
        .map(name -> "metric " + name + ": declared more than once")
        .toList();
  }

  private static List<String> name(Metric metric, List<String> prefixes) {
    Rules rules = new Rules();
    rules.require(
        NAME.matcher(metric.name()).matches(), "the name is not lower snake case parted by dots");
    rules.require(
        metric.name().length() <= MAXIMUM_NAME_LENGTH, "the name is longer than 200 characters");
    rules.require(
        prefixes.stream().anyMatch(prefix -> metric.name().startsWith(prefix + ".")),
        "the name does not begin with one of " + prefixes);
    return rules.broken;
  }

  private static List<String> meaning(Metric metric) {
    Rules rules = new Rules();
    rules.require(!metric.description().isBlank(), "has no description; add says(…)");
    rules.require(!metric.description().endsWith("."), "the description ends in a full stop");
    rules.require(
        metric.window().map(Duration::isPositive).orElse(true),
        "the window is not a length of time");
    return rules.broken;
  }

  private static List<String> unit(Metric metric) {
    Rules rules = new Rules();
    UNIT_OF_SUFFIX.forEach((suffix, unit) ->
        rules.require(
            !suffix.matcher(metric.name()).matches()
                || metric.unit().filter(unit::equals).isPresent(),
            "the name's suffix asks for the unit " + unit.text()));
    rules.require(
        metric.unit().isPresent() || metric.noun().isPresent(), "has neither a unit nor a noun");
    return rules.broken;
  }

  private static List<String> tags(Metric metric) {
    Rules rules = new Rules();
    for (TagGroup group : metric.groups()) {
      Set<String> keys = new HashSet<>();
      group
          .keys()
          .forEach(key ->
              rules.require(keys.add(key.key()), "tag " + key.key() + " twice in one group"));
    }
    Predicate<TagGroup> costly = group -> group.keys().stream().anyMatch(key -> !key.isBounded());
    rules.require(
        metric.emitted() == Emitted.ALWAYS || metric.groups().stream().anyMatch(costly),
        "is optional, so it needs a tag with a budget");
    return rules.broken;
  }

  private static List<String> goal(Metric metric) {
    Rules rules = new Rules();
    metric
        .target()
        .ifPresent(target ->
            rules.require(
                target.agreesWith(metric.orientation()),
                "the target " + target.text() + " contradicts " + metric.orientation()));
    metric
        .fom()
        .ifPresent(fom ->
            rules.require(
                metric.orientation()
                    != (fom.goodAt() > fom.badAt()
                        ? Orientation.LOWER_IS_BETTER
                        : Orientation.HIGHER_IS_BETTER),
                "the figure of merit contradicts " + metric.orientation()));
    return rules.broken;
  }

  private static List<String> aliases(Metric metric) {
    Rules rules = new Rules();
    for (Alias alias : metric.aliases()) {
      rules.require(
          NAME.matcher(alias.name()).matches(), "alias " + alias.name() + " is not a metric name");
      rules.require(
          metric.groups().stream().anyMatch(group -> group.covers(alias.where().keys())),
          "alias " + alias.name() + " stands for tags of no group");
    }
    return rules.broken;
  }

  /// Collects what does not hold.
  private static final class Rules {
    private final List<String> broken = new ArrayList<>();

    void require(boolean holds, String otherwise) {
      if (!holds) {
        broken.add(otherwise);
      }
    }
  }
}
