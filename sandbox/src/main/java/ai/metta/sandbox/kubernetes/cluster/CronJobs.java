// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.dice.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Metta's own CronJobs: the last three runs of each collector that went well, and the last that
/// did not. Somebody else's are beside them.
record CronJobs(long seed, Instant now) {
  private static final String NAMESPACE = "monitoring";
  private static final long LINE = 7400;
  private static final long MINUTE = 60;
  private static final List<Every> COLLECTORS =
      List.of(
          new Every("skypilot", 10),
          new Every("github", 15),
          new Every("wandb", 30),
          new Every("ec2", 5),
          new Every("asana", 360),
          new Every("kubernetes", 15));

  private record Every(String collector, int minutes) {}

  /// A run of a collector.
  private record Turn(String collector, Instant began, long minute, Optional<Instant> failed) {
    String name() {
      return collector + "-collector-" + minute;
    }

    Instant ended() {
      return failed.orElse(began.plusSeconds(40));
    }
  }

  private List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    for (int number = 0; number < COLLECTORS.size(); number++) {
      Every every = COLLECTORS.get(number);
      long minute = now.getEpochSecond() / MINUTE / every.minutes() * every.minutes();
      for (int back = 1; back <= 3; back++) {
        turns.add(turn(every.collector(), minute - (long) back * every.minutes(), false));
      }
      Dice dice = Dice.of(seed, LINE, number);
      if (dice.chance(60)) {
        long ago = dice.between(5, 40) * 60 / every.minutes() * every.minutes();
        turns.add(turn(every.collector(), minute - ago - 1, true));
      }
    }
    return turns;
  }

  private static Turn turn(String collector, long minute, boolean hasFailed) {
    Instant began = Instant.ofEpochSecond(minute * MINUTE);
    return new Turn(
        collector,
        began,
        minute,
        hasFailed ? Optional.of(began.plusSeconds(100)) : Optional.empty());
  }

  List<ClusterPod> pods() {
    return turns().stream()
        .map(turn ->
            ClusterPod.of(
                NAMESPACE,
                turn.name() + "-x",
                turn.failed().isPresent() ? "Failed" : "Succeeded",
                turn.began(),
                Box.app(
                    Ask.of(100, 256),
                    Box.State.ended(
                        turn.failed().isPresent() ? "Error" : "Completed", turn.ended()))))
        .toList();
  }

  List<ClusterJob> jobs() {
    List<ClusterJob> jobs = new ArrayList<>();
    for (Turn turn : turns()) {
      jobs.add(
          new ClusterJob(
              NAMESPACE,
              turn.name(),
              turn.began(),
              Optional.of(turn.collector()),
              Optional.of(turn.collector() + "-collector"),
              turn.failed(),
              turn.failed().isPresent() ? Optional.empty() : Optional.of(turn.ended())));
    }
    Instant hourAgo = now.minus(Duration.ofHours(1));
    jobs.add(other("by-hand", Optional.of("github"), Optional.empty(), hourAgo));
    jobs.add(other("backup-1", Optional.empty(), Optional.of("backup"), hourAgo));
    return jobs;
  }

  /// A job that failed, and is none of metta's CronJobs'.
  private static ClusterJob other(
      String name, Optional<String> collector, Optional<String> owner, Instant failed) {
    return new ClusterJob(
        NAMESPACE,
        name,
        failed.minusSeconds(60),
        collector,
        owner,
        Optional.of(failed),
        Optional.empty());
  }
}
