// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of the job queue: a task of a managed job, most often its only one. Compact, since a
/// queue has many.
///
/// @param taskId [#UNTOLD] where the server does not say
/// @param name the task's name, else the job's
/// @param ran time spent running, set-up included, zero if it never started; null where the server
///   does not say
/// @param submitted when the controller took it up, not when the user sent it; unknown while it
///   queues
/// @param started first time running
/// @param ended unknown while live, and for what was cancelled in the queue
/// @param recovered how often it was taken up again elsewhere; null where the server's number is
///   none
/// @param region where it runs; empty where the server does not say, as for every row that has
///   ended
/// @param nodes how many machines it runs on or asks for
/// @param instanceType the launched machines' type; empty while none runs
/// @param gpus those of its machines; on a pool's worker all that the worker has
/// @param user the user's name, else the hash
/// @param pool null for a task with a cluster of its own
record Task(
    long jobId,
    int taskId,
    String name,
    TaskState state,
    @Nullable Duration ran,
    @Nullable Instant submitted,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Integer recovered,
    String region,
    int nodes,
    String instanceType,
    Gpus gpus,
    Pricing pricing,
    String user,
    String userHash,
    @Nullable Worker pool) {
  /// The number of a task that the server does not number: another than each that it does.
  static final int UNTOLD = -1;

  /// One of a pool's workers, which may serve several jobs at once.
  ///
  /// @param name empty where the server does not say, and while there is none
  /// @param isShared whether others run on it too, or may
  record Worker(String pool, String name, boolean isShared) {

    /// Whether one of those that run in the pool, this one among them, may be another on this
    /// worker.
    boolean mayBeSharedBy(List<Worker> running) {
      long here =
          running.stream()
              .filter(other -> name.isEmpty() || other.name.isEmpty() || other.name.equals(name))
              .count();
      return here > 1;
    }
  }

  Optional<Worker> worker() {
    return Optional.ofNullable(pool);
  }

  /// Whether its machines serve other tasks too, or may.
  boolean isOnSharedWorker() {
    return pool != null && pool.isShared();
  }

  /// The same, where others use its worker too.
  Task onSharedWorker() {
    return new Task(
        jobId,
        taskId,
        name,
        state,
        ran,
        submitted,
        started,
        ended,
        recovered,
        region,
        nodes,
        instanceType,
        gpus,
        pricing,
        user,
        userHash,
        pool == null ? null : new Worker(pool.pool(), pool.name(), true));
  }

  boolean isRunning() {
    return state == TaskState.RUNNING;
  }

  /// Time spent running; empty where the server does not say.
  Optional<Double> ranSeconds() {
    return Optional.ofNullable(ran).map(time -> time.toNanos() / 1e9);
  }

  Optional<Double> ranHours() {
    return ranSeconds().map(seconds -> seconds / 3600);
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(ended);
  }

  Optional<Integer> recoveries() {
    return Optional.ofNullable(recovered);
  }

  /// From the controller's taking it up to its first running; empty where either is unknown.
  Optional<Duration> setUp() {
    return submitted == null || started == null || started.isBefore(submitted)
        ? Optional.empty()
        : Optional.of(Duration.between(submitted, started));
  }
}
