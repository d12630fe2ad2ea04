// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A cluster that users launched themselves, or the machine of a controller; those of managed jobs
/// are not among them.
///
/// @param nodes empty where the server does not say
/// @param launched empty where the server does not say
record Cluster(String name, String status, OptionalInt nodes, Optional<Instant> launched) {
  /// One row of the clusters.
  ///
  /// @throws ai.metta.metric.FailureException as malformed where it does not tell its status, which
  ///   every row has
  static Cluster of(Fields fields) {
    if (fields.text("status").isEmpty()) {
      throw Rows.malformed("the clusters", "has one without a status");
    }
    return new Cluster(
        fields.text("name"),
        fields.text("status"),
        fields
            .whole("nodes", Fields.MOST)
            .map(nodes -> OptionalInt.of(nodes.intValue()))
            .orElse(OptionalInt.empty()),
        Optional.ofNullable(fields.instant("launched_at")));
  }

  /// Whether it is the machine of a controller of managed jobs and not stopped: there is none where
  /// the server runs them itself, but perhaps one that did before.
  boolean isJobsControllerAtWork() {
    return isJobsController(name) && !status.equals("STOPPED");
  }

  static boolean isJobsController(String name) {
    return name.startsWith("sky-jobs-controller");
  }

  boolean isUp() {
    return status.equals("UP");
  }
}
