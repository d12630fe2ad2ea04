// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// What one machine costs in one region, by the server's catalogue.
///
/// @param gpu the GPU's name; several offers may differ by it alone, where GPUs are added to
///   machines
/// @param gpus how many a machine has
/// @param onDemand dollars an hour; empty where the catalogue has none
/// @param spot the same for machines that may be taken away
record Offer(
    String instanceType,
    String gpu,
    double gpus,
    String region,
    OptionalDouble onDemand,
    OptionalDouble spot) {

  /// Whether it may be what the task runs on; of a task whose GPUs nobody knows, each of its type.
  boolean mayBeOf(Task task) {
    return instanceType.equals(task.instanceType())
        && region.equals(task.region())
        && switch (task.gpus()) {
          case Gpus.Known(Map<String, Double> byType) ->
              byType.equals(Map.of(gpu.toLowerCase(Locale.ROOT), gpus * task.nodes()));
          case Gpus.None() -> false;
          case Gpus.Unknown() -> true;
        };
  }
}
