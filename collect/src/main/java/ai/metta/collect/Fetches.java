// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.http.Http;
import ai.metta.collect.Fetch.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Asks a collector's questions outside a run.
public final class Fetches {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Fetches() {}

  /// What its service answers to a collector's probes.
  ///
  /// @throws NotConfiguredException where a setting or secret is missing
  public static List<Probe> probe(Collector<?> collector, Conditions conditions) {
    Instant now = conditions.clock().instant();
    Deadline deadline = new Deadline(now.plus(LIMIT), LIMIT);
    try (Http http = conditions.http().get()) {
      return collector.probe(
          new Fetch(
              conditions, now, new Fetch.Turn(now, now), deadline, http.until(deadline.at())));
    }
  }
}
