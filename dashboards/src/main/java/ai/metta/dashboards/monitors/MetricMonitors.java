// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.dashboards.monitors.Declared.Watched;
import ai.metta.dashboards.monitors.Drafting.Draft;
import ai.metta.dashboards.monitors.Monitor.Urgency;
import ai.metta.dashboards.monitors.MonitorOptions.Missing;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import ai.metta.metric.MonitorHint;
import ai.metta.metric.Priority;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What collectors' metrics ask for: those that say when they call, and those of high priority
/// whose target is missed. A row of the health grid is watched by its figure, and not a second time
/// here.
record MetricMonitors(Declared declared, Drafting drafting) {
  private static final Duration HOUR = Duration.ofHours(1);

  Stream<Monitor> all() {
    return declared.collectors().stream()
        .flatMap(one ->
            one.metrics().stream()
                .filter(metric -> metric.emitted() != Emitted.OPTIONAL_OFF)
                .flatMap(metric -> of(one, metric).stream()));
  }

  private Optional<Monitor> of(Watched one, Metric metric) {
    if (metric.monitor().isPresent()) {
      return metric.monitor().map(hint -> hinted(one, metric, hint));
    }
    boolean isRow =
        declared.rows().stream().anyMatch(row -> row.raw().name().equals(metric.name()));
    return metric.priority() != Priority.HIGH || isRow
        ? Optional.empty()
        : metric.target().flatMap(target -> missed(one, metric, target));
  }

  private Monitor hinted(Watched one, Metric metric, MonitorHint hint) {
    return monitor(
        one,
        Series.of(metric, hint.about(), one, drafting.installation().environment()),
        Bound.of(hint, metric.orientation()),
        Window.of(hint.over(), one.period(metric)),
        metric.priority() == Priority.HIGH ? Urgency.NOW : Urgency.TODAY);
  }

  private Optional<Monitor> missed(Watched one, Metric metric, Target target) {
    return Bound.missing(target, metric.orientation())
        .map(bound ->
            monitor(
                one,
                Series.of(metric, Tags.none(), one, drafting.installation().environment()),
                bound,
                Window.of(HOUR, one.period(metric)),
                Urgency.TODAY));
  }

  private Monitor monitor(Watched one, Series series, Bound bound, Window window, Urgency urgency) {
    Metric metric = series.metric();
    String unit = Message.unit(metric);
    return drafting.monitor(
        new Draft(
            metric.name(),
            title(metric),
            Optional.of(one),
            urgency,
            bound,
            bound.query(window, series.query()),
            new Missing.Shown(),
            one.deadline()),
        new Message(
            series,
            metric.name() + " is {{value}}" + (unit.isEmpty() ? "" : " (" + unit + ")"),
            "",
            metric.target().isPresent()
                ? Message.good(metric, metric.target())
                : "not "
                    + bound.sign()
                    + " "
                    + Numbers.text(bound.thresholds().critical())
                    + " "
                    + unit,
            drafting.link(one),
            next(one, metric)));
  }

  /// The description's first part: the rest says how it is measured.
  private static String title(Metric metric) {
    String first = metric.description().split("[;,]", 2)[0];
    return metric.name() + ": " + first;
  }

  private static List<String> next(Watched one, Metric metric) {
    return List.of(
        CollectorMonitors.collect(one) + " --metric '" + metric.name() + "' --verbose",
        "metta datadog metrics describe " + metric.name());
  }
}
