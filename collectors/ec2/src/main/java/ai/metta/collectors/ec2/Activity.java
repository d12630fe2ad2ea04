// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What instances did in the last hour: percentages, one for each five minutes that CloudWatch has
/// a value of.
///
/// @param cpu by instance
/// @param gpu by instance; those whose agent tells
record Activity(Map<String, List<Double>> cpu, Map<String, List<Gauge>> gpu) {
  Activity {
    cpu = Map.copyOf(cpu);
    gpu = Map.copyOf(gpu);
  }

  /// How busy GPUs were: one on average, or the busiest of all of an instance at its busiest.
  ///
  /// @param gpu its number; empty for all of them together
  record Gauge(Optional<String> gpu, List<Double> points) {
    Gauge {
      points = List.copyOf(points);
    }
  }

  List<Double> cpuOf(Instance instance) {
    return cpu.getOrDefault(instance.id(), List.of());
  }

  List<Gauge> gpuOf(Instance instance) {
    return gpu.getOrDefault(instance.id(), List.of());
  }
}
