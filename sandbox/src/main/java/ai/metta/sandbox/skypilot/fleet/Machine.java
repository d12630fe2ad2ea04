// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.List;
import java.util.Optional;

/// An instance type of the simulated cloud, with its catalogue prices in us-east-1.
public enum Machine {
  G6F_4XLARGE("g6f.4xlarge", Gpu.L4, 0.5, 16, 64, 0.95, 0.41),
  G6_XLARGE("g6.xlarge", Gpu.L4, 1, 4, 16, 0.8048, 0.33),
  G6_12XLARGE("g6.12xlarge", Gpu.L4, 4, 48, 192, 4.6016, 1.87),
  G6_48XLARGE("g6.48xlarge", Gpu.L4, 8, 192, 768, 13.3504, 5.41),
  G5_XLARGE("g5.xlarge", Gpu.A10G, 1, 4, 16, 1.006, 0.45),
  G5_12XLARGE("g5.12xlarge", Gpu.A10G, 4, 48, 192, 5.672, 2.38),
  P4D_24XLARGE("p4d.24xlarge", Gpu.A100, 8, 96, 1152, 21.957642, 9.2),
  P4DE_24XLARGE("p4de.24xlarge", Gpu.A100_80GB, 8, 96, 1152, 27.44705, 11.9),
  P5_48XLARGE("p5.48xlarge", Gpu.H100, 8, 192, 2048, 55.04, 23.7),
  M6I_2XLARGE("m6i.2xlarge", 8, 32, 0.384, 0.151);

  private static final List<Machine> MACHINES = List.of(values());

  private final String instanceType;
  private final Optional<Gpu> gpu;
  private final double gpuCount;
  private final int cpus;
  private final int memoryGib;
  private final double onDemandUsdPerHour;
  private final double spotUsdPerHour;

  Machine(String instanceType, int cpus, int memoryGib, double onDemand, double spot) {
    this.instanceType = instanceType;
    this.gpu = Optional.empty();
    this.gpuCount = 0;
    this.cpus = cpus;
    this.memoryGib = memoryGib;
    this.onDemandUsdPerHour = onDemand;
    this.spotUsdPerHour = spot;
  }

  Machine(
      String instanceType,
      Gpu gpu,
      double gpuCount,
      int cpus,
      int memoryGib,
      double onDemand,
      double spot) {
    this.instanceType = instanceType;
    this.gpu = Optional.of(gpu);
    this.gpuCount = gpuCount;
    this.cpus = cpus;
    this.memoryGib = memoryGib;
    this.onDemandUsdPerHour = onDemand;
    this.spotUsdPerHour = spot;
  }

  /// The machine that has exactly these GPUs.
  static Machine with(Accelerators accelerators) {
    for (Machine machine : MACHINES) {
      if (machine.gpuCount == accelerators.count()
          && machine.gpu.orElse(accelerators.gpu()) == accelerators.gpu()) {
        return machine;
      }
    }
    throw new IllegalArgumentException("no machine has " + accelerators);
  }

  public String instanceType() {
    return instanceType;
  }

  /// The GPUs of one machine; empty for a CPU-only one.
  public Optional<Accelerators> accelerators() {
    return gpu.map(type -> new Accelerators(type, gpuCount));
  }

  public int cpus() {
    return cpus;
  }

  public int memoryGib() {
    return memoryGib;
  }

  /// The price of one machine in a region, in USD an hour, rounded to a millionth.
  public double usdPerHour(Pricing pricing, Region region) {
    double base = pricing == Pricing.SPOT ? spotUsdPerHour : onDemandUsdPerHour;
    return Math.round(base * region.priceFactor() * 1e6) / 1e6;
  }
}
