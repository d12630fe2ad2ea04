// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A run that was given to a thread, until it has ended.
final class UnderWay {
  private final Turn turn;
  private final List<UnderWay> earlier;
  private final Duration patience;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread;
  private boolean interrupted;
  private int skipped;

  /// @param earlier runs that it waits for
  /// @param patience how long at most
  UnderWay(Turn turn, List<UnderWay> earlier, Duration patience) {
    this.turn = turn;
    this.earlier = List.copyOf(earlier);
    this.patience = patience;
  }

  Turn turn() {
    return turn;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /// Counts a slot that came while it went on.
  ///
  /// @return how many there were
  int skip() {
    return ++skipped;
  }

  /// Runs on this thread, once those before it have ended.
  void through(Runnable work) {
    try {
      if (begins()) {
        waitForEarlier();
        work.run();
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } finally {
      ends();
    }
  }

  private synchronized boolean begins() {
    thread = Thread.currentThread();
    return !interrupted;
  }

  private synchronized void ends() {
    thread = null;
    ended.countDown();
  }

  private void waitForEarlier() throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    for (UnderWay run : earlier) {
      run.waitUntil(until);
    }
  }

  /// Tells it to end.
  synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Waits for its end.
  ///
  /// @param nanoTime of the system, which it is not waited for any longer
  void waitUntil(long nanoTime) throws InterruptedException {
    boolean _ = ended.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
