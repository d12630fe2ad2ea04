// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of work that are asked for with a POST and fetched with a GET.
enum Work {
  STATUS("/status", "sky.status", "status", ServerVersion.V17),
  QUEUE("/jobs/queue", "sky.jobs.queue", "queue", ServerVersion.V17),
  QUEUE_V2("/jobs/queue/v2", "sky.jobs.queue_v2", "queue_v2_api", ServerVersion.V18),
  COST_REPORT("/cost_report", "sky.cost_report", "cost_report", ServerVersion.V17),
  EVENTS("/jobs/events", "sky.jobs.events", "get_job_events", ServerVersion.V43),
  LIST_ACCELERATORS(
      "/list_accelerators", "sky.list_accelerators", "list_accelerators", ServerVersion.V17);

  private final String path;
  private final String wireName;
  private final String entrypoint;
  private final ServerVersion since;

  Work(String path, String wireName, String entrypoint, ServerVersion since) {
    this.path = path;
    this.wireName = wireName;
    this.entrypoint = entrypoint;
    this.since = since;
  }

  /// The work behind a path, where the release has it.
  static Optional<Work> at(String path, ServerVersion version) {
    return Arrays.stream(values())
        .filter(work -> work.path.equals(path) && version.isAtLeast(work.since))
        .findFirst();
  }

  String path() {
    return path;
  }

  /// The name in the request's envelope.
  String wireName() {
    return wireName;
  }

  String entrypoint() {
    return entrypoint;
  }

  /// Whether the jobs controller does it.
  boolean needsController() {
    return this == QUEUE || this == QUEUE_V2 || this == EVENTS;
  }
}
