// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

/// What a run computes on.
///
/// @param gpu as the driver calls it; empty text where the run does not say what it is on
/// @param gpus of one node
/// @param nodes how many there are
/// @param told where a run says so
public record Hardware(String gpu, int gpus, int nodes, Told told) {
  /// Where the number of nodes stands.
  public enum Told {
    CONFIG,
    TAG,
    /// Nowhere: there is one, or only the run's name says that there are more.
    NOWHERE
  }

  public boolean saysGpus() {
    return !gpu.isEmpty();
  }

  /// Whether GPUs and nodes can both be known.
  boolean isKnown() {
    return saysGpus() && (told != Told.NOWHERE || nodes == 1);
  }

  int allGpus() {
    return gpus * nodes;
  }
}
