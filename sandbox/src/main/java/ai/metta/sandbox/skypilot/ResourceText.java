// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Accelerators;
import ai.metta.sandbox.skypilot.fleet.Placement;
import ai.metta.sandbox.skypilot.fleet.Pricing;
import ai.metta.sandbox.skypilot.fleet.Requirement;
import java.util.Optional;
import java.util.stream.Collectors;

/// Machines and GPUs in the texts that SkyPilot makes of them.
final class ResourceText {
  private static final int DISK_GB = 256;

  private ResourceText() {}

  /// What a task asks for: `2x[H100:8][Spot]`.
  static String requested(Requirement requirement) {
    String each =
        requirement.candidates().isEmpty()
            ? "CPU:8+"
            : requirement.candidates().stream()
                .map(ResourceText::gpus)
                .collect(Collectors.joining(", "));
    String tail =
        switch (requirement.ask()) {
          case SPOT -> "[Spot]";
          case ON_DEMAND -> "";
          case EITHER -> "[On-demand|Spot]";
        };
    return requirement.nodes() + "x[" + each + "]" + tail;
  }

  /// What was launched: `2x[spot](gpus=H100:8, p5.48xlarge, ...)`.
  static String launched(int nodes, Placement placement) {
    String inner =
        accelerators(placement).map(gpus -> "gpus=" + gpus(gpus)).orElseGet(() -> size(placement));
    return head(nodes, placement)
        + "("
        + inner
        + ", "
        + placement.machine().instanceType()
        + ", ...)";
  }

  /// The same with everything: `2x[spot](gpus=H100:8, cpus=192, mem=2048, p5.48xlarge, disk=256)`.
  static String launchedFully(int nodes, Placement placement) {
    String gpus = accelerators(placement).map(each -> "gpus=" + gpus(each) + ", ").orElse("");
    return head(nodes, placement)
        + "("
        + gpus
        + size(placement)
        + ", "
        + placement.machine().instanceType()
        + ", disk="
        + DISK_GB
        + ")";
  }

  /// The GPUs of a node as Python prints a dictionary: `{'H100': 8}`; empty for a CPU-only node.
  static Optional<String> dictionary(Placement placement) {
    return accelerators(placement)
        .map(each -> "{'" + each.gpu().canonicalName() + "': " + count(each) + "}");
  }

  /// A whole count without, a fraction with decimals.
  static String count(Accelerators accelerators) {
    return accelerators.isFractional()
        ? Double.toString(accelerators.count())
        : Long.toString(Math.round(accelerators.count()));
  }

  static String infra(Placement placement) {
    return "AWS (" + placement.zone().orElse(placement.region().wireName()) + ")";
  }

  private static Optional<Accelerators> accelerators(Placement placement) {
    return placement.machine().accelerators();
  }

  private static String gpus(Accelerators accelerators) {
    return accelerators.gpu().canonicalName() + ":" + count(accelerators);
  }

  private static String size(Placement placement) {
    return "cpus=" + placement.machine().cpus() + ", mem=" + placement.machine().memoryGib();
  }

  private static String head(int nodes, Placement placement) {
    return nodes + "x" + (placement.pricing() == Pricing.SPOT ? "[spot]" : "");
  }
}
