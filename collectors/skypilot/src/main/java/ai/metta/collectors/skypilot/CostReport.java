// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Window;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the server reckons its clusters cost, those of its managed jobs included where it runs them
/// itself.
///
/// @param covered the time that the report tells of
record CostReport(List<Row> rows, Window covered) {
  CostReport {
    rows = List.copyOf(rows);
  }

  /// One life of one cluster. A report has a row for every cluster of a month, so times are plain
  /// numbers.
  ///
  /// @param upMillis how long it was up in all
  /// @param dollars for all of that; 0 where the server has no price, which is no price of 0
  /// @param used empty where the server does not tell
  record Row(String cluster, long upMillis, double dollars, List<Interval> used) {
    Row {
      used = List.copyOf(used);
    }

    /// Dollars an hour, all nodes together; empty without a price or before any time has passed.
    OptionalDouble hourly() {
      return dollars > 0 && upMillis > 0
          ? OptionalDouble.of(dollars / upMillis * Duration.ofHours(1).toMillis())
          : OptionalDouble.empty();
    }

    /// Whether it was up and nobody says for what price.
    boolean isUnpriced() {
      return (upMillis > 0 || !used.isEmpty()) && dollars <= 0;
    }

    /// Whether nobody says when it was used.
    boolean isUntimed() {
      return used.isEmpty();
    }

    double hoursIn(Window window) {
      return used.stream().mapToDouble(interval -> interval.hoursIn(window)).sum();
    }

    /// What the time inside a window cost, which is no more than all of it did; empty without a
    /// price.
    OptionalDouble dollarsIn(Window window) {
      OptionalDouble hourly = hourly();
      return hourly.isPresent()
          ? OptionalDouble.of(Math.min(dollars, hourly.getAsDouble() * hoursIn(window)))
          : OptionalDouble.empty();
    }
  }

  /// A stretch of time in use, in epoch milliseconds.
  ///
  /// @param untilMillis [#OPEN] while it is up
  record Interval(long fromMillis, long untilMillis) {
    static final long OPEN = Long.MAX_VALUE;

    boolean isOpen() {
      return untilMillis == OPEN;
    }

    double hoursIn(Window window) {
      long from = Math.max(fromMillis, window.from().toEpochMilli());
      long until = Math.min(untilMillis, window.until().toEpochMilli());
      return Math.max(0, until - from) / 3_600_000.0;
    }
  }

  /// The same without clusters of some names.
  CostReport without(Set<String> clusters) {
    return new CostReport(
        rows.stream().filter(row -> !clusters.contains(row.cluster())).toList(), covered);
  }

  /// Whether a controller of managed jobs was a machine of its own at some time of a window.
  boolean hasJobsController(Window window) {
    return within(window).anyMatch(row -> Cluster.isJobsController(row.cluster()));
  }

  /// Whether a task of a managed job has a cluster in it.
  boolean tellsOf(Stream<Task> tasks) {
    Set<String> names = rows.stream().map(Row::cluster).collect(Collectors.toSet());
    return tasks
        .filter(task -> task.worker().isEmpty())
        .anyMatch(task -> names.contains(JobCluster.name(task.name(), task.jobId())));
  }

  /// What ends inside it was reported, and what does not is unknown.
  boolean covers(Window window) {
    return !window.from().isBefore(covered.from()) && !window.until().isAfter(covered.until());
  }

  /// Those in use inside a window.
  Stream<Row> within(Window window) {
    return rows.stream().filter(row -> row.hoursIn(window) > 0);
  }

  /// The clusters of one task of a managed job, one for each time that it was launched; none of one
  /// that runs in a pool.
  List<Row> of(Task task) {
    if (task.worker().isPresent()) {
      return List.of();
    }
    String name = JobCluster.name(task.name(), task.jobId());
    return rows.stream().filter(row -> row.cluster().equals(name)).toList();
  }
}
