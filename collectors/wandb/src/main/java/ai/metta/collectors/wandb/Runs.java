// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.metric.Fetched;
import ai.metta.metric.Outcome;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs of a project, and the rules that hold for them.
///
/// @param all each once, the oldest first
/// @param untold fields that this server does not know
/// @param types what makes the type of a run
/// @param since what happened later has not been told by an earlier run of the collector
record Runs(List<Run> all, Set<Field> untold, RunTypes types, Prices prices, Instant since) {
  static final Duration DAY = Duration.ofHours(24);
  static final Duration WEEK = Duration.ofDays(7);

  Runs {
    all = List.copyOf(all);
    untold = Set.copyOf(untold);
  }

  /// Those that ended in the time before an instant.
  Stream<Run> ended(Duration back, Instant asOf) {
    Window window = Window.ending(asOf, back);
    return all.stream().filter(run -> run.endedIn(window));
  }

  Stream<Run> finished(Duration back, Instant asOf) {
    return ended(back, asOf).filter(run -> run.state() == RunState.FINISHED);
  }

  Stream<Run> in(RunState state) {
    return all.stream().filter(run -> run.state() == state);
  }

  /// Those that run and show it.
  Stream<Run> active(Instant asOf) {
    return in(RunState.RUNNING).filter(run -> run.isAlive(asOf));
  }

  /// Two lists as one; where either is not known, what became of it. A run whose state changed
  /// while the two were read counts as the second has it.
  static Fetched<Runs> together(Fetched<Runs> active, Fetched<Runs> ended) {
    return ended instanceof Fetched.Failed<Runs>
        ? ended
        : active.then(some -> ended.then(others -> Fetched.known(some.and(others))));
  }

  private Runs and(Runs others) {
    Map<String, Run> byId = new LinkedHashMap<>();
    all.forEach(run -> byId.put(run.id(), run));
    others.all.forEach(run -> byId.put(run.id(), run));
    return new Runs(
        List.copyOf(byId.values()),
        Stream.concat(untold.stream(), others.untold.stream()).collect(Collectors.toSet()),
        types,
        prices,
        since);
  }

  /// What follows where the server knows a field of runs.
  Outcome told(Field field, Supplier<Outcome> otherwise) {
    return untold.contains(field)
        ? new Outcome.Unsupported("this server does not know \"" + field.word() + "\" of a run")
        : otherwise.get();
  }
}
