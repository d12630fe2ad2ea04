// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.time.Duration;
import java.time.Instant;

/// Which times Datadog keeps; the rest it drops without a word, or refuses.
record IntakeWindow(Instant now, Historical historical) {
  static final Duration OLDEST_POINT = Duration.ofHours(1);
  static final Duration OLDEST_EVENT = Duration.ofHours(18);
  static final Duration FARTHEST_AHEAD = Duration.ofMinutes(10);

  boolean takes(Kind kind, Instant at) {
    return !isTooOld(kind, at) && !at.isAfter(now.plus(FARTHEST_AHEAD));
  }

  boolean takesAll(Contents contents) {
    return takes(contents.kind(), contents.oldest()) && takes(contents.kind(), contents.newest());
  }

  /// Whether there is nothing left in it that Datadog would keep.
  boolean isOver(Contents contents) {
    return isTooOld(contents.kind(), contents.newest());
  }

  private boolean isTooOld(Kind kind, Instant at) {
    return switch (kind) {
      case SERIES -> historical == Historical.EXPIRED && at.isBefore(now.minus(OLDEST_POINT));
      case HISTORY -> false;
      case EVENT -> at.isBefore(now.minus(OLDEST_EVENT));
    };
  }
}
