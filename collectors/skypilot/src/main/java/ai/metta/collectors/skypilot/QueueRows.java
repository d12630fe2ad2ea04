// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Takes the rows of a queue as they are decoded, and keeps the whole of one only while there is
/// something to say of it by itself: until it ends, and shortly after.
final class QueueRows {
  private final Instant since;
  private final RowIds ids = new RowIds();
  private final Map<String, String> shared = new HashMap<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Endings.Builder endings = new Endings.Builder();
  private final ClusterNames clusters = new ClusterNames();
  private final Set<Long> withoutTask = new HashSet<>();

  private boolean namesClusters = true;

  /// @param since what ended after this is kept whole
  QueueRows(Instant since) {
    this.since = since;
  }

  /// The whole queue from one list.
  ///
  /// @param what what the list is called in messages
  static QueueRows read(String what, JsonParser json, Instant since) {
    QueueRows rows = new QueueRows(since);
    Rows.each(what, json, row -> rows.add(TaskRow.read(row)));
    return rows;
  }

  /// A further page begins: on it, rows of earlier ones may stand again.
  void beginPage() {
    withoutTask.clear();
  }

  /// Takes a row; false where it was taken before.
  ///
  /// @throws ai.metta.metric.FailureException where it lacks what every row has
  boolean add(TaskRow row) {
    if (!row.lacks().isEmpty()) {
      throw Rows.malformed(
          "the job queue",
          "has a row without "
              + row.lacks()
              + " ("
              + row.jobNumber()
                  .map(job -> "of job " + job)
                  .orElseGet(() -> "rows before it: " + count())
              + ")");
    }
    if (!row.namesTask() && !withoutTask.add(row.jobId())) {
      throw Rows.malformed(
          "the job queue",
          "has several rows of job " + row.jobId() + " without task_id to tell them apart");
    }
    boolean isKnown = ids.hasJob(row.jobId());
    if (!ids.add(row.jobId(), row.taskId())) {
      return false;
    }
    clusters.add(row.jobId(), row.name(), isKnown);
    if (!row.state().hasEnded()) {
      tasks.add(row.task(shared));
      return true;
    }
    @Nullable Instant ended = row.ended();
    endings.add(row.state(), ended, row.ran(), row.neverRan());
    if (ended != null && ended.isAfter(since)) {
      tasks.add(row.task(shared));
    }
    return true;
  }

  /// These rows, of which the server was not asked for what it knows by their clusters.
  QueueRows withoutClusters() {
    namesClusters = false;
    return this;
  }

  /// How many rows were taken.
  long count() {
    return ids.rowCount();
  }

  /// How many jobs they belong to.
  long jobs() {
    return ids.jobCount();
  }

  /// @param namedRegions regions that have a tag value of their own
  JobQueue queue(Set<String> namedRegions) {
    return new JobQueue(
        shared(tasks),
        endings.build(),
        ids.manyTasked(),
        clusters,
        namedRegions,
        namesClusters,
        since);
  }

  /// Marks those that run where others of their pool do, or may: not every server says on which
  /// worker.
  private static List<Task> shared(List<Task> tasks) {
    Map<String, List<Task.Worker>> running =
        tasks.stream()
            .filter(Task::isRunning)
            .flatMap(task -> task.worker().stream())
            .collect(Collectors.groupingBy(Task.Worker::pool));
    return tasks.stream()
        .map(task ->
            task.isRunning()
                    && task.worker()
                        .filter(worker ->
                            worker.mayBeSharedBy(running.getOrDefault(worker.pool(), List.of())))
                        .isPresent()
                ? task.onSharedWorker()
                : task)
        .toList();
  }
}
