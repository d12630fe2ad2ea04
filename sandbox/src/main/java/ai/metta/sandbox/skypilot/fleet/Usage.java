// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What one life of a cluster has been billed for: the line of a cost report.
///
/// @param name the cluster's name; a job's is made of task and job id
/// @param status empty when the cluster is terminated
public record Usage(
    String name,
    String hash,
    Person owner,
    Placement placement,
    int nodes,
    List<Interval> intervals,
    Optional<ClusterStatus> status) {
  /// A stretch of billed time, in seconds since the epoch; open while it goes on.
  public record Interval(long fromSecond, OptionalLong toSecond) {
    /// The part of a stretch that has passed at an instant.
    static Interval until(long nowMillis, long fromSecond, long toSecond) {
      return new Interval(
          fromSecond,
          toSecond * 1000 <= nowMillis ? OptionalLong.of(toSecond) : OptionalLong.empty());
    }

    boolean endsAt(long second) {
      return toSecond.isPresent() && toSecond.getAsLong() == second;
    }

    long millisBetween(long fromMillis, long nowMillis) {
      long endMillis = toSecond.isPresent() ? toSecond.getAsLong() * 1000 : nowMillis;
      return Math.max(0, Math.min(endMillis, nowMillis) - Math.max(fromSecond * 1000, fromMillis));
    }
  }

  public Usage {
    intervals = List.copyOf(intervals);
  }

  public long launchedSecond() {
    return intervals.getFirst().fromSecond();
  }

  /// Billed seconds until an instant, in whole seconds.
  public long durationSeconds(long nowMillis) {
    return millisBetween(0, nowMillis) / 1000;
  }

  /// USD for all nodes until an instant, of whole seconds.
  public double costUsd(long nowMillis) {
    return durationSeconds(nowMillis) * usdPerHour() / 3600;
  }

  /// USD for all nodes in the time from `fromMillis` to `nowMillis`.
  public double costUsdSince(long fromMillis, long nowMillis) {
    return millisBetween(fromMillis, nowMillis) * usdPerHour() / 3_600_000;
  }

  /// USD an hour for all nodes.
  public double usdPerHour() {
    return placement.usdPerHour() * nodes;
  }

  private long millisBetween(long fromMillis, long nowMillis) {
    return intervals.stream()
        .mapToLong(interval -> interval.millisBetween(fromMillis, nowMillis))
        .sum();
  }
}
