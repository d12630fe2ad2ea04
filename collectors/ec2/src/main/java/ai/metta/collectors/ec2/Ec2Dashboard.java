// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;
import static ai.metta.dashboards.TopList.topList;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Variable;
import ai.metta.metric.Catalogue;
import java.util.List;

/// What runs on EC2, what it costs and what of it nobody uses.
final class Ec2Dashboard {
  private Ec2Dashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    return Pages.about(
            profile,
            catalogue,
            "ec2_infrastructure",
            "EC2 Infrastructure",
            new Purpose(
                "What runs on EC2, what it costs and what of it nobody uses",
                "DevOps, whoever pays"))
        .narrowedBy(Variable.of("account"), Variable.of("region"))
        .with(List.of(now(), instances(), hardware(), costs(), use(), storage()))
        .group(
            "Reading",
            Row.of(
                timeseries("Regions not enabled", show(Ec2Metrics.REGION_DISABLED).as("regions"))));
  }

  private static Group now() {
    return Group.of(
        "Key metrics",
        Row.of(
            number("Running instances", show(InstanceMetrics.RUNNING)).withCourse(),
            number("GPUs", show(InstanceMetrics.GPUS)).withCourse(),
            number("Hourly price of what runs", show(CostMetrics.HOURLY)).withCourse(),
            number("Idle instances", show(UtilizationMetrics.IDLE)).withCourse()),
        Row.of(
            number("Instances, a month at this rate", show(CostMetrics.MONTHLY)),
            number("Volumes, a month at this rate", show(CostMetrics.VOLUMES)),
            number("Unattached volumes", show(VolumeMetrics.UNATTACHED)),
            number("Instances without a price", show(CostMetrics.UNPRICED))));
  }

  private static Group instances() {
    return Group.of(
        "Instances",
        Row.of(
            timeseries(
                "Running instances by pricing",
                show(InstanceMetrics.RUNNING).by("pricing").formula().area()),
            timeseries(
                "Instances with a GPU", show(InstanceMetrics.GPU_INSTANCES).as("instances"))),
        Row.of(
            topList("By family", show(InstanceMetrics.RUNNING).by("instance_family")),
            topList("By type", show(InstanceMetrics.BY_TYPE).by("type")),
            topList("Oldest instance by region", show(InstanceMetrics.AGE).where("metric", "max")),
            topList("Median age by region", show(InstanceMetrics.AGE).where("metric", "p50"))));
  }

  private static Group hardware() {
    return Group.of(
        "Hardware",
        Row.of(
            topList("GPUs by model", show(InstanceMetrics.GPUS).by("gpu_model")),
            timeseries(
                "GPUs by pricing", show(InstanceMetrics.GPUS).by("pricing").formula().area()),
            timeseries(
                "Virtual CPUs by pricing",
                show(InstanceMetrics.CPUS).by("pricing").formula().area()),
            timeseries(
                "Instances of unknown types",
                show(InstanceMetrics.UNKNOWN_TYPES).as("instances"))));
  }

  private static Group costs() {
    return Group.of(
        "Cost",
        Row.of(
            timeseries(
                "Hourly price by pricing", show(CostMetrics.HOURLY).by("pricing").formula().area()),
            timeseries(
                "Volumes, a month, by type",
                show(CostMetrics.VOLUMES).by("volume_type").formula().area())),
        Row.of(
            topList("Spot savings by region", show(CostMetrics.SAVINGS)),
            topList("Billed for a day, by service", show(CostMetrics.ACTUAL).by("service")),
            timeseries(
                "Without a price",
                show(CostMetrics.UNPRICED).as("instances"),
                show(CostMetrics.UNPRICED_VOLUMES).as("volumes"))));
  }

  private static Group use() {
    return Group.of(
        "Utilization",
        Row.of(
            timeseries("Idle instances", show(UtilizationMetrics.IDLE).as("instances")),
            topList("Idle by family", show(UtilizationMetrics.IDLE).by("instance_family")),
            timeseries(
                "Instances that were not judged",
                show(UtilizationMetrics.UNKNOWN).by("reason").formula().area())));
  }

  private static Group storage() {
    return Group.of(
        "Storage",
        Row.of(
            timeseries(
                "Volumes by state", show(VolumeMetrics.VOLUMES).by("status").formula().area()),
            timeseries(
                "Size of volumes by state", show(VolumeMetrics.SIZE).by("status").formula().area()),
            topList("Size of volumes by type", show(VolumeMetrics.SIZE).by("volume_type"))),
        Row.of(
            timeseries("Snapshots", show(VolumeMetrics.COPIES).as("snapshots")),
            timeseries(
                "Size of snapshots",
                show(VolumeMetrics.COPIES_SIZE).as("their volumes"),
                show(VolumeMetrics.COPIES_FULL).as("all their blocks"))));
  }
}
