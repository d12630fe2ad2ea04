// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import ai.metta.sandbox.skypilot.fleet.Accelerators;
import ai.metta.sandbox.skypilot.fleet.Machine;
import ai.metta.sandbox.skypilot.fleet.Pricing;
import ai.metta.sandbox.skypilot.fleet.Region;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A type of instance that there is.
///
/// @param gpu what it has of GPUs; empty where it has none
/// @param prices dollars an hour
public record Kind(String name, int cpus, int memoryGib, Optional<Chips> gpu, Prices prices) {
  /// The GPUs of a type.
  ///
  /// @param count of whole GPUs, or 1 where it has a part of one
  /// @param share of a GPU, where several instances share it
  public record Chips(
      String model, String maker, int count, int memoryMib, Optional<Double> share) {
    /// How many GPUs it is.
    public double gpus() {
      return share.orElse((double) count);
    }
  }

  /// What an hour costs.
  public interface Prices {
    double of(Pricing pricing, Region region);
  }

  private static final Kind SMALL = plain("c5.large", 2, 4, 0.085, 0.034);
  private static final Kind RADEON =
      new Kind(
          "g4ad.xlarge",
          4,
          16,
          Optional.of(new Chips("Radeon Pro V520", "AMD", 1, 8192, Optional.empty())),
          (pricing, _) -> pricing == Pricing.SPOT ? 0.1136 : 0.37853);

  /// Every one, those that the jobs' machines are of and two more.
  public static final List<Kind> ALL =
      Stream.concat(Machine.ALL.stream().map(Kind::of), Stream.of(SMALL, RADEON)).toList();

  /// The one with a name; empty where AWS knows none.
  public static Optional<Kind> named(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static Kind plain(String name, int cpus, int memoryGib, double onDemand, double spot) {
    return new Kind(
        name,
        cpus,
        memoryGib,
        Optional.empty(),
        (pricing, _) -> pricing == Pricing.SPOT ? spot : onDemand);
  }

  private static Kind of(Machine machine) {
    return new Kind(
        machine.instanceType(),
        machine.cpus(),
        machine.memoryGib(),
        machine.accelerators().map(Kind::chips),
        machine::usdPerHour);
  }

  /// AWS names the model without its memory, and tells that beside it.
  private static Chips chips(Accelerators accelerators) {
    boolean shared = accelerators.isFractional();
    return new Chips(
        accelerators.gpu().canonicalName().replaceFirst("-.*", ""),
        "NVIDIA",
        shared ? 1 : (int) accelerators.count(),
        accelerators.gpu().memoryGib() * 1024,
        shared ? Optional.of(accelerators.count()) : Optional.empty());
  }
}
