// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
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
/// @param hasReader whether there is anybody to ask for what earlier runs sent
/// @param stored what earlier runs sent, read where a row needs it
/// @param successes when each collector last came to a value
record HealthSnapshot(
    HealthRows grid,
    Map<String, Result> results,
    boolean hasReader,
    Fetched<Stored> stored,
    Fetched<Map<String, Instant>> successes) {
  HealthSnapshot {
    results = Map.copyOf(results);
  }

  /// Some rows, as soon as what they need is known: what runs of now came to needs no store.
  Fetched<Rows> rows(Predicate<HealthRow> which) {
    List<HealthRow> meant = grid.all().stream().filter(which).toList();
    return meant.stream().allMatch(row -> measured(results, row.collector()))
        ? Fetched.known(new Rows(meant, this, Stored.NOTHING))
        : stored.then(past -> Fetched.known(new Rows(meant, this, past)));
  }

  /// Whether a collector's run of now is all there is to ask. One that is not configured – it may
  /// have lost its key – is known by what it sent before.
  static boolean measured(Map<String, Result> results, String collector) {
    return Optional.ofNullable(results.get(collector))
        .filter(result -> result.status() != Status.NOT_CONFIGURED)
        .isPresent();
  }
}
