// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is so in a fleet at an instant, counted from the model and from nothing that was served.
/// One unit is one task, as SkyPilot counts. Maps have every key of their kind, zeros included.
///
/// @param jobs listed jobs
/// @param tasks listed tasks
/// @param byStatus listed tasks by status
/// @param endedIn7Days tasks by terminal status whose end is known and lies in the last 7 days
/// @param running what the running tasks are like
/// @param activeUsers distinct owners of tasks that are not over
/// @param clusters listed clusters by status; clusters of jobs are not listed
/// @param nodesUp machines of the listed clusters that are UP
/// @param cost24hUsd what the known clusters cost in the last 24 h, those of jobs included
/// @param cost7dUsd the same for 7 days
public record FleetTruth(
    Instant at,
    int jobs,
    int tasks,
    Map<Status, Integer> byStatus,
    Map<Status, Integer> endedIn7Days,
    RunningTruth running,
    int activeUsers,
    Map<ClusterStatus, Integer> clusters,
    int nodesUp,
    double cost24hUsd,
    double cost7dUsd) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  public FleetTruth {
    byStatus = Collections.unmodifiableMap(new EnumMap<>(byStatus));
    endedIn7Days = Collections.unmodifiableMap(new EnumMap<>(endedIn7Days));
    clusters = Collections.unmodifiableMap(new EnumMap<>(clusters));
  }

  /// Tasks waiting in the queue.
  public int queued() {
    return byStatus.getOrDefault(Status.PENDING, 0);
  }

  /// Tasks that failed by their own program or set-up.
  public int failedByUser() {
    return byStatus.getOrDefault(Status.FAILED, 0) + byStatus.getOrDefault(Status.FAILED_SETUP, 0);
  }

  /// Tasks that failed by the platform's fault.
  public int failedByPlatform() {
    return byStatus.entrySet().stream()
            .filter(entry -> entry.getKey().isFailure())
            .mapToInt(Map.Entry::getValue)
            .sum()
        - failedByUser();
  }

  static FleetTruth of(FleetView view) {
    Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
    Map<Status, Integer> ended = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      byStatus.put(status, view.count(status));
      if (status.isTerminal()) {
        ended.put(status, 0);
      }
    }
    RunningTruth.Tally running = new RunningTruth.Tally();
    Set<Person> active = new HashSet<>();
    long now = view.nowMillis();
    for (int i = 0; i < view.jobCount(); i++) {
      Job job = view.job(i);
      for (Task task : job.tasks()) {
        Status status = task.statusAt(now);
        if (status == Status.RUNNING) {
          running.add(job, task, now);
        }
        if (!status.isTerminal()) {
          active.add(job.owner());
        } else if (endedSince(task, now - WEEK.toMillis())) {
          ended.merge(status, 1, Integer::sum);
        }
      }
    }
    return new FleetTruth(
        Instant.ofEpochMilli(now),
        view.jobCount(),
        view.taskCount(),
        byStatus,
        ended,
        running.sum(),
        active.size(),
        clusters(view),
        nodesUp(view),
        cost(view, DAY),
        cost(view, WEEK));
  }

  private static boolean endedSince(Task task, long sinceMillis) {
    return !task.life().isDroppedInQueue() && task.life().endMillis() > sinceMillis;
  }

  private static Map<ClusterStatus, Integer> clusters(FleetView view) {
    Map<ClusterStatus, Integer> counts = new EnumMap<>(ClusterStatus.class);
    for (ClusterStatus status : ClusterStatus.values()) {
      counts.put(status, 0);
    }
    for (Cluster cluster : view.clusters()) {
      cluster.statusAt(view.nowMillis()).ifPresent(status -> counts.merge(status, 1, Integer::sum));
    }
    return counts;
  }

  private static int nodesUp(FleetView view) {
    return view.clusters().stream()
        .filter(cluster ->
            cluster.statusAt(view.nowMillis()).filter(ClusterStatus.UP::equals).isPresent())
        .mapToInt(Cluster::nodes)
        .sum();
  }

  private static double cost(FleetView view, Duration back) {
    double[] sum = new double[1];
    long from = view.nowMillis() - back.toMillis();
    view.usages(back, usage -> sum[0] += usage.costUsdSince(from, view.nowMillis()));
    return sum[0];
  }
}
