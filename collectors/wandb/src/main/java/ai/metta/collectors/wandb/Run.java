// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.collectors.wandb.Workloads.Workload;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One run as the service tells of it.
///
/// @param id what stands in its address; the service calls it its name
/// @param displayedName what people call it
/// @param heartbeat its last sign of life; empty where it never started
/// @param computed how long it has computed, gaps between resumptions left out; empty where nobody
///   says
/// @param gpuUtilisation the mean over its GPUs, in percent; empty where it reports none
/// @param user empty where nobody is named
/// @param reading whether all that it says of itself can be read; what cannot is not known
record Run(
    String id,
    String displayedName,
    RunState state,
    String type,
    Workload workload,
    Instant created,
    Optional<Instant> heartbeat,
    Optional<Duration> computed,
    Machines machines,
    Optional<Double> gpuUtilisation,
    Optional<String> user,
    Figures figures,
    Reading reading) {
  /// A run that was silent for longer has been given up, whatever its state says.
  static final Duration SILENCE = Duration.ofMinutes(15);

  /// Whether the number of nodes, the summary and the system metrics of a run can be read.
  enum Reading {
    GOOD,
    BROKEN
  }

  /// What a run computes on.
  ///
  /// @param gpus of one node; empty where nobody says
  /// @param gpu what they are called
  /// @param nodes empty where only their being several is known, or not even that
  record Machines(Optional<Long> gpus, Optional<String> gpu, Optional<Long> nodes) {
    /// GPUs of all nodes.
    Optional<Long> allGpus() {
      return gpus.filter(none -> none == 0)
          .or(() -> gpus.flatMap(each -> nodes.map(all -> each * all)));
    }
  }

  /// When it ended: its last heartbeat. Empty while it is at work, and where it never started.
  Optional<Instant> ended() {
    return state.hasEnded() ? heartbeat : Optional.empty();
  }

  boolean endedIn(Window window) {
    return ended().filter(window::contains).isPresent();
  }

  Optional<Double> hours() {
    return computed.map(Run::hours);
  }

  /// Whether it has shown life shortly before.
  boolean isAlive(Instant asOf) {
    return lastSeen().isAfter(asOf.minus(SILENCE));
  }

  private Instant lastSeen() {
    return heartbeat.orElse(created);
  }

  /// For how many hours it computed inside a window; empty where nobody says how long it computed.
  /// That time is taken to lie directly before its end, or, while it lives, before now.
  Optional<Double> hoursIn(Window window) {
    Instant end = endAt(window.until());
    return computed
        .map(lastSeen()::minus)
        .map(began -> later(began, later(created, window.from())))
        .map(from -> end.isAfter(from) ? hours(Duration.between(from, end)) : 0);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// Whether it was there at any time inside a window; one that is over and never started was not.
  boolean overlaps(Window window) {
    boolean started = heartbeat.isPresent() || !state.hasEnded();
    return started
        && !created.isAfter(window.until())
        && endAt(window.until()).isAfter(window.from());
  }

  /// Where its life ends as far as an instant knows.
  private Instant endAt(Instant asOf) {
    boolean goesOn = !state.hasEnded() && isAlive(asOf);
    return goesOn || lastSeen().isAfter(asOf) ? asOf : lastSeen();
  }

  private static double hours(Duration duration) {
    return duration.toMillis() / 3_600_000.0;
  }
}
