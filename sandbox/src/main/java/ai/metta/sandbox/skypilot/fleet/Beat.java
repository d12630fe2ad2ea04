// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import java.time.Instant;

/// A line of events without end: one every `gapMillis`, each late by up to a twentieth of the gap.
/// Numbers count from 0 at [#EPOCH]; nothing happens before it.
///
/// @param seed the fleet's seed
/// @param line which line of the fleet this is; lines differ in offset and lateness
/// @param gapMillis milliseconds from one event to the next, before lateness
/// @param offsetMillis milliseconds from the epoch to event 0, before lateness
record Beat(long seed, long line, long gapMillis, long offsetMillis) {
  static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");

  private static final long OFFSET = -1;
  private static final int LATENESS_PARTS = 20;

  static Beat of(long seed, long line, long gapMillis) {
    return new Beat(seed, line, gapMillis, Dice.of(seed, line, OFFSET).below(gapMillis));
  }

  /// When the event happens, in epoch milliseconds.
  long atMillis(long number) {
    long late = Dice.of(seed, line, number).below(Math.max(1, gapMillis / LATENESS_PARTS));
    return EPOCH.toEpochMilli() + offsetMillis + number * gapMillis + late;
  }

  /// The number of the newest event at or before an instant; -1 when there is none yet.
  long newest(long nowMillis) {
    long sinceFirst = nowMillis - EPOCH.toEpochMilli() - offsetMillis;
    long number = Math.floorDiv(sinceFirst, gapMillis);
    return number >= 0 && atMillis(number) > nowMillis ? number - 1 : Math.max(-1, number);
  }
}
