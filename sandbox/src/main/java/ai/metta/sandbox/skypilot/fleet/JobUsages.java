// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Segment;
import ai.metta.sandbox.skypilot.fleet.Task.Records;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the clusters of jobs are billed for: a cluster for each stretch of running, all under the
/// name made of task and job. Pool jobs have none of their own, and of lost records there is
/// nothing to tell.
final class JobUsages {
  private static final int LONGEST = 25;
  private static final int KEPT = 22;
  private static final long HASH_LINE = 3000;

  private JobUsages() {}

  static List<Usage> of(Job job, Task task, long nowMillis) {
    if (job.pool().isPresent() || task.records() == Records.LOST) {
      return List.of();
    }
    List<Usage> usages = new ArrayList<>();
    List<Segment> segments = task.life().segments();
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).launchedSecond() * 1000 <= nowMillis) {
        usages.add(usage(job, task, i, nowMillis));
      }
    }
    return usages;
  }

  private static Usage usage(Job job, Task task, int index, long nowMillis) {
    Segment segment = task.life().segments().get(index);
    return new Usage(
        clusterName(task.name(), job.id()),
        Dice.of(job.fingerprint(), HASH_LINE + task.index(), index).uuid(),
        job.owner(),
        task.placements().get(index),
        task.requirement().nodes(),
        List.of(Usage.Interval.until(nowMillis, segment.launchedSecond(), segment.endedSecond())),
        statusAt(segment, nowMillis));
  }

  private static Optional<ClusterStatus> statusAt(Segment segment, long nowMillis) {
    if (segment.endedSecond() * 1000 <= nowMillis) {
      return Optional.empty();
    }
    return Optional.of(
        segment.startedMillis() <= nowMillis ? ClusterStatus.UP : ClusterStatus.INIT);
  }

  /// The server cuts a long name, and marks what it cut.
  static String clusterName(String task, long job) {
    String mark = new BigInteger(1, md5(task)).toString(36).substring(0, 2);
    String name = task.toLowerCase(Locale.ROOT).replace('.', '-').replace('_', '-');
    String kept = name.substring(0, Math.min(name.length(), KEPT)).replaceAll("-+$", "");
    return (name.length() > LONGEST ? kept + "-" + mark : name) + "-" + job;
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has MD5", missing);
    }
  }
}
