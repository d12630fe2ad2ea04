// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.health.StoredFigures;
import ai.metta.collect.standing.RunEnds;
import java.time.Instant;
import java.util.Map;

/// What earlier runs sent.
///
/// @param figures of the rows
/// @param reported since when each collector reports
/// @param ends how its runs ended, as far back as its figures count
record Stored(StoredFigures figures, Map<String, Instant> reported, RunEnds ends) {

  static Stored nothing() {
    return new Stored(new StoredFigures(Map.of()), Map.of(), new RunEnds(Map.of()));
  }
}
