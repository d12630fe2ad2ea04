// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.dashboards.EventList.events;
import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Sunburst.sunburst;
import static ai.metta.dashboards.Timeseries.timeseries;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Shown;
import ai.metta.dashboards.Variable;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import ai.metta.metric.Unit;
import java.util.List;

/// How jobs and clusters fare, and what they cost.
final class SkypilotDashboard {
  private static final String OF_JOB = "skypilot.job.";
  private static final double TARGET_PCT = 95;

  private SkypilotDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    return Pages.about(
            profile,
            catalogue,
            "skypilot_jobs",
            "Skypilot Jobs",
            new Purpose(
                "Job orchestration, cluster health and what computing costs",
                "DevOps, research team"))
        .narrowedBy(
            Variable.of("user").within(OF_JOB),
            Variable.of("gpu_type").within(OF_JOB),
            Variable.of("region").within(OF_JOB))
        .with(List.of(status(), trends(), clusters(), costs(), recent(), capacity()));
  }

  private static Group status() {
    return Group.of(
        "Job status",
        Row.of(
            number("Running jobs", jobs("running")).withCourse(),
            number("Queued jobs", jobs("queued")).withCourse(),
            number("Failed (7 days)", ended("failed")).withCourse(),
            number("Active clusters", show(ClusterMetrics.CLUSTERS)).withCourse()));
  }

  private static Group trends() {
    return Group.of(
        "Job trends",
        Row.of(
            timeseries(
                "Jobs over time",
                jobs("running").as("running").area(),
                jobs("queued").as("queued").area(),
                ended("failed").as("failed in 7 days").area()),
            timeseries(
                    "Job success rate (7 days)",
                    share("succeeded").as("success"),
                    share("failed").as("failure"))
                .marking(TARGET_PCT, "target > 95 %")));
  }

  private static Group clusters() {
    return Group.of(
        "Cluster health",
        Row.of(
            timeseries(
                "Active clusters",
                show(ClusterMetrics.CLUSTERS).as("clusters"),
                show(ClusterMetrics.NODES).as("nodes")),
            timeseries(
                "Cluster uptime",
                show(ClusterMetrics.UPTIME).where("metric", "avg").as("average"),
                show(ClusterMetrics.UPTIME).where("metric", "max").as("longest"))));
  }

  private static Group costs() {
    return Group.of(
        "Cost analysis",
        Row.of(
            number("Cost (24 h)", show(CostMetrics.COST_DAY)),
            number("Cost (7 days)", show(CostMetrics.COST_WEEK)),
            sunburst("Cost by cluster (7 days)", show(CostMetrics.CLUSTER_COST).by("cluster")),
            timeseries("Cost trend", show(CostMetrics.COST_DAY).as("last 24 h"))));
  }

  private static Group recent() {
    return Group.of(
        "Recent activity",
        Row.of(
            table(
                    "Live jobs",
                    live(JobMetrics.RUNTIME).as("Runtime"),
                    live(JobMetrics.GPU_COUNT).as("GPUs"),
                    live(JobMetrics.HOURLY_COST).as("Cost an hour"))
                .over(LiveSpan.FIFTEEN_MINUTES)),
        Row.of(
            table(
                    "Ended jobs",
                    over(JobMetrics.TOTAL_DURATION).as("Duration"),
                    over(JobMetrics.TOTAL_COST).as("Cost"))
                .over(LiveSpan.WEEK),
            events("Recently ended jobs", "job_ended", "user", "gpu_type", "region")));
  }

  private static Group capacity() {
    return Group.of(
        "Runtime and capacity",
        Row.of(
            timeseries(
                "Running jobs by runtime",
                show(QueueMetrics.JOBS).by("runtime_bucket").formula().bars()),
            timeseries("Runtime percentiles", runtime("p50"), runtime("p90"), runtime("p99"))),
        Row.of(
            timeseries(
                "GPUs by type",
                show(QueueMetrics.GPUS).without("type", "total").by("type").formula().area()),
            timeseries("Share of spot jobs", spot().as("spot")),
            timeseries(
                "Running jobs by region", show(QueueMetrics.JOBS).by("region").formula().area())),
        Row.of(
            timeseries(
                "Running jobs with recoveries",
                show(QueueMetrics.JOBS).where("has_recoveries", "true").as("jobs")),
            timeseries(
                "Recoveries of running jobs",
                show(QueueMetrics.RECOVERY_COUNT).where("metric", "avg").as("average"),
                show(QueueMetrics.RECOVERY_COUNT).where("metric", "max").as("most")),
            timeseries("Active users", show(QueueMetrics.USERS).as("users")),
            timeseries(
                "Hourly cost of running jobs", show(JobMetrics.HOURLY_COST).as("estimated"))));
  }

  private static Shown jobs(String status) {
    return show(QueueMetrics.JOBS).where("status", status);
  }

  private static Shown ended(String status) {
    return jobs(status).where("timeframe", "7d");
  }

  /// Of those that succeeded or failed, cancelled ones left out.
  private static Formula share(String status) {
    String other = status.equals("failed") ? "succeeded" : "failed";
    return Formula.of("100 * {0} / ({0} + {1})", ended(status), ended(other)).in(Unit.PERCENT);
  }

  private static Formula spot() {
    return Formula.of(
            "100 * {0} / ({0} + {1})",
            show(QueueMetrics.JOBS).where("pricing", "spot"),
            show(QueueMetrics.JOBS).where("pricing", "ondemand"))
        .in(Unit.PERCENT);
  }

  private static Shown runtime(String which) {
    return show(QueueMetrics.RUNTIME).where("metric", which);
  }

  private static Shown live(Metric metric) {
    return show(metric).by("job_id", "user", "gpu_type", "region");
  }

  private static Shown over(Metric metric) {
    return show(metric).by("job_id", "user", "status");
  }
}
