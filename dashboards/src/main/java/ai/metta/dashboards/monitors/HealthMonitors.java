// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.dashboards.monitors.Declared.Row;
import ai.metta.dashboards.monitors.Declared.Watched;
import ai.metta.dashboards.monitors.Drafting.Draft;
import ai.metta.dashboards.monitors.Monitor.Urgency;
import ai.metta.dashboards.monitors.MonitorOptions.Missing;
import ai.metta.metric.Metric;
import ai.metta.metric.MonitorHint;
import ai.metta.metric.Priority;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Rows of the health grid that are red. A row whose metric is of high priority has a monitor of
/// its own, which calls; one monitor holds all others, to be looked at.
record HealthMonitors(Declared declared, Drafting drafting) {
  private static final String ROLLUP = "system-health-rollup";

  Stream<Monitor> all() {
    List<Row> watched = declared.rows().stream().filter(row -> collector(row).isPresent()).toList();
    List<Row> own = watched.stream().filter(this::callsByItself).toList();
    List<Row> others = watched.stream().filter(row -> !own.contains(row)).toList();
    return Stream.concat(
        own.stream().map(this::row),
        others.isEmpty() ? Stream.empty() : Stream.of(rest(own, others)));
  }

  private Optional<Watched> collector(Row row) {
    return declared.collector(row.collector());
  }

  /// The other monitor must be able to leave it out by its check alone.
  private boolean callsByItself(Row row) {
    return row.raw().priority() == Priority.HIGH
        && declared.rows().stream()
                .filter(other -> other.fom().check().equals(row.fom().check()))
                .count()
            == 1;
  }

  private Metric figure() {
    return declared.ofRunner("health.fom");
  }

  private MonitorHint hint() {
    return figure().monitor().orElseThrow();
  }

  private Monitor row(Row row) {
    Watched one = collector(row).orElseThrow();
    String id = row.fom().area() + "." + row.fom().check();
    Series series =
        Series.of(
            figure(),
            drafting.installation().environment(),
            "area:" + row.fom().area(),
            "check:" + row.fom().check());
    Bound bound = Bound.of(hint(), figure().orientation());
    return drafting.monitor(
        new Draft(
            row.fom().metricName(),
            "Health: " + id + " is red",
            Optional.of(one),
            Urgency.NOW,
            bound,
            bound.query(Window.of(hint().over(), one.period(row.raw())), series.query()),
            new Missing.Shown(),
            one.deadline()),
        new Message(
            series,
            "The figure of merit of "
                + id
                + " is {{value}}; it follows from "
                + row.raw().name()
                + ": "
                + row.raw().description(),
            "",
            row.raw().name()
                + ": "
                + Numbers.text(row.fom().goodAt())
                + " makes a figure of 1, "
                + Numbers.text(row.fom().badAt())
                + " one of 0",
            drafting.link(one),
            List.of("metta datadog health explain " + id)));
  }

  private Monitor rest(List<Row> own, List<Row> others) {
    Series series =
        Series.of(figure(), drafting.installation().environment())
            .without("check", own.stream().map(row -> row.fom().check()).sorted().toList())
            .by("area", "check");
    Bound bound = Bound.of(hint(), figure().orientation());
    return drafting.monitor(
        new Draft(
            "health.fom",
            "Health: a row of the grid is red",
            Optional.empty(),
            Urgency.SOME_TIME,
            bound,
            bound.query(Window.of(hint().over(), longestPeriod(others)), series.query()),
            new Missing.Shown(),
            longestDeadline(others)),
        new Message(
            series,
            "A figure of merit is {{value}}",
            "",
            Message.good(figure(), figure().target()),
            drafting.link(ROLLUP),
            List.of("metta datadog health explain {{area.name}}.{{check.name}}")));
  }

  private Duration longestPeriod(List<Row> rows) {
    return rows.stream()
        .map(row -> collector(row).orElseThrow().period(row.raw()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Duration longestDeadline(List<Row> rows) {
    return rows.stream()
        .map(row -> collector(row).orElseThrow().deadline())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
