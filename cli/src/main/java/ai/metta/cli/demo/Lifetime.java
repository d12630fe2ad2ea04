// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.cli.invocation.Exit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Something that goes on until it is interrupted or the process is told to end. Whatever was
/// opened meanwhile is then closed, the last first.
final class Lifetime {
  /// How long what goes on gets to end by itself, in seconds.
  private static final long PATIENCE = 8;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean over;
  private volatile boolean isClosed;

  private Lifetime() {}

  /// What goes on.
  interface Work {
    void live(Lifetime lifetime) throws InterruptedException;
  }

  /// Lives one through.
  static Exit of(Work work) {
    Lifetime lifetime = new Lifetime();
    Thread living = Thread.currentThread();
    Thread atExit = new Thread(() -> lifetime.end(living), "end");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      work.live(lifetime);
      return Exit.OK;
    } catch (InterruptedException interrupted) {
      living.interrupt();
      return Exit.OK;
    } catch (RuntimeException failed) {
      // What fails while it is ended fails because of that.
      if (lifetime.over) {
        return Exit.OK;
      }
      throw failed;
    } finally {
      lifetime.close();
      lifetime.ended.countDown();
      forget(atExit);
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // The process ends, and the hook has its turn.
    }
  }

  private void end(Thread living) {
    over = true;
    living.interrupt();
    try {
      boolean _ = ended.await(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /// Whether it has ended, or is about to.
  boolean isOver() {
    return over;
  }

  /// To be closed in the end, or at once where that is past.
  <T extends AutoCloseable> T opened(T one) {
    synchronized (open) {
      open.push(one);
    }
    if (isClosed) {
      close();
    }
    return one;
  }

  private void close() {
    over = true;
    isClosed = true;
    for (Optional<AutoCloseable> last = last(); last.isPresent(); last = last()) {
      try {
        last.get().close();
      } catch (Exception left) {
        // It ends with the process at the latest.
      }
    }
  }

  private Optional<AutoCloseable> last() {
    synchronized (open) {
      return Optional.ofNullable(open.poll());
    }
  }
}
