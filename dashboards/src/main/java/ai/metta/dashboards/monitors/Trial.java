// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.json.JsonTree;
import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.EvaluationException;
import ai.metta.query.syntax.QuerySyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// One case of a script: series, and the states that a monitor must have at some instants.
///
/// @param place the script's name and line
/// @param monitor its name, or a file that ends with `.json`
/// @param about what the case is called
/// @param begin when the monitor is evaluated first
public record Trial(
    String place,
    String monitor,
    String about,
    Duration begin,
    List<Load> loads,
    List<Expectation> expectations) {
  /// When every script begins: a Monday.
  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  public Trial {
    loads = List.copyOf(loads);
    expectations = List.copyOf(expectations);
  }

  /// A series.
  ///
  /// @param tags sorted and parted by commas
  /// @param values by seconds since 1970
  public record Load(
      String metric, MetricType type, String tags, NavigableMap<Long, Double> values) {}

  /// What the states must be.
  ///
  /// @param line of the script
  /// @param at after its start
  /// @param states by group, all there are
  public record Expectation(int line, Duration at, SortedMap<String, State> states) {}

  /// How a trial ended.
  public sealed interface Verdict {
    record Passed() implements Verdict {}

    /// A state is another than expected, or the query is none.
    ///
    /// @param why with the line
    record Failed(String why) implements Verdict {}

    /// The monitor is of a kind that is not evaluated here, so that nothing was tried.
    record NotEvaluated(String what) implements Verdict {}
  }

  /// Holds a monitor against it.
  ///
  /// @param document as Datadog's API takes it
  public Verdict of(JsonTree document) {
    try {
      return of(Rule.of(document));
    } catch (Rule.NotEvaluatedException other) {
      return new Verdict.NotEvaluated(String.valueOf(other.getMessage()));
    } catch (QuerySyntaxException | EvaluationException wrong) {
      return new Verdict.Failed("the query: " + wrong.getMessage());
    }
  }

  private Verdict of(Rule rule) {
    Fixture series = new Fixture();
    loads.forEach(load -> series.put(load.metric(), load.type(), load.tags(), load.values()));
    Course course = new Course(rule, series, START.plus(begin));
    for (Expectation expected :
        expectations.stream().sorted(Comparator.comparing(Expectation::at)).toList()) {
      SortedMap<String, State> got = course.at(START.plus(expected.at()));
      if (!got.equals(expected.states())) {
        return new Verdict.Failed(
            "line "
                + expected.line()
                + ": expected "
                + text(expected.states())
                + ", got "
                + text(got));
      }
    }
    return new Verdict.Passed();
  }

  private static String text(SortedMap<String, State> states) {
    return states.isEmpty()
        ? "no groups"
        : states.entrySet().stream()
            .map(one ->
                (one.getKey().isEmpty() ? "" : "{" + one.getKey() + "} ") + one.getValue().text())
            .collect(Collectors.joining("; "));
  }
}
