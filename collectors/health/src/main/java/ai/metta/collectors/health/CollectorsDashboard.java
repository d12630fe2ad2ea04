// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static ai.metta.dashboards.EventList.events;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;

import ai.metta.collect.Profile;
import ai.metta.collect.SelfMetrics;
import ai.metta.collect.SelfMetrics.Kind;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Link;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.QueryTable;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Shown;
import ai.metta.dashboards.Subject;
import ai.metta.dashboards.Variable;
import ai.metta.dashboards.Widget;
import ai.metta.metric.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Whether the collectors themselves run, how long they take, and what goes wrong.
final class CollectorsDashboard {
  private CollectorsDashboard() {}

  static Dashboard of(Profile profile) {
    return Dashboard.about(
            new Subject(profile.name(), profile.schedule(), metrics(), List.of()),
            Dashboard.COLLECTORS,
            "Collector Health",
            new Purpose("The health of the collectors themselves", "DevOps, on-call"),
            Kind.FAILED.metric())
        .over(LiveSpan.DAY)
        .narrowedBy(Variable.of("collector"))
        .group("Collector status", Row.of(matrix()))
        .group(
            "Collector performance",
            Row.of(
                timeseries("Collection duration", by(Kind.DURATION_SECONDS)),
                timeseries(
                        "Errors per hour",
                        by(Kind.ERROR_COUNT).inBucketsOf(Duration.ofHours(1)).formula().bars())
                    .marking(3, "more than 3 an hour")))
        .group(
            "Recent errors",
            Row.of(
                events("Recent collector errors", "collector_error", "collector"),
                table(
                    "What metrics came to",
                    show(SelfMetrics.outcomes()).by("collector", "outcome").as("metrics"))));
  }

  private static List<Metric> metrics() {
    return Stream.concat(
            Arrays.stream(Kind.values()).map(Kind::metric),
            Stream.of(SelfMetrics.outcomes(), RollUps.LAST_SUCCESS))
        .toList();
  }

  private static Widget matrix() {
    return table(
            "Collector health matrix",
            by(Kind.RUNS).as("runs"),
            by(RollUps.LAST_SUCCESS).as("last success, ago"),
            by(Kind.DURATION_SECONDS).as("duration"),
            by(Kind.METRIC_COUNT).as("metrics"),
            by(Kind.ERROR_COUNT).as("errors"),
            by(Kind.FAILED).as("last run failed"))
        .sorted(QueryTable.Order.TAGS)
        .linking(
            new Link(
                "Narrow to this collector",
                Dashboard.path(Dashboard.COLLECTORS) + "?tpl_var_collector={{collector.value}}"));
  }

  private static Shown by(Kind kind) {
    return by(kind.metric());
  }

  private static Shown by(Metric metric) {
    return show(metric).by("collector");
  }
}
