// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.Limits.Resource;
import java.util.Optional;

/// What one reading spends of the limits. What is planned for it, nobody takes who matters less, as
/// long as it may still be needed; what it needs beyond its plan, it takes of those. Safe for use
/// by many threads.
final class Share {
  private final Limits limits;
  private final int rank;
  private final Cost planned;
  private Cost spent = Cost.NONE;
  private Cost lacked = Cost.NONE;
  private boolean ended;

  /// @param limits which guard it
  /// @param rank how many matter more
  Share(Limits limits, int rank, Cost planned) {
    this.limits = limits;
    this.rank = rank;
    this.planned = planned;
  }

  int rank() {
    return rank;
  }

  Cost spent() {
    synchronized (limits) {
      return spent;
    }
  }

  /// What it needed next, and was not there.
  void lack(Cost more) {
    synchronized (limits) {
      lacked = more;
    }
  }

  /// What was not there when it needed it; empty where it lacked nothing.
  Optional<Cost> lacked() {
    synchronized (limits) {
      return Optional.of(lacked).filter(more -> !more.equals(Cost.NONE));
    }
  }

  void spend(Cost more) {
    synchronized (limits) {
      spent = spent.plus(more);
      limits.notifyAll();
    }
  }

  /// Nothing more is spent.
  void end() {
    synchronized (limits) {
      ended = true;
      limits.notifyAll();
    }
  }

  /// How much of its plan it may still need.
  long outstanding(Resource resource) {
    synchronized (limits) {
      return ended ? 0 : Math.max(0, planned.of(resource) - spent.of(resource));
    }
  }
}
