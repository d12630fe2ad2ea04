// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// When queued jobs were sent by their users, as far as the server's event log was asked.
///
/// @param unread why the events of others could not be had
record Submissions(Map<Long, Instant> byJob, List<Failure> unread) {
  Submissions {
    byJob = Map.copyOf(byJob);
    unread = List.copyOf(unread);
  }
}
