// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.dashboards.monitors.Declared.Watched;
import ai.metta.dashboards.monitors.Drafting.Draft;
import ai.metta.dashboards.monitors.Monitor.Urgency;
import ai.metta.dashboards.monitors.MonitorOptions.Missing;
import ai.metta.dashboards.monitors.MonitorOptions.Thresholds;
import ai.metta.metric.Across;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What is spent, and what the product itself costs. How much is too much nobody declares, so that
/// a day is held against the same time of the week before.
record CostMonitors(Declared declared, Drafting drafting) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofHours(4);

  /// Twice as much, and half as much again.
  private static final Bound GROWTH =
      new Bound("avg", ">", new Thresholds(2, OptionalDouble.of(1.5)));

  private static final Bound ANY = new Bound("sum", ">", new Thresholds(0, OptionalDouble.empty()));

  Stream<Monitor> all() {
    Stream<Monitor> spent =
        declared.collectors().stream()
            .flatMap(one ->
                one.metrics().stream().filter(CostMonitors::isDaily).map(cost -> spent(one, cost)));
    return declared.collectors().isEmpty()
        ? spent
        : Stream.concat(spent, Stream.of(series(), dropped()));
  }

  /// Whether it tells what all there is cost in a day, or costs an hour.
  private static boolean isDaily(Metric metric) {
    boolean whole =
        metric.across() == Across.SUM
            && metric.tagKeys().isEmpty()
            && metric.emitted() == Emitted.ALWAYS;
    boolean ofDay =
        metric.unit().equals(Optional.of(Unit.DOLLAR)) && metric.window().equals(Optional.of(DAY));
    boolean hourly = metric.unit().equals(Optional.of(Unit.DOLLAR.per(Unit.HOUR)));
    return whole && (ofDay || hourly);
  }

  private Monitor spent(Watched one, Metric cost) {
    Series series = Series.of(cost, Tags.none(), one, drafting.installation().environment());
    return drafting.monitor(
        new Draft(
            cost.name(),
            cost.name() + ": far more than a week ago",
            Optional.of(one),
            Urgency.TODAY,
            GROWTH,
            growth(series, Window.of(LOOK, one.period(cost))),
            new Missing.Shown(),
            one.deadline()),
        new Message(
            series,
            cost.name() + " is {{value}} times what it was at this time a week ago",
            "",
            "about what it was a week ago",
            drafting.link(one),
            List.of(CollectorMonitors.collect(one) + " --metric '" + cost.name() + "'")));
  }

  private Monitor series() {
    Metric metric = declared.ofRunner("collector.series_count");
    Series series = Series.of(metric, drafting.installation().environment()).by("collector");
    return drafting.monitor(
        new Draft(
            metric.name(),
            "Collectors: far more series than a week ago",
            Optional.empty(),
            Urgency.TODAY,
            GROWTH,
            growth(series, Window.of(LOOK, longestPeriod())),
            new Missing.Shown(),
            longestDeadline()),
        new Message(
            series,
            "A collector sends {{value}} times as many series as a week ago, each of which Datadog bills",
            "",
            "about as many as a week ago",
            drafting.link(Drafting.COLLECTOR_HEALTH),
            List.of("metta datadog collect {{collector.name}}", "metta datadog metrics cost")));
  }

  private Monitor dropped() {
    Metric metric = declared.ofRunner("collector.series_dropped");
    Series series = Series.of(metric, drafting.installation().environment()).by("collector");
    return drafting.monitor(
        new Draft(
            metric.name(),
            "Collectors: series are left out",
            Optional.empty(),
            Urgency.SOME_TIME,
            ANY,
            ANY.query(Window.of(DAY, longestPeriod()), series.query() + ".as_count()"),
            new Missing.Shown(),
            longestDeadline()),
        new Message(
            series,
            "{{value}} series of a collector went past a tag's budget and were not sent",
            "",
            "none",
            drafting.link(Drafting.COLLECTOR_HEALTH),
            List.of("metta datadog collect {{collector.name}} --verbose")));
  }

  /// Now by then, hour by hour: runs of two weeks need not fall on the same minutes.
  private static String growth(Series series, Window window) {
    String hourly = series.query() + ".rollup(avg, 3600)";
    return GROWTH.query(window, hourly + " / week_before(" + hourly + ")");
  }

  private Duration longestPeriod() {
    return declared.collectors().stream()
        .map(one -> one.schedule().every())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Duration longestDeadline() {
    return declared.collectors().stream()
        .map(Watched::deadline)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
