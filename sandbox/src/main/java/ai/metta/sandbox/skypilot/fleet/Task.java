// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.List;
import java.util.Optional;

/// One task of a job: what it asks for, how its life goes, where it runs.
///
/// @param index its place in the job, from 0
/// @param placements where each of its clusters is, by segment; the pool's worker for a pool job
/// @param records whether the server still knows the task's clusters
public record Task(
    int index,
    String name,
    Requirement requirement,
    LifeLine life,
    List<Placement> placements,
    Records records) {
  /// Whether the server kept its record of the task's clusters.
  public enum Records {
    KEPT,
    LOST
  }

  public Task {
    placements = List.copyOf(placements);
  }

  public Status statusAt(long nowMillis) {
    return life.phaseAt(nowMillis).status();
  }

  /// The cluster of a task that holds one, as far as the server knows it.
  public Optional<Placement> placementAt(long nowMillis) {
    return records == Records.LOST
        ? Optional.empty()
        : life.segmentAt(nowMillis).map(placements::get);
  }
}
