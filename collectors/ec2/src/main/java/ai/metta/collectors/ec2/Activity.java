// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.List;
import java.util.Map;

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

  /// How busy one GPU was, or all of an instance together.
  record Gauge(Reach reach, List<Double> points) {
    Gauge {
      points = List.copyOf(points);
    }
  }

  enum Reach {
    ONE,
    ALL
  }

  List<Double> cpuOf(Instance instance) {
    return cpu.getOrDefault(instance.id(), List.of());
  }

  List<Gauge> gpuOf(Instance instance) {
    return gpu.getOrDefault(instance.id(), List.of());
  }
}
