// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.metric.Source;
import java.util.List;
import java.util.Optional;

/// What an identity must be allowed to do, each asked of AWS by one operation, and the metrics that
/// it costs where it may not.
enum Permission {
  DESCRIBE_REGIONS("ec2:DescribeRegions", "ec2.*"),
  DESCRIBE_INSTANCES(
      "ec2:DescribeInstances",
      "ec2.instances.*",
      "ec2.resources.*",
      "ec2.cost.running_hourly",
      "ec2.cost.monthly_estimate",
      "ec2.cost.unpriced_instances",
      "ec2.cost.spot_savings_pct",
      "ec2.utilization.*",
      "collector.ec2.region_disabled"),
  DESCRIBE_INSTANCE_TYPES(
      "ec2:DescribeInstanceTypes",
      "ec2.instances.gpu_instances",
      "ec2.resources.*",
      "ec2.utilization.*"),
  DESCRIBE_SPOT_PRICE_HISTORY(
      "ec2:DescribeSpotPriceHistory",
      "ec2.cost.running_hourly",
      "ec2.cost.monthly_estimate",
      "ec2.cost.unpriced_instances",
      "ec2.cost.spot_savings_pct"),
  GET_PRODUCTS(
      "pricing:GetProducts",
      "ec2.cost.running_hourly",
      "ec2.cost.monthly_estimate",
      "ec2.cost.unpriced_instances",
      "ec2.cost.spot_savings_pct"),
  DESCRIBE_VOLUMES(
      "ec2:DescribeVolumes",
      "ec2.ebs.volumes",
      "ec2.ebs.unattached_volumes",
      "ec2.ebs.volumes.size_gb",
      "ec2.cost.ebs_monthly_estimate",
      "ec2.cost.unpriced_volumes"),
  DESCRIBE_SNAPSHOTS(
      "ec2:DescribeSnapshots",
      "ec2.ebs.snapshots",
      "ec2.ebs.snapshots.size_gb",
      "ec2.ebs.snapshots.full_size_gb"),
  GET_METRIC_DATA("cloudwatch:GetMetricData", "ec2.utilization.*"),
  LIST_METRICS("cloudwatch:ListMetrics", "ec2.utilization.*"),
  GET_COST_AND_USAGE("ce:GetCostAndUsage", "ec2.cost.actual_usd"),
  GET_CALLER_IDENTITY("sts:GetCallerIdentity", "ec2.*");

  private final String action;
  private final String metrics;

  Permission(String action, String... metrics) {
    this.action = action;
    this.metrics = String.join(" ", metrics);
  }

  /// As policies name it: `ec2:DescribeInstances`.
  String action() {
    return action;
  }

  /// `DescribeInstances`
  String operation() {
    return action.substring(action.indexOf(':') + 1);
  }

  /// Names of metrics; one that ends in `*` stands for all that begin so.
  List<String> metrics() {
    return List.of(metrics.split(" ", -1));
  }

  Source source() {
    return new Source(operation(), Optional.of(action));
  }
}
