// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Window;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The job queue as the server showed it, and what its readers need beside the rows.
///
/// @param tasks rows that have not ended, and those that ended after `since`; newest job first, a
///   job's tasks in order
/// @param endings all rows that have ended
/// @param manyTasked jobs of more than one row
/// @param clusters which tasks of one job have clusters of one name
/// @param namedRegions regions that have a tag value of their own
/// @param namesClusters whether the server was asked for what it knows by the rows' clusters: their
///   regions, and their machines
/// @param since when the collector last ran
record JobQueue(
    List<Task> tasks,
    Endings endings,
    Set<Long> manyTasked,
    ClusterNames clusters,
    Set<String> namedRegions,
    boolean namesClusters,
    Instant since) {
  JobQueue {
    tasks = List.copyOf(tasks);
    manyTasked = Set.copyOf(manyTasked);
    namedRegions = Set.copyOf(namedRegions);
  }

  Stream<Task> live() {
    return tasks.stream().filter(task -> !task.state().hasEnded());
  }

  Stream<Task> running() {
    return tasks.stream().filter(Task::isRunning);
  }

  Stream<Task> queued() {
    return tasks.stream().filter(task -> task.state() == TaskState.QUEUED);
  }

  /// Rows that ended inside a window; one without an end is in none.
  ///
  /// @throws IllegalArgumentException where the window begins before `since`
  Stream<Task> ended(Window window) {
    if (window.from().isBefore(since)) {
      throw new IllegalArgumentException("rows that ended by " + since + " were not kept");
    }
    return tasks.stream()
        .filter(task -> task.state().hasEnded())
        .filter(task -> task.endedAt().filter(window::contains).isPresent());
  }

  /// Rows of every state: what they are doing, or how they ended.
  Stream<TaskState> states() {
    return Stream.concat(live().map(Task::state), endings.all().map(Endings.Ending::state));
  }

  /// Whether a row's job has others, so that the job's id alone does not name it, and the row has a
  /// number.
  boolean needsTaskId(Task task) {
    return task.taskId() != Task.UNTOLD && manyTasked.contains(task.jobId());
  }

  /// Whether its clusters are called as those of another task of its job are, or may be.
  boolean sharesCluster(Task task) {
    return clusters.areShared(task);
  }

  /// What the clusters are called that several rows have which run.
  Set<String> clustersOfSeveral() {
    Set<String> names = new HashSet<>();
    return running()
        .map(task -> JobCluster.name(task.name(), task.jobId()))
        .filter(name -> !names.add(name))
        .collect(Collectors.toSet());
  }
}
