// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The job queue as the server showed it, and what its readers need beside the rows.
///
/// @param tasks newest job first, a job's tasks in order
/// @param namedRegions regions that have a tag value of their own
/// @param every the collector's period: what ended since the last run ended within it
record JobQueue(List<Task> tasks, Set<Long> manyTasked, Set<String> namedRegions, Duration every) {

  static JobQueue of(List<Task> tasks, Set<String> namedRegions, Duration every) {
    Map<Long, Integer> counts = new HashMap<>();
    tasks.forEach(task -> counts.merge(task.jobId(), 1, Integer::sum));
    counts.values().removeIf(count -> count < 2);
    return new JobQueue(
        List.copyOf(tasks), Set.copyOf(counts.keySet()), Set.copyOf(namedRegions), every);
  }

  Stream<Task> running() {
    return tasks.stream().filter(Task::isRunning);
  }

  Stream<Task> queued() {
    return tasks.stream().filter(task -> task.state() == TaskState.QUEUED);
  }

  /// Rows that ended inside a window; one without an end is in none.
  Stream<Task> ended(Window window) {
    return tasks.stream()
        .filter(task -> task.state().hasEnded())
        .filter(task -> task.endedAt().filter(window::contains).isPresent());
  }

  /// Whether a row's job has others, so that the job's id alone does not name it.
  boolean needsTaskId(Task task) {
    return manyTasked.contains(task.jobId());
  }
}
