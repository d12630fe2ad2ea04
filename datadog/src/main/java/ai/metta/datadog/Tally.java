// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What became of the payloads of one delivery, counted by several workers together.
final class Tally {
  private static final int MOST_COMPLAINTS = 20;

  private long deliveredPoints;
  private long deliveredEvents;
  private long expiredPoints;
  private long expiredEvents;
  private long quarantinedFiles;
  private long quarantinedBytes;
  private final List<String> complaints = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();

  synchronized void delivered(Contents contents) {
    switch (contents.kind()) {
      case SERIES, HISTORY -> deliveredPoints += contents.points();
      case EVENT -> deliveredEvents += contents.points();
    }
  }

  synchronized void expired(Kind kind, long count) {
    switch (kind) {
      case SERIES, HISTORY -> expiredPoints += count;
      case EVENT -> expiredEvents += count;
    }
  }

  synchronized void rejected(Rejected one) {
    rejected.add(one);
  }

  synchronized void quarantined(long bytes) {
    quarantinedFiles++;
    quarantinedBytes += bytes;
  }

  /// The first few, each once.
  synchronized void complained(String complaint) {
    if (complaints.size() < MOST_COMPLAINTS && !complaints.contains(complaint)) {
      complaints.add(complaint);
    }
  }

  /// @param pending what still waits
  /// @param stoppedBy why
  synchronized Drained drained(List<PayloadName> pending, Optional<Failure> stoppedBy) {
    return new Drained(
        deliveredPoints,
        deliveredEvents,
        expiredPoints,
        expiredEvents,
        points(pending, Kind::isOfSeries),
        points(pending, kind -> kind == Kind.EVENT),
        pending.size(),
        rejected,
        quarantinedFiles,
        quarantinedBytes,
        complaints,
        stoppedBy);
  }

  private static long points(List<PayloadName> pending, Predicate<Kind> counts) {
    return pending.stream()
        .map(PayloadName::contents)
        .filter(contents -> counts.test(contents.kind()))
        .mapToLong(Contents::points)
        .sum();
  }
}
