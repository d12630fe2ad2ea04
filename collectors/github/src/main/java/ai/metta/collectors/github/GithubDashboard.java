// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.dashboards.EventList.events;
import static ai.metta.dashboards.Formula.trend;
import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;
import static ai.metta.dashboards.TopList.topList;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Link;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Shown;
import ai.metta.dashboards.Variable;
import ai.metta.metric.Catalogue;

/// How fast work flows and how sound the code is, of all repositories or of one.
final class GithubDashboard {
  private GithubDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    return Pages.about(
            profile,
            catalogue,
            "github_cicd",
            "GitHub CI/CD",
            new Purpose(
                "Deep dive into development velocity and code quality", "Engineering team, DevOps"))
        .over(LiveSpan.MONTH)
        .narrowedBy(Variable.of("repo"))
        .group(
            "Current status",
            Row.of(
                number("Open PRs", show(PullMetrics.OPEN)).withCourse(),
                number("PRs merged (7 days)", show(PullMetrics.MERGED)).withCourse(),
                topList("Active developers (7 days)", show(CommitMetrics.DEVELOPERS)),
                number("Tests on main (1 = passing)", show(CiMetrics.TESTS))))
        .group(
            "PR velocity & health",
            Row.of(
                timeseries(
                    "PR cycle time",
                    show(PullMetrics.CYCLE_TIME_P50).as("p50"),
                    show(PullMetrics.CYCLE_TIME_P90).as("p90"),
                    trend(show(PullMetrics.CYCLE_TIME_P90)).as("p90, trend")),
                timeseries("Stale PRs (> 14 days)", show(PullMetrics.STALE_14).as("stale"))))
        .group(
            "Code quality signals",
            Row.of(
                timeseries("Hotfixes (7 days)", show(CommitMetrics.HOTFIX)),
                timeseries("Reverts (7 days)", show(CommitMetrics.REVERTS)),
                timeseries("Force merges (7 days)", show(CommitMetrics.FORCE_MERGES)),
                timeseries("Workflow failures (7 days)", show(CiMetrics.FAILED))),
            Row.of(
                timeseries("Benchmarks passing (share)", show(CiMetrics.BENCHMARKS)),
                timeseries("Flaky checks (7 days)", show(CiMetrics.FLAKY)),
                timeseries("Timeout cancellations (7 days)", show(CiMetrics.TIMEOUTS))))
        .group(
            "CI performance",
            Row.of(
                timeseries(
                    "CI duration percentiles",
                    show(CiMetrics.DURATION_P50).as("p50"),
                    show(CiMetrics.DURATION_P90).as("p90"),
                    show(CiMetrics.DURATION_P99).as("p99")),
                timeseries(
                    "Workflow runs by conclusion (7 days)",
                    runs("success").as("success").area(),
                    runs("failure").as("failure").area(),
                    runs("timeout").as("timeout").area())))
        .group(
            "Developer activity",
            Row.of(
                timeseries(
                    "Commits per developer (7 days)",
                    show(CommitMetrics.PER_DEVELOPER).as("average"),
                    trend(show(CommitMetrics.PER_DEVELOPER)).as("trend")),
                topList("Top contributors (30 days)", show(CommitMetrics.BY_AUTHOR).by("author"))))
        .group(
            "Recent activity",
            Row.of(
                table(
                        "Failed workflows (7 days)",
                        runs("failure").by("repo", "workflow", "branch").as("failures"))
                    .linking(
                        new Link(
                            "Failed runs on GitHub",
                            "https://github.com/{{repo.value}}/actions?query=is:failure")),
                events("Recent failed workflows", "workflow_failed", "repo")));
  }

  private static Shown runs(String conclusion) {
    return show(CiMetrics.BY).where("conclusion", conclusion);
  }
}
