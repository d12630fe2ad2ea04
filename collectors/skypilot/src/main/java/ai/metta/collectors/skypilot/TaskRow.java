// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// A row of the job queue: what its keys are called and what they mean. It becomes a [Task] only
/// where all of it is wanted.
record TaskRow(Fields fields) {
  private static final long LARGEST_ID = 1L << 53;

  /// Reads the object that the parser stands on the start of.
  static TaskRow read(JsonParser json) {
    return new TaskRow(Fields.read(json));
  }

  /// What every row of the job queue has, and this one has not; empty where it has all.
  String lacks() {
    if (jobNumber().isEmpty()) {
      return "job_id";
    }
    if (fields.text("status").isEmpty()) {
      return "status";
    }
    return fields.isSaid("task_id") && taskNumber().isEmpty() ? "a number in task_id" : "";
  }

  Optional<Long> jobNumber() {
    return fields.whole("job_id", LARGEST_ID);
  }

  long jobId() {
    return jobNumber().orElseThrow();
  }

  /// Whether it says which of its job's tasks it is.
  boolean namesTask() {
    return taskNumber().isPresent();
  }

  /// [Task#UNTOLD] where the row does not say.
  int taskId() {
    return taskNumber().map(Long::intValue).orElse(Task.UNTOLD);
  }

  private Optional<Long> taskNumber() {
    return fields.whole("task_id", Fields.MOST);
  }

  /// The task's own name, else its job's.
  String name() {
    String own = fields.text("task_name");
    return own.isEmpty() ? fields.text("job_name") : own;
  }

  TaskState state() {
    return TaskState.of(fields.text("status").toUpperCase(Locale.ROOT));
  }

  /// Time spent running; nothing where the server does not say.
  @Nullable Duration ran() {
    return fields.seconds("job_duration");
  }

  /// Nothing while it lives, and for what was cancelled in the queue.
  @Nullable Instant ended() {
    return fields.instant("end_at");
  }

  /// Whether nothing tells that it ever ran.
  boolean neverRan() {
    Duration ran = ran();
    return started() == null && (ran == null || ran.isZero());
  }

  private @Nullable Instant started() {
    return fields.instant("start_at");
  }

  /// How often it was recovered; a server that says nothing knows of none, and one that says
  /// something that is no number says nothing of it.
  private @Nullable Integer recovered() {
    return fields.isSaid("recovery_count")
        ? fields.whole("recovery_count", Fields.MOST).map(Long::intValue).orElse(null)
        : Integer.valueOf(0);
  }

  /// The row as a task of the queue.
  ///
  /// @param shared texts that other rows have too
  Task task(Map<String, String> shared) {
    String launched = fields.text("cluster_resources_full");
    ResourceText resources =
        new ResourceText(
            launched.isEmpty() ? fields.text("cluster_resources") : launched,
            fields.text("resources"));
    String hash = fields.text("user_hash");
    String user = fields.text("user_name").isEmpty() ? hash : fields.text("user_name");
    return new Task(
        jobId(),
        taskId(),
        shared.computeIfAbsent(name(), same -> same),
        state(),
        ran(),
        fields.instant("submitted_at"),
        started(),
        ended(),
        recovered(),
        shared.computeIfAbsent(fields.text("region"), same -> same),
        resources.nodes(),
        shared.computeIfAbsent(resources.instanceType().orElse(""), same -> same),
        resources.gpus(fields.accelerators()),
        resources.pricing(),
        shared.computeIfAbsent(user, same -> same),
        shared.computeIfAbsent(hash, same -> same),
        fields.text("pool").isEmpty()
            ? null
            : new Task.Worker(fields.text("pool"), fields.text("current_cluster_name"), false));
  }
}
