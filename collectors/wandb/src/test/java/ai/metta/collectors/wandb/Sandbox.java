// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.WandbOptions;
import ai.metta.sandbox.wandb.WandbServer;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.WandbTruth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/// The simulated organisation's W&B, and how it is collected from.
final class Sandbox {
  static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");

  private Sandbox() {}

  static WandbServer served(long seed) {
    return WandbServer.start(
        WandbOptions.of(Experiments.of(Fleet.of(seed, 1500)), InstantSource.fixed(NOW)));
  }

  /// Both projects and all queues, with the prices that the truth goes by.
  static Collecting from(WandbServer server) {
    return Collecting.at(NOW)
        .from(server.endpoint())
        .of("arena,language")
        .with("wandb.launch_queues", String.join(",", Experiments.QUEUES))
        .with(
            "wandb.gpu_prices",
            WandbTruth.PRICES.entrySet().stream()
                .map((Map.Entry<String, Double> price) -> price.getKey() + "=" + price.getValue())
                .sorted()
                .collect(Collectors.joining(",")));
  }
}
