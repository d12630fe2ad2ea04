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
  private final Set<Long> withoutTask = new HashSet<>();
  private final Set<String> sharedClusters = new HashSet<>();

  /// Of the job that came last: a job's rows come one after another.
  private final List<String> names = new ArrayList<>();

  private long lastJob = -1;
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
    if (!row.isTask()) {
      throw Rows.malformed(
          "the job queue",
          "has a row without job_id or status ("
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
    if (!ids.add(row.jobId(), row.taskId())) {
      return false;
    }
    noteName(row);
    if (!row.state().hasEnded()) {
      tasks.add(row.task(shared));
      return true;
    }
    @Nullable Instant ended = row.ended();
    endings.add(row.state(), ended, row.ran());
    if (ended != null && ended.isAfter(since)) {
      tasks.add(row.task(shared));
    }
    return true;
  }

  private void noteName(TaskRow row) {
    if (row.jobId() != lastJob) {
      lastJob = row.jobId();
      names.clear();
    }
    String name = row.name();
    if (!names.isEmpty()) {
      String cluster = JobCluster.name(name, row.jobId());
      if (names.stream()
          .map(other -> JobCluster.name(other, row.jobId()))
          .anyMatch(cluster::equals)) {
        sharedClusters.add(cluster);
      }
    }
    names.add(name);
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
        apart(tasks),
        endings.build(),
        ids.manyTasked(),
        sharedClusters,
        namedRegions,
        namesClusters,
        since);
  }

  /// Of several that run on one of a pool's workers, each row shows the whole worker.
  private static List<Task> apart(List<Task> tasks) {
    Map<String, Long> jobs =
        tasks.stream()
            .filter(Task::isRunning)
            .flatMap(task -> task.worker().stream())
            .filter(worker -> !worker.name().isEmpty())
            .collect(Collectors.groupingBy(Task.Worker::name, Collectors.counting()));
    return tasks.stream()
        .map(task ->
            task.isRunning()
                    && task.worker()
                        .filter(worker -> jobs.getOrDefault(worker.name(), 0L) > 1)
                        .isPresent()
                ? task.onPartOfItsWorker()
                : task)
        .toList();
  }
}
