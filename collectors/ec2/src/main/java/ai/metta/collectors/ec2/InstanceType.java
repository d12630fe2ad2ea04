// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A type of instance, as DescribeInstanceTypes tells it.
record InstanceType(String name, int cpus, List<Gpu> gpus) {
  InstanceType {
    gpus = List.copyOf(gpus);
  }

  /// @param count may be a fraction, where instances share a GPU
  record Gpu(String model, double count) {}

  double gpuCount() {
    return gpus.stream().mapToDouble(Gpu::count).sum();
  }

  /// The types that instances are of, as far as AWS knows them.
  record Types(Map<String, InstanceType> byName) {
    Types {
      byName = Map.copyOf(byName);
    }

    Optional<InstanceType> of(Instance instance) {
      return Optional.ofNullable(byName.get(instance.type()));
    }

    boolean hasGpus(Instance instance) {
      return of(instance).filter(type -> type.gpuCount() > 0).isPresent();
    }
  }
}
