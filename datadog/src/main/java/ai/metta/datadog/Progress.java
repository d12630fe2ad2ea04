// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What several workers have come to, counted together.
final class Progress {
  /// How often the intake may fail on single payloads before all is left for the next run: one that
  /// it always fails on must not keep back the others.
  private static final int MOST_TROUBLES = 3;

  /// How often the intake may refuse, without taking anything in between, before it is held to
  /// refuse everything: nothing would be left to find in what is taken apart.
  private static final int MOST_REFUSALS = 40;

  /// How many may be too large even alone, without anything taken, before the intake is held to
  /// refuse every size.
  private static final int MOST_SUSPECTS = 3;

  private static final int MOST_COMPLAINTS = 20;

  private long deliveredPoints;
  private long deliveredEvents;
  private long expiredPoints;
  private long expiredEvents;
  private long quarantinedFiles;
  private long quarantinedBytes;
  private final List<String> complaints = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private Optional<Failure> failure = Optional.empty();
  private int troubles;
  private int refusals;
  private int suspects;
  private boolean stopped;

  synchronized void delivered(Contents contents) {
    refusals = 0;
    switch (contents.kind()) {
      case SERIES -> deliveredPoints += contents.points();
      case EVENT -> deliveredEvents += contents.points();
    }
  }

  synchronized void complained(String complaint) {
    if (complaints.size() < MOST_COMPLAINTS && !complaints.contains(complaint)) {
      complaints.add(complaint);
    }
  }

  synchronized void expired(Kind kind, long count) {
    switch (kind) {
      case SERIES -> expiredPoints += count;
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

  synchronized void refused(String reason) {
    refused(
        new Failure.Service(
            "%d payloads were refused in a row, the last for: %s; the rest is kept"
                .formatted(MOST_REFUSALS, reason),
            Retry.IS_USELESS));
  }

  /// @param always what is wrong where all were refused
  synchronized void refused(Failure always) {
    refusals++;
    if (refusals >= MOST_REFUSALS) {
      stop(always);
    }
  }

  /// One is too large even alone, and nothing was taken yet that tells whether that is its fault.
  synchronized void suspected(Failure always) {
    suspects++;
    if (suspects >= MOST_SUSPECTS) {
      stop(always);
    }
  }

  /// Whether it gave up on an intake that refused all there was.
  synchronized boolean refusesAll() {
    return refusals >= MOST_REFUSALS && !hasDelivered();
  }

  synchronized boolean hasDelivered() {
    return deliveredPoints + deliveredEvents > 0;
  }

  synchronized void trouble(Failure with) {
    failure = failure.or(() -> Optional.of(with));
    troubles++;
    stopped |= troubles >= MOST_TROUBLES;
  }

  synchronized void stop(Failure because) {
    if (!stopped) {
      failure = Optional.of(because);
    }
    stopped = true;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  synchronized Drained drained(List<PayloadName> pending) {
    return new Drained(
        deliveredPoints,
        deliveredEvents,
        expiredPoints,
        expiredEvents,
        points(pending, Kind.SERIES),
        points(pending, Kind.EVENT),
        pending.size(),
        rejected,
        quarantinedFiles,
        quarantinedBytes,
        complaints,
        failure);
  }

  private static long points(List<PayloadName> pending, Kind kind) {
    return pending.stream()
        .map(PayloadName::contents)
        .filter(contents -> contents.kind() == kind)
        .mapToLong(Contents::points)
        .sum();
  }
}
