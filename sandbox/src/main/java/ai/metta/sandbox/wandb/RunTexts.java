// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.wandb.experiments.Hardware;
import ai.metta.sandbox.wandb.experiments.Hardware.Told;
import ai.metta.sandbox.wandb.experiments.Readings;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What a run says of itself, as JSON inside a string. Writers differ: of runs with an even length
/// of id, machine metrics have no `system.` before them, and steps a second have another key.
record RunTexts(TrainingRun run) {
  private boolean isOfOldWriter() {
    return run.id().length() % 2 == 0;
  }

  /// @param keys those that are wanted; all where there are none
  String config(Set<String> keys) {
    Map<String, Object> config = new LinkedHashMap<>();
    put(config, "seed", entry(run.created().getEpochSecond() % 1000), keys);
    if (run.hardware().told() == Told.CONFIG) {
      put(config, "num_nodes", entry((long) run.hardware().nodes()), keys);
    }
    put(
        config,
        "_wandb",
        JsonTree.of("value", JsonTree.of("cli_version", "0.22.3", "framework", "torch")),
        keys);
    return JsonTree.text(config);
  }

  private static Map<String, Object> entry(Object value) {
    return JsonTree.of("value", value, "desc", Optional.empty());
  }

  /// @param keys those that are wanted; all where there are none
  String summary(Set<String> keys) {
    Map<String, Object> summary = new LinkedHashMap<>();
    Readings readings = run.readings();
    put(
        summary,
        isOfOldWriter() ? "overview/sps" : "overview/steps_per_second",
        readings.sps(),
        keys);
    put(summary, "overview/shaped_sps", readings.shapedSps(), keys);
    readings
        .hearts()
        .ifPresent(hearts -> put(summary, "env_agent/heart.gained", written(hearts), keys));
    put(summary, "skypilot/queue_latency_s", readings.queueLatencySeconds(), keys);
    put(summary, "eval/accuracy", readings.accuracy(), keys);
    put(summary, isOfOldWriter() ? "loss" : "losses/total", readings.loss(), keys);
    put(
        summary,
        "examples",
        JsonTree.of("_type", "histogram", "bins", List.of(1L, 2L), "values", List.of(3L)),
        keys);
    if (run.heartbeat().isPresent()) {
      put(summary, "_runtime", run.computeSeconds() + 0.5, keys);
      put(summary, "_wandb", JsonTree.of("runtime", run.computeSeconds()), keys);
    }
    return JsonTree.text(summary);
  }

  private Object written(double hearts) {
    return switch (run.readings().writing()) {
      case PLAIN -> hearts;
      case NAN -> "NaN";
      case OBJECT -> JsonTree.of("min", 0.0, "max", hearts, "last", hearts / 2);
    };
  }

  /// The latest value of each machine metric.
  String system() {
    Map<String, Object> system = new LinkedHashMap<>();
    Hardware hardware = run.hardware();
    String prefix = isOfOldWriter() ? "" : "system.";
    List<Double> percents = run.readings().gpuPercents();
    for (int index = 0; index < percents.size(); index++) {
      int node = index / hardware.gpus();
      String suffix = node == 0 ? "" : "/l:node-" + node;
      String gpu = prefix + "gpu." + index % hardware.gpus() + ".";
      system.put(gpu + "gpu" + suffix, percents.get(index));
      system.put(gpu + "memoryAllocated" + suffix, 71.5);
      system.put(gpu + "temp" + suffix, 61L);
      system.put(prefix + "gpu.process." + index % hardware.gpus() + ".gpu" + suffix, 12.5);
    }
    system.put(prefix + "cpu", 37.5);
    return JsonTree.text(system);
  }

  List<String> tags() {
    return run.hardware().told() == Told.TAG
        ? List.of("baseline", "nodes:" + run.hardware().nodes())
        : List.of("baseline");
  }

  private static void put(
      Map<String, Object> into, String key, OptionalDouble value, Set<String> keys) {
    value.ifPresent(number -> put(into, key, (Object) number, keys));
  }

  private static void put(Map<String, Object> into, String key, Object value, Set<String> keys) {
    if (keys.isEmpty() || keys.contains(key)) {
      into.put(key, value);
    }
  }
}
