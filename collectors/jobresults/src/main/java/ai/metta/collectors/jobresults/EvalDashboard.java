// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.dashboards.EventList.events;
import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.collectors.jobresults.Job.Execution;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.NumberTile;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.QueryTable;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Standard;
import ai.metta.dashboards.Subject;
import ai.metta.dashboards.Variable;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Unit;
import java.util.List;

/// What came of evaluations, and of what is asked of the jobs of the suite.
final class EvalDashboard {
  private static final EvalMetrics LOCAL = new EvalMetrics(Execution.LOCAL);
  private static final EvalMetrics REMOTE = new EvalMetrics(Execution.REMOTE);

  private EvalDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    Dashboard empty =
        Pages.about(
            profile,
            catalogue,
            "eval_testing",
            "Eval & Testing",
            new Purpose("Evaluation runs and the testing of models", "Research team, QA"));
    return empty
        .narrowedBy(Variable.of("suite"), Variable.of("workload"))
        .borrowingFrom(Subject.of("training", profile.schedule(), TrainingMetrics.CATALOGUE))
        .with(List.of(status(), trends(), performance(), recent(), jobs()))
        .with(List.of(Standard.group(empty.subjects().getFirst(), "Arrival")));
  }

  private static Group status() {
    return Group.of(
        "Eval status",
        Row.of(
            passing("Local eval (1 = all passed in 24 h)", LOCAL),
            passing("Remote eval (1 = all passed in 24 h)", REMOTE),
            worse(),
            number("Remote eval duration (average)", show(REMOTE.duration())).withCourse()));
  }

  /// Blank where none ended: failures are counted only beside those that ended.
  private static NumberTile passing(String title, EvalMetrics metrics) {
    return number(
            title, Formula.of("1 - clamp_max({0}, 1)", show(metrics.failed())).as("all passed"))
        .passing();
  }

  private static NumberTile worse() {
    return number(
            "Accuracy delta (the worse of both)",
            Formula.of(
                    "({0} + {1} + abs({0} - {1})) / 2",
                    show(LOCAL.accuracy()), show(REMOTE.accuracy()))
                .as("off what was expected")
                .in(Unit.PERCENT))
        .judgedByTargetOf(REMOTE.accuracy());
  }

  private static Group trends() {
    return Group.of(
        "Evaluation trends",
        Row.of(
            timeseries(
                "Hearts accuracy (% off)",
                show(LOCAL.accuracy()).as("local"), show(REMOTE.accuracy()).as("remote")),
            timeseries(
                    "Eval success rate (24 h)", rate(LOCAL).as("local"), rate(REMOTE).as("remote"))
                .marking(100, "target = 100 %")));
  }

  private static Formula rate(EvalMetrics metrics) {
    return Formula.of("100 * {0} / ({0} + {1})", show(metrics.success()), show(metrics.failed()))
        .in(Unit.PERCENT);
  }

  private static Group performance() {
    return Group.of(
        "Performance",
        Row.of(
            timeseries(
                "Remote eval duration (24 h)",
                show(REMOTE.duration()).as("average"),
                show(REMOTE.percentile("p50")).as("p50"),
                show(REMOTE.percentile("p90")).as("p90")),
            timeseries(
                "Eval runs (24 h)",
                show(LOCAL.success()).as("local, successful").bars(),
                show(REMOTE.success()).as("remote, successful").bars(),
                show(LOCAL.failed()).as("local, failed").bars(),
                show(REMOTE.failed()).as("remote, failed").bars())));
  }

  private static Group recent() {
    return Group.of(
        "Recent evaluations",
        Row.of(
            table(
                    "Criteria of evaluations (1 = met)",
                    show(AcceptanceMetrics.STATUS)
                        .where("category", "eval")
                        .by("job", "criterion")
                        .as("met"))
                .sorted(QueryTable.Order.SMALLEST),
            events("Recent eval runs", "eval_completed")));
  }

  private static Group jobs() {
    return Group.of(
        "Other jobs of the suite",
        Row.of(
            timeseries(
                "Training jobs by result (24 h)",
                show(TrainingMetrics.COMPLETED).by("status").formula().bars()),
            timeseries(
                "Criteria of training jobs not evaluated (24 h)",
                show(AcceptanceMetrics.NOT_EVALUATED)
                    .where("category", "training")
                    .as("criteria"))));
  }
}
