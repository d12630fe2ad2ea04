// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Counted;
import ai.metta.metric.Event;
import ai.metta.metric.Event.Level;
import ai.metta.metric.Failure;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// An event for each row that ended, and for what was not told: what a metric cannot say, since it
/// has no text.
final class JobEvents {
  private JobEvents() {}

  /// Newest first.
  static List<Event> ended(JobQueue queue, Window window) {
    return queue
        .ended(window)
        .sorted(Comparator.comparing((Task task) -> task.endedAt().orElse(Instant.MIN)).reversed())
        .map(task -> event(task, queue))
        .toList();
  }

  /// A warning where the wait of some queued jobs is not told.
  static List<Event> unread(List<Failure> failures, Window window) {
    return failures.isEmpty()
        ? List.of()
        : List.of(
            new Event(
                "events_unread",
                "skypilot",
                "the events of "
                    + Counted.of(failures.size(), "queued job")
                    + " could not be read: "
                    + failures.getFirst().message(),
                "skypilot.job.queue_wait_seconds tells the wait of the others only.",
                Level.WARNING,
                Tags.none(),
                window.until()));
  }

  private static Event event(Task task, JobQueue queue) {
    String identity =
        queue.needsTaskId(task) ? task.jobId() + "." + task.taskId() : Long.toString(task.jobId());
    String title =
        "Job %s (%s) %s".formatted(task.name(), identity, task.state().word())
            + task.ranHours()
                .map(hours -> String.format(Locale.ROOT, " after %.1f h", hours))
                .orElse("");
    String text =
        String.format(
            Locale.ROOT,
            "User %s, %s, %s, %d nodes, %s recoveries.",
            task.user().isEmpty() ? "unknown" : task.user(),
            task.gpus().typeWord(),
            task.pricing().instanceType(),
            task.nodes(),
            task.recoveries().map(count -> Integer.toString(count)).orElse("unknown"));
    return new Event(
        "job_ended",
        identity,
        title,
        text,
        level(task),
        tags(task, queue),
        task.endedAt().orElseThrow());
  }

  private static Level level(Task task) {
    return task.state().hasFailed()
        ? Level.ERROR
        : task.state() == TaskState.SUCCEEDED ? Level.SUCCESS : Level.INFO;
  }

  private static Tags tags(Task task, JobQueue queue) {
    Tags tags = JobMetrics.tags(task, queue);
    return task.state().failure().map(fault -> tags.and("failure", fault)).orElse(tags);
  }
}
