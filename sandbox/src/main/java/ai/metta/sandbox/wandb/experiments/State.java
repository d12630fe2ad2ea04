// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import java.util.Locale;

/// What a run is doing, as W&B calls it.
public enum State {
  PENDING,
  RUNNING,
  FINISHED,
  CRASHED,
  FAILED,
  KILLED,
  PREEMPTED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean hasEnded() {
    return compareTo(FINISHED) >= 0;
  }
}
