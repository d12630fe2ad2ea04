// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Instant;
import java.util.Map;

/// When queued jobs were sent by their users, as far as the server's event log was asked.
record Submissions(Map<Long, Instant> byJob) {
  Submissions {
    byJob = Map.copyOf(byJob);
  }
}
