// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The pods that launch the fleet's jobs and watch over them, one a task; those of jobs that ended
/// stay for a week.
record Launchers(long seed, FleetView fleet, Instant now) {
  private static final String NAMESPACE = "training";
  private static final long LINE = 7100;
  private static final Duration KEPT = Duration.ofDays(7);

  List<ClusterPod> pods() {
    List<ClusterPod> pods = new ArrayList<>();
    for (int position = 0; position < fleet.jobCount(); position++) {
      Job job = fleet.job(position);
      Instant submitted =
          Instant.ofEpochMilli(job.submittedMillis()).truncatedTo(ChronoUnit.SECONDS);
      for (Task task : job.tasks()) {
        boolean isOver = task.statusAt(fleet.nowMillis()).isTerminal();
        if (!isOver || submitted.isAfter(now.minus(KEPT))) {
          pods.add(pod(job, task, submitted));
        }
      }
    }
    return pods;
  }

  private ClusterPod pod(Job job, Task task, Instant submitted) {
    Dice dice = Dice.of(seed, LINE + task.index(), job.id());
    String name = "job-" + job.id() + "-" + task.index();
    Ask ask = Ask.of(dice.between(1, 8) * 500, dice.between(2, 16) * 512);
    Instant end = earlier(submitted.plusSeconds(dice.between(600, 140_000)));
    return switch (task.statusAt(fleet.nowMillis())) {
      case PENDING, STARTING ->
          ClusterPod.of(
              NAMESPACE,
              name,
              "Pending",
              submitted,
              Box.app(ask, Box.State.waiting("ContainerCreating")));
      case RUNNING, RECOVERING, CANCELLING, WINDING_DOWN ->
          Usages.of(dice, running(dice, name, ask, submitted), now);
      case SUCCEEDED, CANCELLED -> ended(name, "Succeeded", ask, submitted, "Completed", end);
      case FAILED, FAILED_SETUP, FAILED_PRECHECKS, FAILED_NO_RESOURCE, FAILED_CONTROLLER ->
          ended(name, "Failed", ask, submitted, dice.chance(30) ? "OOMKilled" : "Error", end);
    };
  }

  /// Some have a sidecar, some a runtime that takes its share.
  private static ClusterPod running(Dice dice, String name, Ask ask, Instant submitted) {
    ClusterPod pod =
        ClusterPod.of(NAMESPACE, name, "Running", submitted, Box.app(ask, Box.State.RUNNING));
    if (dice.chance(40)) {
      pod = pod.and(new Box("logs", Box.Kind.SIDECAR, Ask.of(50, 64), Box.State.RUNNING));
    }
    return dice.chance(20) ? pod.asking(Ask.NOTHING, Ask.of(250, 120)) : pod;
  }

  private static ClusterPod ended(
      String name, String phase, Ask ask, Instant submitted, String reason, Instant at) {
    return ClusterPod.of(
        NAMESPACE, name, phase, submitted, Box.app(ask, Box.State.ended(reason, at)));
  }

  private Instant earlier(Instant end) {
    return end.isAfter(now) ? now : end;
  }
}
