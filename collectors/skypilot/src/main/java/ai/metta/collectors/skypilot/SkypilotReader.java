// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Where SkyPilot's facts are read from: its API server, or its command line on this machine.
interface SkypilotReader {
  /// Whom one reads from, and with which version.
  ///
  /// @throws ai.metta.metric.FailureException when it is out of reach or refuses us
  Server server();

  /// The whole job queue.
  ///
  /// @param since what ended after this is kept whole
  QueueRows jobs(Server server, Instant since);

  List<Cluster> clusters(Server server);

  /// What clusters cost.
  ///
  /// @param since as far back as is to be told of, at least
  CostReport costs(Server server, Instant since);

  /// What machines with these GPUs cost.
  ///
  /// @param gpuTypes canonical names in lower case
  List<Offer> offers(Server server, Set<String> gpuTypes);

  /// When these jobs were sent; without those whose events cannot be had.
  ///
  /// @param jobs a row of each, the newest first
  Submissions submissions(Server server, List<Task> jobs);

  /// A SkyPilot server's own word on itself.
  ///
  /// @param api its API version; 0 where it does not say, as up to 0.9
  /// @param version its release, or "unknown"
  record Server(int api, String version) {
    boolean hasQueueV2() {
      return api >= 18;
    }

    boolean hasFields() {
      return api >= 23;
    }

    /// Since 0.12 the totals of the queue's pages count jobs, up to 0.11 they counted tasks.
    QueuePages.Totals totals() {
      return api <= 24
          ? QueuePages.Totals.TASKS
          : api < 43 ? QueuePages.Totals.JOBS_OR_TASKS : QueuePages.Totals.JOBS;
    }

    boolean hasEvents() {
      return api > 24;
    }
  }
}
