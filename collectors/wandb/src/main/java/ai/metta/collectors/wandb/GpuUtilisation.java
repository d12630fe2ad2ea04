// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How busy the GPUs of a run are, by the latest values of its machine metrics: those of all GPUs
/// and nodes, under names with or without `system.` before them. What one process does
/// (`gpu.process.…`) is another series.
final class GpuUtilisation {
  private static final Pattern GPU = Pattern.compile("(?:system\\.)?(gpu\\.\\d+\\.gpu(?:/l:.+)?)");

  private GpuUtilisation() {}

  /// The mean over the GPUs, in percent; empty where none is told.
  static Optional<Double> mean(Json system) {
    Map<String, Double> byGpu = new TreeMap<>();
    system
        .members()
        .forEach((key, value) -> {
          Matcher name = GPU.matcher(key);
          if (name.matches()) {
            InnerJson.number(value)
                .filter(percent -> percent >= 0 && percent <= 100)
                .ifPresent(percent -> byGpu.merge(name.group(1), percent, Math::max));
          }
        });
    return byGpu.isEmpty()
        ? Optional.empty()
        : Optional.of(
            byGpu.values().stream().mapToDouble(Double::doubleValue).sum() / byGpu.size());
  }
}
