// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;
import java.util.List;

/// The attempts of one run that stood at any of the instants that are asked about.
///
/// @param all one at least, the latest first
record Attempts(List<WorkflowRun> all) {
  Attempts {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a run has one attempt at least");
    }
  }

  /// A run of which one attempt matters.
  static Attempts of(WorkflowRun run) {
    return new Attempts(List.of(run));
  }

  long id() {
    return all.getFirst().id();
  }

  Instant created() {
    return all.getFirst().created();
  }

  /// The latest that had begun then.
  private WorkflowRun begunBy(Instant then) {
    return all.stream()
        .filter(attempt -> !attempt.started().isAfter(then))
        .findFirst()
        .orElseGet(all::getLast);
  }

  /// The run as it stood then: what ended later had not ended.
  WorkflowRun at(Instant then) {
    return begunBy(then).asOf(then);
  }

  /// Whether nobody tried it again between two instants.
  boolean isSameAt(Instant one, Instant other) {
    return begunBy(one).attempt() == begunBy(other).attempt();
  }
}
