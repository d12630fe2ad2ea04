// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.dashboards.EventList.events;
import static ai.metta.dashboards.Formula.movingAverage;
import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.QueryTable.table;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Sunburst.sunburst;
import static ai.metta.dashboards.Timeseries.timeseries;
import static ai.metta.dashboards.TopList.topList;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.collectors.wandb.Workloads.Workload;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.Link;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Shown;
import ai.metta.dashboards.Variable;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import ai.metta.metric.Unit;
import java.util.List;

/// How training goes: runs, what they learn and how fast, and what that takes.
final class WandbDashboard {
  private static final Link RUN =
      new Link(
          "Run in W&B",
          "https://wandb.ai/{{entity.value}}/{{project.value}}/runs/{{run_id.value}}");

  private WandbDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    return Pages.about(
            profile,
            catalogue,
            "training_wandb",
            "Training & WandB",
            new Purpose(
                "Training runs, how well the models do and what that takes",
                "Research team, ML engineers"))
        .narrowedBy(Variable.of("entity"), Variable.of("project"), Variable.of("run_type"))
        .group(
            "Training status",
            Row.of(
                number("Active runs", show(RunMetrics.ACTIVE)).withCourse(),
                number("Completed (24 h)", show(RunMetrics.COMPLETED_DAY)).withCourse(),
                number("Failed (24 h)", show(RunMetrics.FAILED_DAY)).withCourse(),
                number("Queued", show(RunMetrics.QUEUED)).withCourse()))
        .with(List.of(arena(), multinode(), resources()))
        .group("Training breakdown", now(), ended())
        .with(List.of(compute()));
  }

  private static Group arena() {
    Shown hearts = show(TrainingMetrics.ARENA_HEARTS);
    Shown sps = show(TrainingMetrics.ARENA_SPS);
    return Group.of(
        "Model performance (Multigpu Arena)",
        Row.of(
            timeseries(
                "Hearts score (average)",
                hearts.as("finished runs"),
                show(TrainingMetrics.activeHearts(Workload.ARENA)).as("current runs"),
                movingAverage(hearts).as("finished runs, mean of a day")),
            timeseries(
                "Steps per second (SPS)",
                sps.as("finished runs"),
                show(TrainingMetrics.activeSps(Workload.ARENA)).as("current runs"),
                Formula.trend(sps).as("finished runs, trend"))));
  }

  private static Group multinode() {
    return Group.of(
        "Model performance (Multinode)",
        Row.of(
            timeseries(
                "Hearts score (average)",
                show(TrainingMetrics.MULTINODE_HEARTS).as("finished runs"),
                show(TrainingMetrics.activeHearts(Workload.MULTINODE)).as("current runs")),
            timeseries(
                "Shaped reward SPS",
                show(TrainingMetrics.MULTINODE_SHAPED_SPS).as("finished runs"),
                show(TrainingMetrics.activeSps(Workload.MULTINODE))
                    .as("current runs, any reward"))),
        Row.of(
            timeseries(
                "SPS per GPU",
                show(TrainingMetrics.spsPerGpu(Workload.ARENA)).as("arena"),
                show(TrainingMetrics.spsPerGpu(Workload.MULTINODE)).as("multinode")),
            timeseries(
                "SPS per GPU, multinode against arena",
                Formula.of(
                        "100 * {0} / {1}",
                        show(TrainingMetrics.spsPerGpu(Workload.MULTINODE)),
                        show(TrainingMetrics.spsPerGpu(Workload.ARENA)))
                    .as("multinode against arena")
                    .in(Unit.PERCENT))));
  }

  private static Group resources() {
    return Group.of(
        "Resource utilization",
        Row.of(
            topList("GPU utilization", show(TrainingMetrics.UTILISATION)),
            timeseries("Training duration (average)", show(DurationMetrics.MEAN).as("average")),
            number("Compute cost (7 days)", show(ComputeMetrics.COST)).withCourse(),
            number(
                    "Run success rate (24 h)",
                    Formula.of(
                            "100 * {0} / ({0} + {1})",
                            show(RunMetrics.COMPLETED_DAY), show(RunMetrics.FAILED_DAY))
                        .as("success rate")
                        .in(Unit.PERCENT))
                .judgedBy(RunMetrics.SUCCESS_RATE)
                .withCourse()));
  }

  private static Row now() {
    return Row.of(
            sunburst(
                    "Jobs by status",
                    show(RunMetrics.ACTIVE).as("Running"),
                    show(RunMetrics.COMPLETED_DAY).as("Succeeded"),
                    show(RunMetrics.FAILED_DAY).as("Failed"),
                    show(RunMetrics.CANCELLED).as("Cancelled"))
                .saying(
                    "Those that run now, and those that ended in the last 24 hours; cancelled ones"
                        + " of every type"),
            table(
                    "Runs at work",
                    running(SingleRunMetrics.AGE).as("Started, h ago"),
                    running(SingleRunMetrics.HEARTS).as("Hearts"),
                    running(SingleRunMetrics.SPS).as("SPS"),
                    running(SingleRunMetrics.DURATION).as("Duration"))
                .over(LiveSpan.HOUR)
                .linking(RUN))
        .wide(4, 8);
  }

  /// A run that ended is told of once: how long ago it began is no longer so, and when it ended
  /// stands among the events.
  private static Row ended() {
    return Row.of(
            events("Recently ended runs", "run_ended", "entity", "project", "run_type"),
            table(
                    "Recent runs",
                    over(SingleRunMetrics.HEARTS).as("Hearts"),
                    over(SingleRunMetrics.SPS).as("SPS"),
                    over(SingleRunMetrics.DURATION).as("Duration"))
                .over(LiveSpan.WEEK)
                .linking(RUN))
        .wide(4, 8);
  }

  private static Group compute() {
    return Group.of(
        "Compute",
        Row.of(
            timeseries(
                "GPU hours by type of run (7 days)",
                show(ComputeMetrics.GPU_HOURS).by("run_type").formula().area()),
            timeseries(
                "Runs that are in no GPU hours or cost (7 days)",
                show(ComputeMetrics.WITHOUT_COUNT).as("GPUs or nodes unknown"),
                show(ComputeMetrics.WITHOUT_TIME).as("computing time unknown"),
                show(ComputeMetrics.UNPRICED).as("GPU without a price")),
            timeseries("Active users (7 days)", show(ComputeMetrics.USERS).as("users"))));
  }

  private static Shown running(Metric metric) {
    return show(metric).where("state", "running").by("run_id");
  }

  private static Shown over(Metric metric) {
    return show(metric).without("state", "running", "preempting").by("run_id", "state");
  }
}
