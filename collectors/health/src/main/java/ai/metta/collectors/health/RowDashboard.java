// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static ai.metta.dashboards.EventList.events;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;

import ai.metta.collect.Profile;
import ai.metta.collect.SelfMetrics;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Subject;
import ai.metta.dashboards.Variable;
import java.util.List;

/// What exactly happened to one row of the grid: one page for all of them, chosen by its template
/// variables.
final class RowDashboard {
  static final String NAME = "health_row_detail";

  private RowDashboard() {}

  static Dashboard of(Profile profile) {
    return Dashboard.about(
            new Subject(
                profile.name(),
                profile.schedule(),
                List.of(HealthMetrics.FOM, HealthMetrics.VALUE, RollUps.KNOWN),
                List.of()),
            NAME,
            "Health Row Detail",
            new Purpose("One row of the health grid over a month", "On-call, debugging"),
            SelfMetrics.Kind.FAILED.metric())
        .over(LiveSpan.MONTH)
        .narrowedBy(Variable.of("area"), Variable.of("check"))
        .group(
            "Figure of merit",
            Row.of(timeseries("Figure of merit", show(HealthMetrics.FOM).by("area", "check"))),
            Row.of(timeseries("Known (1) or unknown (0)", show(RollUps.KNOWN).by("area", "check"))))
        .group(
            "Raw value",
            Row.of(timeseries("Raw value", show(HealthMetrics.VALUE))),
            Row.of(
                timeseries(
                    "Raw value against what is usual",
                    Formula.of("anomalies({0}, 'basic', 2)", show(HealthMetrics.VALUE)))))
        .group("What happened", Row.of(events("Errors of all collectors", "collector_error")));
  }
}
