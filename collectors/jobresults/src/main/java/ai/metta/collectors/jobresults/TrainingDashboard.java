// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.QueryTable;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Shown;
import ai.metta.dashboards.Standard;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import java.util.List;

/// What came of training jobs by their runners' word, below what training runs say of themselves.
final class TrainingDashboard {
  private static final String[] CRITERION = {
    "suite", "job", "category", "criterion", "operator", "execution"
  };

  private TrainingDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    Dashboard empty =
        Pages.about(
            profile,
            catalogue,
            "training_wandb",
            "Training & WandB",
            new Purpose(
                "Training jobs, and what is asked of every job of the stable suite",
                "Research team, ML engineers"));
    return empty
        .asAddition()
        .with(List.of(jobs(), acceptance()))
        .with(List.of(Standard.group(empty.subjects().getFirst(), "Arrival")));
  }

  private static Group jobs() {
    return Group.of(
        "Training jobs",
        Row.of(
            number("Local jobs that saved a checkpoint (24 h)", show(TrainingMetrics.CHECKPOINT)),
            number("Local jobs that resumed (24 h)", show(TrainingMetrics.RESUME)),
            number("Succeeded (24 h)", completed("succeeded")).withCourse(),
            number("Failed (24 h)", completed("failed")).withCourse()),
        Row.of(
            timeseries(
                "Jobs by result (24 h)",
                show(TrainingMetrics.COMPLETED).by("status").formula().bars()),
            timeseries(
                "Duration (24 h)",
                show(TrainingMetrics.DURATION).where("metric", "avg").as("average"),
                show(TrainingMetrics.DURATION).where("metric", "p90").as("p90"))),
        Row.of(
            timeseries("Hearts of the newest job", show(TrainingMetrics.HEARTS)),
            timeseries("SPS of the newest job", show(TrainingMetrics.SPS)),
            timeseries("Shaped reward SPS of the newest job", show(TrainingMetrics.SHAPED_SPS)),
            timeseries("Unclassified jobs (24 h)", show(TrainingMetrics.UNCLASSIFIED))));
  }

  private static Shown completed(String status) {
    return show(TrainingMetrics.COMPLETED).where("status", status);
  }

  private static Group acceptance() {
    return Group.of(
        "Acceptance of jobs",
        Row.of(
                table(
                        "Criteria (1 = met)",
                        each(AcceptanceMetrics.STATUS).as("Met"),
                        each(AcceptanceMetrics.VALUE).as("Value"),
                        each(AcceptanceMetrics.TARGET).as("Target"),
                        each(AcceptanceMetrics.TARGET_LOW).as("At least"),
                        each(AcceptanceMetrics.TARGET_HIGH).as("At most"))
                    .sorted(QueryTable.Order.SMALLEST),
                table(
                    "Criteria not evaluated",
                    show(AcceptanceMetrics.NOT_EVALUATED).by("job", "category").as("criteria")))
            .wide(8, 4));
  }

  private static Shown each(Metric metric) {
    return show(metric).by(CRITERION);
  }
}
