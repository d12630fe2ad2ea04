// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.List;
import java.util.Optional;

/// An instance type of the simulated cloud.
///
/// @param accelerators the GPUs of one machine; empty for a CPU-only one
/// @param price its catalogue price in us-east-1
public record Machine(
    String instanceType,
    Optional<Accelerators> accelerators,
    int cpus,
    int memoryGib,
    Price price) {
  /// USD an hour.
  public record Price(double onDemand, double spot) {}

  static final Machine CPU_ONLY =
      new Machine("m6i.2xlarge", Optional.empty(), 8, 32, new Price(0.384, 0.151));

  /// Every instance type there is.
  public static final List<Machine> ALL =
      List.of(
          with(Gpu.L4, 0.5, "g6f.4xlarge").sized(16, 64).at(0.95, 0.41),
          with(Gpu.L4, 1, "g6.xlarge").sized(4, 16).at(0.8048, 0.33),
          with(Gpu.L4, 4, "g6.12xlarge").sized(48, 192).at(4.6016, 1.87),
          with(Gpu.L4, 8, "g6.48xlarge").sized(192, 768).at(13.3504, 5.41),
          with(Gpu.A10G, 1, "g5.xlarge").sized(4, 16).at(1.006, 0.45),
          with(Gpu.A10G, 4, "g5.12xlarge").sized(48, 192).at(5.672, 2.38),
          with(Gpu.A100, 8, "p4d.24xlarge").sized(96, 1152).at(21.957642, 9.2),
          with(Gpu.A100_80GB, 8, "p4de.24xlarge").sized(96, 1152).at(27.44705, 11.9),
          with(Gpu.H100, 8, "p5.48xlarge").sized(192, 2048).at(55.04, 23.7),
          CPU_ONLY);

  /// The machine that has exactly these GPUs.
  static Machine with(Accelerators wanted) {
    for (Machine machine : ALL) {
      if (machine.accelerators.filter(wanted::equals).isPresent()) {
        return machine;
      }
    }
    throw new IllegalArgumentException("no machine has " + wanted);
  }

  /// The price of one machine in a region, in USD an hour, rounded to a millionth.
  public double usdPerHour(Pricing pricing, Region region) {
    double base = pricing == Pricing.SPOT ? price.spot : price.onDemand;
    return Math.round(base * region.priceFactor() * 1e6) / 1e6;
  }

  private static Machine with(Gpu gpu, double count, String instanceType) {
    return new Machine(
        instanceType, Optional.of(new Accelerators(gpu, count)), 0, 0, new Price(0, 0));
  }

  private Machine sized(int cpuCount, int gib) {
    return new Machine(instanceType, accelerators, cpuCount, gib, price);
  }

  private Machine at(double onDemand, double spot) {
    return new Machine(instanceType, accelerators, cpus, memoryGib, new Price(onDemand, spot));
  }
}
