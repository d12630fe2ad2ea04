// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.health.Figure;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What is known of the health grid.
///
/// @param grid whose rows it is about
/// @param results of the collectors that ran with this one, by name
/// @param stored what earlier runs sent, read where a row may need it; empty where there is nobody
///   to ask
/// @param successes when each collector's run last ended well
/// @param filling whether it fills in the past, where what cannot be read now is left out: nobody
///   would ever set right what was said without it
record HealthSnapshot(
    HealthRows grid,
    Map<String, Result> results,
    Fetched<Optional<Stored>> stored,
    Fetched<Map<String, Instant>> successes,
    boolean filling) {
  HealthSnapshot {
    results = Map.copyOf(results);
  }

  /// The same, at an instant of the past.
  ///
  /// @param others what the collectors came to there
  HealthSnapshot ofThePast(Map<String, Result> others) {
    return new HealthSnapshot(grid, others, stored, successes, true);
  }

  /// Some rows, as soon as what they need is known: what runs of now came to needs no store.
  Fetched<Rows> rows(Predicate<HealthRow> which) {
    List<HealthRow> meant = grid.all().stream().filter(which).toList();
    // A store that is down is no outage of health, unless one that lost its key may have counted.
    boolean canDoWithout =
        meant.stream().allMatch(row -> measured(results, row))
            || (!filling
                && !(stored instanceof Fetched.Known)
                && meant.stream().allMatch(this::isKnownWhetherItCounts));
    return canDoWithout
        ? Fetched.known(new Rows(meant, this, Optional.empty()))
        : stored.then(past -> Fetched.known(new Rows(meant, this, past)));
  }

  private boolean isKnownWhetherItCounts(HealthRow row) {
    String collector = row.collector();
    return isConfigured(collector) || grid.counts(collector, true) == grid.counts(collector, false);
  }

  /// Whether a collector ran now.
  boolean isConfigured(String collector) {
    return Optional.ofNullable(results.get(collector))
        .filter(result -> result.status() != Status.NOT_CONFIGURED)
        .isPresent();
  }

  /// Whether a collector's run of now is all there is to ask of a row. One that is not configured –
  /// it may have lost its key – is known by what it sent before; so is a row that was not asked
  /// for, that is asked for less often than the collector runs, or that only an earlier run could
  /// know.
  static boolean measured(Map<String, Result> results, HealthRow row) {
    return Optional.ofNullable(results.get(row.collector()))
        .filter(result -> result.status() != Status.NOT_CONFIGURED)
        .filter(result ->
            result.status() == Status.FAILED
                || result.figures().stream()
                    .anyMatch(figure -> figure.row().id().equals(row.id()) && saysAll(row, figure)))
        .isPresent();
  }

  private static boolean saysAll(HealthRow row, Figure figure) {
    return switch (figure) {
      case Figure.Known _ -> true;
      case Figure.Gone _ -> false;
      case Figure.Unknown unknown -> row.raw().isOfEveryRun() || unknown.cause().isPresent();
    };
  }
}
