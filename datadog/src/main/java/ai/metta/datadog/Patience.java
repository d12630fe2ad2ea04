// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.util.Optional;

/// How long the workers of one delivery go on asking an intake that takes nothing. One payload that
/// it fails on or refuses must not keep back the others; one that takes nothing at all is not asked
/// for ever.
final class Patience {
  /// Payloads that the intake fails on before the rest is left for the next run.
  private static final int MOST_TROUBLES = 3;

  /// Refusals in a row before it is held to refuse everything: nothing would be left to find in
  /// what is taken apart.
  private static final int MOST_REFUSALS = 40;

  /// Payloads too large even alone, while it has taken nothing, before it is held to refuse every
  /// size.
  private static final int MOST_SUSPECTS = 3;

  private int troubles;
  private int refusals;
  private int suspects;
  private boolean taken;
  private boolean stopped;
  private Optional<Failure> why = Optional.empty();

  /// The intake took something: what it refuses now is at fault itself.
  synchronized void taken() {
    taken = true;
    refusals = 0;
  }

  synchronized boolean hasTaken() {
    return taken;
  }

  synchronized void refused(String reason) {
    countRefusal(
        new Failure.Service(
            "%d payloads were refused in a row, the last for: %s; the rest is kept"
                .formatted(MOST_REFUSALS, reason),
            Retry.IS_USELESS));
  }

  /// @param always what is wrong where it takes nothing of any size
  synchronized void tooLarge(String reason, Failure always) {
    if (taken) {
      refused(reason);
    } else {
      countRefusal(always);
    }
  }

  private void countRefusal(Failure whereAll) {
    refusals++;
    if (refusals >= MOST_REFUSALS) {
      stop(whereAll);
    }
  }

  /// One is too large even alone, and nothing was taken yet that tells whether that is its fault.
  synchronized void suspected(Failure always) {
    suspects++;
    if (suspects >= MOST_SUSPECTS) {
      stop(always);
    }
  }

  /// Whether it gave up on an intake that refused all there was.
  synchronized boolean refusesAll() {
    return refusals >= MOST_REFUSALS && !taken;
  }

  /// The first trouble is told, unless something stops the delivery.
  synchronized void trouble(Failure with) {
    why = why.or(() -> Optional.of(with));
    troubles++;
    stopped |= troubles >= MOST_TROUBLES;
  }

  synchronized void stop(Failure because) {
    if (!stopped) {
      why = Optional.of(because);
    }
    stopped = true;
  }

  synchronized boolean isOver() {
    return stopped;
  }

  /// Why something is left; empty where nothing went wrong.
  synchronized Optional<Failure> why() {
    return why;
  }
}
