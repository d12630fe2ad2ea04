// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.HashSet;
import java.util.Set;

/// Which tasks of a job have clusters of one name. A job's rows come one after another, so that
/// only the last job's names are held.
final class ClusterNames {
  private final Set<String> shared = new HashSet<>();

  /// Jobs of which rows came apart from each other.
  private final Set<Long> scattered = new HashSet<>();

  /// Those of the job that came last, once it has a second row.
  private final Set<String> names = new HashSet<>();

  private long lastJob = -1;
  private String firstTask = "";

  /// Notes a row.
  ///
  /// @param isKnown whether the job had a row before
  void add(long jobId, String task, boolean isKnown) {
    if (jobId != lastJob) {
      lastJob = jobId;
      firstTask = task;
      names.clear();
      if (isKnown) {
        scattered.add(jobId);
      }
      return;
    }
    if (names.isEmpty()) {
      names.add(JobCluster.name(firstTask, jobId));
    }
    String name = JobCluster.name(task, jobId);
    if (!names.add(name)) {
      shared.add(name);
    }
  }

  /// Whether a task's clusters are called as those of another task of its job are, or may be.
  boolean areShared(Task task) {
    return scattered.contains(task.jobId())
        || shared.contains(JobCluster.name(task.name(), task.jobId()));
  }
}
