// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.Map;

/// The GPUs that a task holds on all its nodes together.
sealed interface Gpus {

  /// Type in lower case to number; the number may be a fraction.
  record Known(Map<String, Double> byType) implements Gpus {
    public Known {
      byType = Map.copyOf(byType);
    }
  }

  /// A task without any.
  record None() implements Gpus {}

  /// Several kinds would do and none was launched yet, or the server does not say.
  record Unknown() implements Gpus {}

  /// The value of the per-job tag `gpu_type`.
  default String typeWord() {
    return switch (this) {
      case Known(Map<String, Double> byType) ->
          byType.size() == 1 ? byType.keySet().iterator().next() : "mixed";
      case None() -> "none";
      case Unknown() -> "unknown";
    };
  }
}
