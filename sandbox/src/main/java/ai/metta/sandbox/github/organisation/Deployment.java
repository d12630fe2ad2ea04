// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.List;

/// A deployment's life.
///
/// @param statuses the first one first
public record Deployment(
    long id, String environment, Instant created, String oid, List<Status> statuses) {
  public Deployment {
    statuses = List.copyOf(statuses);
  }

  /// What was said of it.
  ///
  /// @param state in GitHub's word
  public record Status(String state, Instant at) {}
}
