// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collectors.ec2.Activity.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When a running instance is idle. A busy GPU hides behind a quiet CPU, so of an instance with
/// GPUs a quiet CPU alone says nothing.
///
/// @param cpuAverage percent that the average of an hour stays below
/// @param cpuMaximum percent that each five minutes of it stay below
/// @param gpuAverage percent that the average of each GPU stays below, or that of the busiest's
///   highest values where all are told together
/// @param ignoredKey with `ignoredValue` the tag of instances that are not judged
record IdleRule(
    double cpuAverage,
    double cpuMaximum,
    double gpuAverage,
    String ignoredKey,
    String ignoredValue) {
  /// What is looked back over.
  static final Duration HOUR = Duration.ofHours(1);

  /// A value for each of these is in an hour.
  static final Duration STEP = Duration.ofMinutes(5);

  /// Half of an hour's.
  private static final int LEAST_POINTS = 6;

  /// What an instance is found to be.
  enum Verdict {
    BUSY,
    IDLE,
    /// CloudWatch has too little of it.
    NO_DATA,
    /// Its CPU is quiet, and nobody tells what its GPUs do.
    GPU_UNOBSERVED,
    TOO_YOUNG,
    EXCLUDED
  }

  /// @param gpus how many it has; 0 for none
  Verdict verdict(Instance instance, double gpus, Activity activity, Instant asOf) {
    if (ignoredValue.equals(instance.tags().get(ignoredKey))) {
      return Verdict.EXCLUDED;
    }
    if (instance.launched().isAfter(asOf.minus(HOUR))) {
      return Verdict.TOO_YOUNG;
    }
    List<Double> cpu = activity.cpuOf(instance);
    if (cpu.size() < LEAST_POINTS) {
      return Verdict.NO_DATA;
    }
    boolean quiet = average(cpu) < cpuAverage && cpu.stream().allMatch(one -> one < cpuMaximum);
    if (!quiet) {
      return Verdict.BUSY;
    }
    return gpus > 0 ? ofGpus(activity.gpuOf(instance), gpus) : Verdict.IDLE;
  }

  /// Several gauges may be of one GPU, and count once.
  private Verdict ofGpus(List<Gauge> gauges, double gpus) {
    List<Gauge> told =
        gauges.stream().filter(gauge -> gauge.points().size() >= LEAST_POINTS).toList();
    if (told.stream().anyMatch(gauge -> average(gauge.points()) >= gpuAverage)) {
      return Verdict.BUSY;
    }
    boolean whole = told.stream().anyMatch(gauge -> gauge.gpu().isEmpty());
    long each = told.stream().map(Gauge::gpu).distinct().count();
    return whole || each >= gpus ? Verdict.IDLE : Verdict.GPU_UNOBSERVED;
  }

  private static double average(List<Double> points) {
    return points.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
