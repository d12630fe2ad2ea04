// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.LifeLine;
import ai.metta.sandbox.skypilot.fleet.Phase;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// What has happened to a job, newest first. The controller's clock runs in UTC, and as on a real
/// one the times do not say so.
///
/// @param taskId only this task's events; empty for all
/// @param limit at most so many; empty for all
record EventsQuestion(int jobId, Optional<Integer> taskId, Optional<Integer> limit)
    implements Question {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private record Event(int taskId, LifeLine.Turn turn) {}

  static EventsQuestion of(Arguments arguments) {
    return new EventsQuestion(
        arguments.requiredNumber("job_id", -1),
        arguments.number("task_id"),
        arguments.number("limit"));
  }

  @Override
  public Outcome answer(FleetView view) {
    List<Event> events = new ArrayList<>();
    view.position(jobId).map(view::job).ifPresent(job -> collect(job, view.nowMillis(), events));
    events.sort(Comparator.comparingLong((Event event) -> event.turn().atMillis()).reversed());
    List<Event> told = events.subList(0, Math.clamp(limit.orElse(events.size()), 0, events.size()));
    return Outcome.Value.of(json -> {
      json.writeStartArray();
      told.forEach(event -> write(json, event));
      json.writeEndArray();
    });
  }

  private void collect(Job job, long nowMillis, List<Event> events) {
    for (Task task : job.tasks()) {
      if (taskId.isEmpty() || taskId.get() == task.index()) {
        for (LifeLine.Turn turn : task.life().turnsUntil(nowMillis)) {
          events.add(new Event(task.index(), turn));
        }
      }
    }
  }

  private void write(JsonGenerator json, Event event) {
    json.writeStartObject();
    json.writeNumberProperty("spot_job_id", jobId);
    json.writeNumberProperty("task_id", event.taskId());
    json.writeStringProperty("new_status", event.turn().phase().status().name());
    json.writeNullProperty("code");
    json.writeStringProperty("reason", reason(event.turn().phase()));
    json.writeStringProperty("timestamp", localTime(event.turn().atMillis()));
    json.writeEndObject();
  }

  private static String localTime(long millis) {
    return SECONDS.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }

  private static String reason(Phase phase) {
    return switch (phase) {
      case WAITING, NEXT -> "Job submitted to queue";
      case BACKOFF -> "No resources found, backing off";
      case LAUNCHING -> "Launching a cluster for the task";
      case RUNNING -> "Task runs";
      case RECOVERING -> "Cluster lost, recovering";
      case CANCELLING -> "Cancellation requested";
      case WINDING_DOWN -> "Last batches are running";
      case SUCCEEDED -> "Task has finished";
      case CANCELLED -> "Task is cancelled";
      case FAILED, FAILED_SETUP, FAILED_PRECHECKS, FAILED_NO_RESOURCE, FAILED_CONTROLLER ->
          "Task has failed";
    };
  }
}
