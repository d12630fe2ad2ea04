// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a job did what.
///
/// @param started where the job does not say, as the run
/// @param ended there just where the status is one of the last
/// @param duration how long it took, where that is known
/// @param timeout of its own
record Life(
    Status status,
    Optional<Long> exitCode,
    Instant started,
    Optional<Instant> ended,
    Optional<Duration> duration,
    Optional<Duration> timeout) {

  /// What a job is doing, as its runner calls it.
  enum Status {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    SKIPPED;

    boolean isLast() {
      return compareTo(SUCCEEDED) >= 0;
    }
  }

  /// Whether its program did what it was to do, whatever is asked of its numbers.
  boolean wentWell() {
    return status == Status.SUCCEEDED && exitCode.orElse(0L) == 0;
  }
}
