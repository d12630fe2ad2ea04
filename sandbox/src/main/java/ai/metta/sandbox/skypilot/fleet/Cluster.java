// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A cluster that somebody launched, with its whole life.
///
/// @param hash unique to this life of the cluster
/// @param autostopMinutes idle minutes after which it stops; -1 when it never does
/// @param stays its statuses one after the other; it is terminated after the last
public record Cluster(
    String name,
    String hash,
    Person owner,
    Placement placement,
    int nodes,
    int autostopMinutes,
    List<Stay> stays) {
  /// A status held from a second (included) to another (excluded), both since the epoch.
  public record Stay(ClusterStatus status, long fromSecond, long toSecond) {}

  public Cluster {
    stays = List.copyOf(stays);
  }

  public long launchedSecond() {
    return stays.getFirst().fromSecond();
  }

  /// The status at an instant; empty before the launch and after the termination.
  public Optional<ClusterStatus> statusAt(long nowMillis) {
    return stayAt(nowMillis).map(Stay::status);
  }

  /// The stay at an instant; empty before the launch and after the termination.
  public Optional<Stay> stayAt(long nowMillis) {
    long second = Math.floorDiv(nowMillis, 1000);
    return stays.stream()
        .filter(stay -> stay.fromSecond() <= second && second < stay.toSecond())
        .findFirst();
  }

  /// Whether it has ever been up until an instant.
  public boolean wasUp(long nowMillis) {
    return stays.stream()
        .anyMatch(
            stay -> stay.status() != ClusterStatus.INIT && stay.fromSecond() * 1000 <= nowMillis);
  }

  /// What it has been billed for until an instant at or after its launch.
  public Usage usageAt(long nowMillis) {
    List<Usage.Interval> intervals = new ArrayList<>();
    for (Stay stay : stays) {
      if (stay.status() != ClusterStatus.STOPPED && stay.fromSecond() * 1000 <= nowMillis) {
        Usage.Interval interval =
            Usage.Interval.until(nowMillis, stay.fromSecond(), stay.toSecond());
        boolean goesOn = !intervals.isEmpty() && intervals.getLast().endsAt(interval.fromSecond());
        if (goesOn) {
          interval = new Usage.Interval(intervals.removeLast().fromSecond(), interval.toSecond());
        }
        intervals.add(interval);
      }
    }
    return new Usage(name, hash, owner, placement, nodes, intervals, statusAt(nowMillis));
  }
}
