// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/// What one reading spends of the limits. What is planned for it, nobody takes who matters less, as
/// long as it may still be needed and plans have not ended; what it needs beyond its plan, it takes
/// of those. Safe for use by many threads.
final class Share {
  private final Limits limits;
  private final int rank;
  private final Cost least;
  private final Cost planned;
  private Cost spent = Cost.NONE;
  private Cost lacked = Cost.NONE;
  private boolean ended;

  /// @param limits which guard it
  /// @param rank how many matter more
  /// @param least what must be there for it to be begun
  Share(Limits limits, int rank, Cost least, Cost planned) {
    this.limits = limits;
    this.rank = rank;
    this.least = least;
    this.planned = planned;
  }

  int rank() {
    return rank;
  }

  Limits limits() {
    return limits;
  }

  Cost spent() {
    synchronized (limits) {
      return spent;
    }
  }

  /// Waits until what it needs at least is there beside what is planned for those that matter more,
  /// or cannot be any more, or plans have ended.
  ///
  /// @param what is read, for messages
  /// @throws FailureException of the limit's kind where they left too little
  void begin(String what) throws InterruptedException {
    synchronized (limits) {
      limits.awaitWhile(this::mustWait, ChronoUnit.FOREVER.getDuration());
      Optional<Resource> lacking =
          needed().filter(pool -> limits.isShort(pool, least.of(pool))).findFirst();
      if (lacking.isPresent() && !limits.isClosed()) {
        throw new FailureException(tooDear(what, lacking.get()));
      }
    }
  }

  /// Whether those that matter more may still leave it what they have not yet.
  boolean mustWait() {
    synchronized (limits) {
      return needed().anyMatch(pool -> limits.mustWait(this, pool, least.of(pool)));
    }
  }

  private Stream<Resource> needed() {
    return Stream.of(Resource.values()).filter(pool -> least.of(pool) > 0);
  }

  private Failure tooDear(String what, Resource lacking) {
    Failure exhausted = limits.exhausted(lacking);
    Optional<Instant> retryAt =
        exhausted instanceof Failure.RateLimit(String _, Optional<Instant> at)
            ? at
            : Optional.empty();
    return new Failure.RateLimit(
        "github: "
            + what
            + " left out: reading them may cost "
            + least.of(lacking)
            + ", and "
            + limits.allowance(lacking).orElse(0L)
            + " are to spare ("
            + exhausted.message()
            + ")",
        retryAt);
  }

  /// What it needed next, and was not there.
  void lack(Cost more) {
    synchronized (limits) {
      lacked = more;
    }
  }

  /// What was not there when it needed it; empty where it lacked nothing.
  Optional<Cost> lacked() {
    synchronized (limits) {
      return Optional.of(lacked).filter(more -> !more.equals(Cost.NONE));
    }
  }

  void spend(Cost more) {
    synchronized (limits) {
      spent = spent.plus(more);
      limits.notifyAll();
    }
  }

  /// Nothing more is spent.
  void end() {
    synchronized (limits) {
      ended = true;
      limits.notifyAll();
    }
  }

  /// How much of its plan it may still need.
  long outstanding(Resource resource) {
    synchronized (limits) {
      return ended ? 0 : Math.max(0, planned.of(resource) - spent.of(resource));
    }
  }
}
