// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A monitor's states from one evaluation to the next, as Datadog goes through them.
final class Course {
  /// The group of a monitor that judges one value.
  static final String ALL = "";

  private final Rule rule;
  private final Asked asked;
  private final SortedMap<String, Known> groups = new TreeMap<>();
  private Instant next;

  /// @param seen when it last had a value
  private record Known(State state, Instant first, Instant seen) {}

  /// @param from of the first evaluation
  Course(Rule rule, Fixture series, Instant from) {
    this(rule, new Asked(rule, series), from);
  }

  Course(Rule rule, Asked asked, Instant from) {
    this.rule = rule;
    this.asked = asked;
    this.next = from;
    if (!rule.isGrouped()) {
      groups.put(ALL, new Known(State.NO_DATA, Instant.MIN, Instant.MIN));
    }
  }

  /// The states after the last evaluation that is not after an instant.
  SortedMap<String, State> at(Instant instant) {
    while (!next.isAfter(instant)) {
      evaluate(next);
      next = next.plus(rule.every());
    }
    SortedMap<String, State> states = new TreeMap<>();
    groups.forEach((group, known) -> {
      if (isJudged(known, next.minus(rule.every()))) {
        states.put(group, known.state());
      }
    });
    return states;
  }

  private boolean isJudged(Known known, Instant now) {
    return !rule.isGrouped() || !now.isBefore(known.first().plus(rule.newGroupDelay()));
  }

  private void evaluate(Instant now) {
    SortedMap<String, Double> values = asked.over(rule.window(), now);
    Set<String> all = new TreeSet<>(groups.keySet());
    all.addAll(values.keySet());
    Optional<Set<String>> recent = all.size() == values.size() ? Optional.empty() : recent(now);
    for (String group : all) {
      Known before =
          Optional.ofNullable(groups.get(group)).orElseGet(() -> new Known(State.OK, now, now));
      Optional<Double> value = Optional.ofNullable(values.get(group));
      if (value.isPresent()) {
        State after = rule.judged(value.get(), before.state());
        groups.put(group, new Known(after, before.first(), now));
      } else if (rule.isGrouped() && !now.isBefore(before.seen().plus(rule.retention()))) {
        groups.remove(group);
      } else {
        State after =
            without(before.state(), recent.filter(some -> some.contains(group)).isPresent());
        groups.put(group, new Known(after, before.first(), before.seen()));
      }
    }
  }

  /// The groups that had a value not longer ago than a rule waits for one.
  private Optional<Set<String>> recent(Instant now) {
    return rule.missing() instanceof Rule.Missing.UnknownAfter(Duration length)
        ? Optional.of(asked.over(length, now).keySet())
        : Optional.empty();
  }

  private State without(State before, boolean isRecent) {
    return switch (rule.missing()) {
      case Rule.Missing.AsUsual() -> rule.addsUpFirst() ? rule.judged(0, before) : before;
      case Rule.Missing.AsBefore() -> before;
      case Rule.Missing.Unknown() -> State.NO_DATA;
      case Rule.Missing.UnknownAfter _ -> isRecent ? before : State.NO_DATA;
      case Rule.Missing.Well() -> State.OK;
    };
  }
}
