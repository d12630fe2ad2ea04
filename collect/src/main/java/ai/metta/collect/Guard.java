// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Durations;
import ai.metta.collect.Fetch.Deadline;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What keeps one collector's work from costing others anything: it ends with its deadline, and to
/// something, whatever the collector does meanwhile.
///
/// @param clock that the deadline is by
record Guard(String collector, Deadline deadline, InstantSource clock) {
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);

  /// How guarded work ended.
  sealed interface Ending<T> {
    record Came<T>(T what) implements Ending<T> {}

    record Failed<T>(Failure cause) implements Ending<T> {}

    record NotConfigured<T>(Failure missing) implements Ending<T> {}
  }

  /// Works on a thread of its own, which is given up where it does not come back. It is one of the
  /// system's: a loop that never pauses would keep a virtual one's carrier from all others.
  ///
  /// @param what a word for the thread
  <T> Ending<T> ending(String what, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().name(collector + " " + what).start(task);
    try {
      return new Ending.Came<>(task.get(patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return new Ending.Failed<>(
          service("did not end within its deadline of " + Durations.print(deadline.limit())));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new Ending.Failed<>(service("interrupted"));
    } catch (ExecutionException thrown) {
      return switch (thrown.getCause()) {
        case NotConfiguredException missing -> new Ending.NotConfigured<>(missing.missing());
        case FailureException failed -> new Ending.Failed<>(failed.failure());
        case null, default ->
            new Ending.Failed<>(new Failure.Bug(collector + ": " + thrown.getCause()));
      };
    } finally {
      thread.interrupt();
    }
  }

  /// Parts end at the deadline by themselves. What follows – to gather them, and to evaluate – has
  /// a quarter of the time on top.
  private Duration patience() {
    Duration left = Duration.between(clock.instant(), deadline.at());
    Duration grace = deadline.limit().dividedBy(4);
    return (left.isNegative() ? Duration.ZERO : left)
        .plus(grace.compareTo(LEAST_GRACE) > 0 ? grace : LEAST_GRACE);
  }

  private Failure service(String what) {
    return new Failure.Service(collector + ": " + what, Failure.Service.Retry.MAY_HELP);
  }
}
