// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.dashboards.monitors.Declared.Watched;
import ai.metta.dashboards.monitors.Drafting.Draft;
import ai.metta.dashboards.monitors.Monitor.Urgency;
import ai.metta.dashboards.monitors.MonitorOptions.Missing;
import ai.metta.dashboards.monitors.MonitorOptions.Thresholds;
import ai.metta.metric.Metric;
import ai.metta.metric.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Whether each collector does its work: that it does not fail, is not slow, and is heard of.
record CollectorMonitors(Declared declared, Drafting drafting) {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration HOUR = Duration.ofHours(1);

  Stream<Monitor> all() {
    return declared.collectors().stream()
        .flatMap(one -> Stream.of(errors(one), slow(one), silent(one)));
  }

  private Monitor errors(Watched one) {
    Metric metric = declared.ofRunner("collector.error_count");
    Bound bound = target(metric).over("sum");
    Window window = Window.ofOne(HOUR, one.schedule().every());
    Series series = series(metric, one);
    return drafting.monitor(
        new Draft(
            "collector." + one.name() + ".errors",
            "Collector " + one.name() + ": metrics fail",
            Optional.of(one),
            Urgency.TODAY,
            bound,
            bound.query(window, series.query() + ".as_count()"),
            new Missing.Shown(),
            one.deadline()),
        new Message(
            series,
            "{{value}} metrics of the collector " + one.name() + " failed in the " + words(window),
            "",
            Message.good(metric, metric.target()),
            drafting.link(Drafting.COLLECTOR_HEALTH),
            List.of(collect(one), "metta datadog doctor")));
  }

  private Monitor slow(Watched one) {
    Metric metric = declared.ofRunner("collector.duration_seconds");
    Bound bound = new Bound("avg", ">", target(metric).thresholds());
    Window window = Window.ofOne(HALF_AN_HOUR, one.schedule().every());
    Series series = series(metric, one);
    return drafting.monitor(
        new Draft(
            "collector." + one.name() + ".slow",
            "Collector " + one.name() + ": runs take long",
            Optional.of(one),
            Urgency.SOME_TIME,
            bound,
            bound.query(window, series.query()),
            new Missing.Shown(),
            one.deadline()),
        new Message(
            series,
            "A run of the collector "
                + one.name()
                + " took {{value}} seconds on average in the "
                + words(window),
            "",
            Message.good(metric, metric.target()),
            drafting.link(Drafting.COLLECTOR_HEALTH),
            List.of(collect(one) + " --verbose", "metta datadog status")));
  }

  /// Nothing heard for three turns, or nothing but runs that had to be ended.
  private Monitor silent(Watched one) {
    Metric metric = declared.ofRunner("collector.duration_seconds");
    Duration turns = one.schedule().every().multipliedBy(3);
    Duration after = turns.compareTo(HALF_AN_HOUR) > 0 ? turns : HALF_AN_HOUR;
    Bound bound =
        new Bound("min", ">=", new Thresholds(one.deadline().toSeconds(), OptionalDouble.empty()));
    Window window = new Window(Duration.ofMinutes(after.toMinutes() / 2));
    Series series = series(metric, one);
    return drafting.monitor(
        new Draft(
            "collector." + one.name() + ".silent",
            "Collector " + one.name() + ": not heard of",
            Optional.of(one),
            Urgency.NOW,
            bound,
            bound.query(window, series.query()),
            new Missing.Told(after),
            Duration.ZERO),
        new Message(
            series,
            "Every run of the collector "
                + one.name()
                + " was ended by its deadline: the shortest took {{value}} seconds",
            "Nothing was heard of the collector "
                + one.name()
                + " for "
                + words(after)
                + "; what its dashboard shows is from before",
            "a run every " + words(one.schedule().every()),
            drafting.link(Drafting.COLLECTOR_HEALTH),
            List.of("metta datadog status", collect(one))));
  }

  private Series series(Metric metric, Watched one) {
    return Series.of(metric, drafting.installation().environment(), "collector:" + one.name());
  }

  private static Bound target(Metric metric) {
    Target target = metric.target().orElseThrow();
    return Bound.missing(target, metric.orientation()).orElseThrow();
  }

  static String collect(Watched one) {
    return "metta datadog collect " + one.name();
  }

  private static String words(Window window) {
    return "last " + words(window.length());
  }

  private static String words(Duration length) {
    return length.toMinutes() % 60 == 0 ? length.toHours() + " h" : length.toMinutes() + " min";
  }
}
