// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the service says a run is doing.
enum RunState {
  RUNNING,
  PENDING,
  PREEMPTING,
  FINISHED,
  /// Its heartbeats stopped.
  CRASHED,
  /// It ended with an error.
  FAILED,
  /// Somebody stopped it.
  KILLED,
  PREEMPTED,
  /// A word that is not known here.
  UNKNOWN;

  static RunState of(Optional<String> word) {
    return word.flatMap(text ->
            Stream.of(values()).filter(state -> state.word().equalsIgnoreCase(text)).findFirst())
        .orElse(UNKNOWN);
  }

  /// As the service writes it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean hasFailed() {
    return this == FAILED || this == CRASHED;
  }

  boolean wasCancelled() {
    return this == KILLED || this == PREEMPTED;
  }

  /// Whether its end is a fact.
  boolean hasEnded() {
    return this == FINISHED || hasFailed() || wasCancelled();
  }

  static final List<RunState> FAILURES = List.of(FAILED, CRASHED);
  static final List<RunState> CANCELLATIONS = List.of(KILLED, PREEMPTED);
}
