// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.json.JsonTree;
import java.util.List;

/// A monitor of a metric, as Datadog's API takes it.
///
/// @param name what it is called here, and its file: `collector.github.errors`
/// @param title what Datadog calls it
/// @param query with its evaluation and the critical threshold
/// @param message in Datadog's own form, with handles
/// @param tags of the monitor itself, sorted
public record Monitor(
    String name,
    String title,
    String query,
    String message,
    List<String> tags,
    Urgency urgency,
    MonitorOptions options) {
  public Monitor {
    tags = tags.stream().sorted().toList();
  }

  /// How soon somebody must look.
  public enum Urgency {
    /// Somebody is called, and again until it is over.
    NOW(2),
    /// Somebody is told.
    TODAY(3),
    /// It is there to be seen by whoever looks; nobody is told.
    SOME_TIME(4);

    private final int priority;

    Urgency(int priority) {
      this.priority = priority;
    }

    /// Datadog's number: 1 is the most urgent, 5 the least.
    public int priority() {
      return priority;
    }

    boolean callsSomebody() {
      return this != SOME_TIME;
    }
  }

  /// The document, its members in a fixed order.
  public JsonTree.Members json() {
    return JsonTree.object()
        .with("name", title)
        .with("type", "query alert")
        .with("query", query)
        .with("message", message)
        .with("tags", JsonTree.texts(tags))
        .with("priority", urgency.priority())
        .with("options", options.json());
  }
}
