// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.collect.Trial;
import ai.metta.sandbox.asana.AsanaOptions;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Instant;
import java.time.InstantSource;

/// A simulated workspace, and a run against it.
final class Workspace {
  static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");
  static final String BUGS = "1202000000000001";
  static final String GID = "1201000000000001";

  private Workspace() {}

  static Board board(long seed, Instant now) {
    return Board.of(seed, Fleet.of(seed, 600).at(now));
  }

  static AsanaServer served(long seed) {
    return AsanaServer.start(AsanaOptions.of(board(seed, NOW), InstantSource.fixed(NOW)));
  }

  /// Bugs of training are those called so.
  static Trial collecting(AsanaServer server) {
    return Trial.of(new AsanaCollector(), NOW)
        .with("asana.base_url", server.endpoint().toString())
        .with("asana.workspace", GID)
        .with("asana.bugs_project", BUGS)
        .with("asana.training_bug_label", "Training")
        .with("asana.requests_per_minute", "1500")
        .knowing("ASANA_ACCESS_TOKEN", "sandbox-asana-token");
  }
}
