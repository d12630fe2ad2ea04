// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.http.Http;
import ai.metta.collect.Plan.Backlog;
import ai.metta.collect.Run;
import ai.metta.datadog.Destination;
import ai.metta.datadog.DirectSend;
import ai.metta.datadog.Drained;
import ai.metta.datadog.Historical;
import ai.metta.datadog.Outbox;
import ai.metta.datadog.Waiting;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one way to Datadog: into the outbox first, and from there to the intake.
record Push(Workbench bench, Destination destination, Outbox outbox, Historical historical) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  static Push to(Workbench bench, Destination destination, Historical historical) {
    return new Push(bench, destination, Outbox.at(bench.dataDirectory(), destination), historical);
  }

  /// What came of a push.
  ///
  /// @param lines for people
  /// @param failure what kept something from being delivered; empty where all was
  /// @param undelivered points that Datadog has not taken
  /// @param safe whether what it has not taken waits for the next run, and is not lost
  record Report(List<String> lines, Optional<Failure> failure, long undelivered, boolean safe) {
    boolean complete() {
      return failure.isEmpty() && undelivered == 0;
    }
  }

  /// What earlier runs left: the points that this run's drain sends, those that it finds too old,
  /// and the files that it sets aside.
  Optional<Backlog> backlog() {
    try {
      Waiting left = outbox.waiting(bench.surroundings().clock().instant(), historical);
      return Optional.of(new Backlog(left.points(), left.expiredPoints(), left.damagedFiles()));
    } catch (FailureException unreadable) {
      return Optional.empty();
    }
  }

  Report send(Run run) {
    try {
      outbox.series().write(run.series());
      outbox.events().write(run.events());
    } catch (FailureException unwritable) {
      return direct(run, unwritable.failure());
    }
    return drain();
  }

  Report drain() {
    try (Http http = bench.http()) {
      Drained drained = drained(http);
      return new Report(
          lines(drained),
          failure(drained),
          drained.pendingPoints() + drained.expiredPoints(),
          true);
    }
  }

  private Drained drained(Http http) {
    return outbox.drain(limited(http), bench.surroundings().clock(), historical);
  }

  private Http limited(Http http) {
    return http.until(bench.surroundings().clock().instant().plus(LIMIT));
  }

  /// Without a disk to keep it on, what is not taken now is lost, and that is said. What earlier
  /// runs left can be sent all the same, and makes room.
  private Report direct(Run run, Failure unwritable) {
    try (Http http = bench.http()) {
      Drained sent =
          DirectSend.to(destination, limited(http), bench.surroundings().clock())
              .send(run.series(), run.events(), historical);
      List<String> lines = new ArrayList<>();
      lines.add("The outbox cannot be written (" + unwritable.message() + "): sent directly");
      lines.addAll(told(sent));
      if (sent.pendingPayloads() > 0) {
        lines.add(
            sent.pendingPoints()
                + " points and "
                + sent.pendingEvents()
                + " events of this run are lost");
      }
      lines.addAll(left(http));
      return new Report(
          lines,
          failure(sent),
          sent.pendingPoints() + sent.expiredPoints(),
          sent.pendingPayloads() == 0);
    }
  }

  /// What became of what earlier runs left; nothing where they left nothing.
  private List<String> left(Http http) {
    try {
      if (outbox.list(bench.surroundings().clock().instant()).isEmpty()) {
        return List.of();
      }
      List<String> lines = new ArrayList<>(List.of("What earlier runs left in the outbox:"));
      lines.addAll(lines(drained(http)));
      return lines;
    } catch (FailureException unreadable) {
      return List.of(unreadable.failure().message());
    }
  }

  private static List<String> lines(Drained drained) {
    List<String> lines = new ArrayList<>(told(drained));
    if (drained.pendingPayloads() > 0) {
      lines.add(
          drained.pendingPoints()
              + " points and "
              + drained.pendingEvents()
              + " events wait in the outbox for the next run");
    }
    return lines;
  }

  private static List<String> told(Drained drained) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Pushed "
            + drained.deliveredPoints()
            + " points and "
            + drained.deliveredEvents()
            + " events to Datadog");
    if (drained.expiredPoints() + drained.expiredEvents() > 0) {
      lines.add(
          drained.expiredPoints()
              + " points and "
              + drained.expiredEvents()
              + " events expired: Datadog drops points older than one hour (--historical says it does not)");
    }
    drained.rejected().forEach(rejected -> lines.add("Datadog refused " + rejected.text()));
    drained
        .complaints()
        .forEach(complaint -> lines.add("Datadog took the points, and said: " + complaint));
    if (drained.quarantinedFiles() > 0) {
      lines.add(drained.quarantinedFiles() + " damaged outbox files were set aside");
    }
    drained.stoppedBy().ifPresent(cause -> lines.add(cause.message()));
    return lines;
  }

  private static Optional<Failure> failure(Drained drained) {
    return drained
        .stoppedBy()
        .or(() ->
            drained.rejected().isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure.Malformed("Datadog refused series")));
  }
}
