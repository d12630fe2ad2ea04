// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;
import static ai.metta.dashboards.TopList.topList;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Variable;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import java.util.List;

/// How projects go, what is left to do and which bugs are open.
final class AsanaDashboard {
  private AsanaDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    return Pages.about(
            profile,
            catalogue,
            "asana_projects",
            "Asana Projects",
            new Purpose(
                "How projects go, what is left to do and which bugs are open",
                "Project leads, whoever triages bugs"))
        .narrowedBy(Variable.of("workspace"))
        .with(List.of(now(), projects(), tasks(), bugs()))
        .group("Reading", Row.of(timeseries("Tasks read", show(AsanaMetrics.OBJECTS).as("tasks"))));
  }

  private static Group now() {
    return Group.of(
        "Key metrics",
        Row.of(
            number("Active projects", show(ProjectMetrics.ACTIVE)).withCourse(),
            number("Off track", show(ProjectMetrics.OFF_TRACK)).withCourse(),
            number("Open tasks", show(TaskMetrics.OPEN)).withCourse(),
            number("Overdue tasks", show(TaskMetrics.OVERDUE)).withCourse()),
        Row.of(
            number("Open bugs", show(BugMetrics.OPEN)).withCourse(),
            number("Bugs that hold a release", show(BugMetrics.BLOCKING)).withCourse(),
            number("Training bugs", show(BugMetrics.TRAINING)).withCourse(),
            number("Bugs to triage", show(BugMetrics.TRIAGE)).withCourse()));
  }

  private static Group projects() {
    return Group.of(
        "Projects",
        Row.of(
            timeseries(
                "Active projects by their newest status",
                show(ProjectMetrics.ON_TRACK).as("on track").area(),
                show(ProjectMetrics.AT_RISK).as("at risk").area(),
                show(ProjectMetrics.OFF_TRACK).as("off track").area(),
                show(ProjectMetrics.ON_HOLD).as("on hold").area(),
                show(ProjectMetrics.OTHER_STATUS).as("other").area(),
                show(ProjectMetrics.NO_STATUS).as("none").area())));
  }

  private static Group tasks() {
    return Group.of(
        "Tasks",
        Row.of(
            timeseries(
                "Tasks created and completed (7 days)",
                show(TaskMetrics.CREATED).as("created"),
                show(TaskMetrics.COMPLETED).as("completed")),
            timeseries(
                "Open tasks",
                show(TaskMetrics.OPEN).as("open"),
                show(TaskMetrics.OVERDUE).as("overdue"))),
        Row.of(
            topList("High priority, by priority", show(TaskMetrics.HIGH_PRIORITY).by("priority")),
            topList("Completion rate (7 days)", show(TaskMetrics.COMPLETION_RATE)),
            topList("Open by project", show(TaskMetrics.OPEN_BY))
                .saying("Told where asana.per_project is on"),
            topList("Overdue by project", show(TaskMetrics.OVERDUE_BY))
                .saying("Told where asana.per_project is on")));
  }

  private static Group bugs() {
    return Group.of(
        "Bugs",
        Row.of(
            timeseries(
                "Open bugs by section",
                line("triage", BugMetrics.TRIAGE).area(),
                line("active", BugMetrics.ACTIVE).area(),
                line("backlog", BugMetrics.BACKLOG).area(),
                line("other", BugMetrics.OTHER).area()),
            timeseries(
                "Bugs created and completed (7 days)",
                line("created", BugMetrics.CREATED_7D),
                line("completed", BugMetrics.COMPLETED_7D)),
            timeseries(
                "Bugs created and completed (30 days)",
                line("created", BugMetrics.CREATED_30D),
                line("completed", BugMetrics.COMPLETED_30D))),
        Row.of(
            timeseries(
                "Age of open bugs",
                show(BugMetrics.AGE).where("metric", "avg").as("average"),
                show(BugMetrics.AGE).where("metric", "p50").as("p50"),
                show(BugMetrics.AGE).where("metric", "max").as("oldest")),
            timeseries("Bugs that hold a release", line("bugs", BugMetrics.BLOCKING)),
            timeseries("Training bugs", line("bugs", BugMetrics.TRAINING))));
  }

  private static Formula line(String alias, Metric metric) {
    return show(metric).as(alias);
  }
}
