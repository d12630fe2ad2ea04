// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// Under which circumstances the same organisation works; they change what its jobs can do, not who
/// submits what when.
public record Setting(Era era, Controller controller, Sharing sharing) {
  /// Everything SkyPilot can do now, the API server being its own jobs controller.
  public static final Setting NOW =
      new Setting(Era.BATCHES, Controller.CONSOLIDATED, Sharing.WHOLE_GPUS);

  /// What the server's release knows of.
  public enum Era {
    /// Tasks of a job run one after the other; there is no WINDING_DOWN.
    PLAIN,
    /// Tasks of a job group run side by side.
    GROUPS,
    /// Batch jobs wind down before they end.
    BATCHES
  }

  /// Where managed jobs are controlled from.
  public enum Controller {
    /// In the API server; it knows the clusters of the jobs and bills them.
    CONSOLIDATED,
    /// On a cluster of its own, the only one of the jobs' machines that the API server knows.
    SEPARATE,
    /// The same, but the cluster is stopped.
    STOPPED,
    /// There is none.
    ABSENT
  }

  /// Whether jobs may ask for a part of a GPU.
  public enum Sharing {
    WHOLE_GPUS,
    /// Sweeps ask for half an L4.
    HALF_GPUS
  }

  public Setting with(Controller other) {
    return new Setting(era, other, sharing);
  }

  public Setting with(Sharing other) {
    return new Setting(era, controller, other);
  }
}
