// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Does the same to many things that are asked of one service, four at a time. What cannot get
/// better ends it for all: refused keys, a used-up limit, or a service that failed five times with
/// nothing in between.
final class FourAtOnce {
  private static final int AT_ONCE = 4;
  private static final int MOST_TROUBLES = 5;

  // Below: guarded by this.
  private int troubles;
  private Optional<Failure> over = Optional.empty();

  /// What each came to, in the order given.
  ///
  /// @param work which may throw a [FailureException]
  /// @param failed what comes of one that failed, or that was not asked after the end
  <T, R> Map<String, R> of(
      Map<String, T> all, BiFunction<String, T, R> work, Function<Failure, R> failed) {
    Queue<Map.Entry<String, T>> queue = new ConcurrentLinkedQueue<>(all.entrySet());
    Map<String, R> results = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < Math.min(AT_ONCE, all.size()); worker++) {
        threads.execute(() -> {
          for (var next = queue.poll(); next != null; next = queue.poll()) {
            results.put(next.getKey(), done(next.getKey(), next.getValue(), work, failed));
          }
        });
      }
    }
    Map<String, R> ordered = new LinkedHashMap<>();
    all.keySet().forEach(name -> ordered.put(name, results.get(name)));
    return ordered;
  }

  private <T, R> R done(
      String name, T thing, BiFunction<String, T, R> work, Function<Failure, R> failed) {
    Optional<Failure> ended = over();
    if (ended.isPresent()) {
      return failed.apply(ended.get());
    }
    try {
      R result = work.apply(name, thing);
      wentWell();
      return result;
    } catch (FailureException e) {
      trouble(e.failure());
      return failed.apply(e.failure());
    } catch (RuntimeException e) {
      return failed.apply(new Failure.Bug(name + " failed unforeseen: " + e));
    }
  }

  private synchronized Optional<Failure> over() {
    return over;
  }

  private synchronized void wentWell() {
    troubles = 0;
  }

  private synchronized void trouble(Failure with) {
    boolean ends =
        switch (with) {
          case Failure.Credentials _, Failure.RateLimit _ -> true;
          case Failure.Service _, Failure.Configuration _ -> ++troubles >= MOST_TROUBLES;
          case Failure.Malformed _, Failure.Bug _ -> false;
        };
    if (ends && over.isEmpty()) {
      over = Optional.of(with);
    }
  }
}
