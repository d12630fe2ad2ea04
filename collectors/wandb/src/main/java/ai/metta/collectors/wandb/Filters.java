// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.metric.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// Which runs are asked for: a document in MongoDB's language, as a text. Times end in `Z`; one
/// without it matches nothing, and says nothing.
final class Filters {
  private static final List<RunState> AT_WORK = List.of(RunState.RUNNING, RunState.PREEMPTING);

  private Filters() {}

  static String atWork() {
    return "{\"state\":{\"$in\":" + words(AT_WORK) + "}}";
  }

  static String pending() {
    return "{\"state\":\"" + RunState.PENDING.word() + "\"}";
  }

  /// Runs that are neither at work nor waiting, whatever their state is called, and were there in a
  /// window: created before its end, they showed life or were created after its beginning. The
  /// latter are those that never started.
  static String over(Window window) {
    String then = "{\"$gte\":\"" + window.from().truncatedTo(ChronoUnit.SECONDS) + "\"}";
    Instant nextSecond = window.until().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return "{\"$and\":[{\"state\":{\"$nin\":"
        + words(List.of(RunState.RUNNING, RunState.PREEMPTING, RunState.PENDING))
        + "}},{\"createdAt\":{\"$lt\":\""
        + nextSecond
        + "\"}},{\"$or\":[{\"heartbeatAt\":"
        + then
        + "},{\"createdAt\":"
        + then
        + "}]}]}";
  }

  private static String words(List<RunState> states) {
    return states.stream()
        .map(state -> "\"" + state.word() + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
