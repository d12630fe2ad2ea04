// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import java.time.Instant;
import java.util.Optional;

/// A container of a pod.
public record Box(String name, Kind kind, Ask ask, State state) {

  /// When it runs.
  public enum Kind {
    /// As long as the pod.
    APP,
    /// Before all others, until it ends.
    INIT,
    /// Before and beside all others.
    SIDECAR
  }

  /// How it stands.
  ///
  /// @param waiting why it waits
  /// @param ended how it ended
  /// @param before how it ended the time before
  public record State(
      Optional<String> waiting, Optional<End> ended, Optional<End> before, int restarts) {
    static final State RUNNING = new State(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    static State waiting(String reason) {
      return new State(Optional.of(reason), Optional.empty(), Optional.empty(), 0);
    }

    static State ended(String reason, Instant at) {
      return new State(Optional.empty(), Optional.of(new End(reason, at)), Optional.empty(), 0);
    }

    /// Started again, or waiting to be.
    State after(String reason, Instant at, int times) {
      return new State(waiting, ended, Optional.of(new End(reason, at)), times);
    }
  }

  public record End(String reason, Instant at) {}

  static Box app(Ask ask, State state) {
    return new Box("main", Kind.APP, ask, state);
  }
}
