// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.ec2.Ec2Snapshot.Judged;
import ai.metta.collectors.ec2.IdleRule.Verdict;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Running instances that do nothing, and those of which that cannot be told.
final class UtilizationMetrics {
  /// How often CloudWatch is asked.
  static final Duration EVERY = Duration.ofMinutes(30);

  private static final String GROUP = "Utilization";
  private static final TagKey REASON =
      TagKey.bounded("reason", "no_data", "gpu_unobserved", "too_young", "excluded");

  static final Metric IDLE =
      metric(
              "idle_instances",
              "Running instances whose CPU, and every GPU, was quiet for an hour; asked every 30 minutes",
              1)
          .taggedBy(Ec2Tags.FAMILY)
          .orientation(LOWER_IS_BETTER)
          .alias("ec2.instances.idle");
  static final Metric UNKNOWN =
      metric(
              "unknown_instances",
              "Running instances of which that was not judged: CloudWatch has no data, nobody tells what the GPUs do, younger than an hour, excluded by their tag",
              2)
          .taggedBy(REASON);

  private UtilizationMetrics() {}

  static List<Emission<Ec2Snapshot>> emissions() {
    return List.of(
        emit(IDLE).from(Ec2Snapshot::judged).each(UtilizationMetrics::idle),
        emit(UNKNOWN).from(Ec2Snapshot::judged).each(UtilizationMetrics::unknown));
  }

  private record Found(Instance instance, Verdict verdict) {}

  private static Stream<Found> found(Judged judged, Instant asOf) {
    return Ec2Tags.running(judged.instances())
        .map(one -> new Found(one, verdict(judged, one, asOf)));
  }

  /// Of a type that nobody knows, nobody knows the GPUs either.
  private static Verdict verdict(Judged judged, Instance instance, Instant asOf) {
    double gpus =
        judged.types().of(instance).map(InstanceType::gpuCount).orElse(Double.POSITIVE_INFINITY);
    return judged.rule().verdict(instance, gpus, judged.activity(), asOf);
  }

  private static List<Sample> idle(Judged judged, Instant asOf) {
    Map<String, Double> byFamily = new TreeMap<>();
    found(judged, asOf)
        .filter(one -> one.verdict() == Verdict.IDLE)
        .forEach(one -> byFamily.merge(one.instance().family(), 1.0, Double::sum));
    List<Sample> samples = new ArrayList<>();
    byFamily.forEach((family, count) -> samples.add(Sample.of("instance_family", family, count)));
    return samples.isEmpty() ? List.of(new Sample(Tags.none(), 0)) : samples;
  }

  private static List<Sample> unknown(Judged judged, Instant asOf) {
    Tally tally = Tally.by(REASON);
    found(judged, asOf)
        .forEach(one -> {
          switch (one.verdict()) {
            case NO_DATA -> tally.count("no_data");
            case GPU_UNOBSERVED -> tally.count("gpu_unobserved");
            case TOO_YOUNG -> tally.count("too_young");
            case EXCLUDED -> tally.count("excluded");
            case BUSY, IDLE -> {}
          }
        });
    return tally.samples();
  }

  private static Metric metric(String word, String says, int order) {
    return Metric.gauge("ec2.utilization." + word)
        .noun("instance")
        .says(says)
        .across(SUM)
        .freshFor(EVERY.multipliedBy(3))
        .from(Permission.GET_METRIC_DATA.source())
        .shownIn(GROUP, order);
  }
}
