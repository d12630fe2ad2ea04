// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import java.time.Instant;
import java.util.Optional;

/// A run at an instant.
///
/// @param project it belongs to
/// @param heartbeat its last sign of life, in whole seconds; empty where it never started
/// @param computeSeconds what it has computed, interruptions left out
/// @param user empty where the account is gone
/// @param sweep whose part it is
public record TrainingRun(
    String id,
    String displayName,
    String project,
    State state,
    Instant created,
    Optional<Instant> heartbeat,
    long computeSeconds,
    Hardware hardware,
    Optional<String> user,
    Optional<String> sweep,
    Readings readings,
    Sight sight) {
  /// Whether who asks may see it.
  public enum Sight {
    OPEN,
    HIDDEN
  }
}
