// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.access.http.Http;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Plan.Backlog;
import ai.metta.collect.Run;
import ai.metta.datadog.Destination;
import ai.metta.datadog.DirectSend;
import ai.metta.datadog.Drained;
import ai.metta.datadog.Historical;
import ai.metta.datadog.Outbox;
import ai.metta.datadog.Waiting;
import ai.metta.metric.Counted;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one way to Datadog: into the outbox first, and from there to the intake.
///
/// @param began when the run did whose deadline the delivery shares
public record Push(
    Workbench bench, Destination destination, Outbox outbox, Historical historical, Instant began) {
  /// How long a delivery takes at most where the run has no deadline.
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /// What a delivery gets even where collecting has used up the deadline: long enough to tell that
  /// it has.
  private static final Duration LEAST = Duration.ofSeconds(5);

  public static Push to(Workbench bench, Destination destination, Historical historical) {
    return new Push(
        bench,
        destination,
        Outbox.at(bench.dataDirectory(), destination),
        historical,
        bench.surroundings().clock().instant());
  }

  /// When a delivery that begins now has to end: with the run's deadline, but not at once; after
  /// two minutes where there is none. What is not delivered by then waits for the next run.
  static Instant end(Instant began, Optional<Duration> deadline, Instant now) {
    Instant least = now.plus(LEAST);
    return deadline
        .map(limit -> began.plus(limit))
        .map(end -> end.isAfter(least) ? end : least)
        .orElse(now.plus(LIMIT));
  }

  /// What came of a push.
  ///
  /// @param lines for people
  /// @param failure what kept something from being delivered; empty where all was
  /// @param undelivered points and events that Datadog has not taken
  /// @param doubts complaints of Datadog's about what it took, and files that were set aside
  /// @param safe whether what it has not taken waits for the next run, and is not lost
  public record Report(
      List<String> lines, Optional<Failure> failure, long undelivered, long doubts, boolean safe) {
    public boolean complete() {
      return failure.isEmpty() && undelivered == 0;
    }

    /// Tells the lines as loudly as they call for.
    public void tell(Log log) {
      lines.forEach(
          failure.isPresent() ? log::trouble : undelivered + doubts > 0 ? log::warn : log::say);
    }
  }

  /// What earlier runs left: the points that this run's drain sends, those that it finds too old,
  /// and the files that it sets aside.
  Optional<Backlog> backlog() {
    try {
      Waiting left = outbox.waiting(now(), historical);
      return Optional.of(new Backlog(left.points(), left.expiredPoints(), left.damagedFiles()));
    } catch (FailureException unreadable) {
      return Optional.empty();
    }
  }

  /// @param deadline of the run, from its beginning to the end of the delivery; empty where the
  ///   user gave none
  Report send(Run run, Optional<Duration> deadline) {
    Instant end = end(began, deadline, now());
    List<Series> unkept = run.series();
    try {
      keep(unkept);
      unkept = List.of();
      outbox.events().write(run.events());
    } catch (FailureException unwritable) {
      return direct(unkept, run.events(), unwritable.failure(), end);
    }
    return drain(end);
  }

  /// Makes series safe; when, and by whom, they are delivered is another matter.
  ///
  /// @throws FailureException where the outbox cannot be written
  public void keep(List<Series> series) {
    outbox.series(historical).write(series);
  }

  /// Delivers what waits.
  public Drained drained(Optional<Duration> deadline) {
    try (Http http = bench.http()) {
      return drained(http.until(end(began, deadline, now())));
    }
  }

  /// What there is to say of deliveries.
  public Report report(Drained drained) {
    List<String> lines = new ArrayList<>(lines(drained));
    lines.addAll(elsewhere());
    return new Report(lines, failure(drained), undelivered(drained), doubts(drained), true);
  }

  /// Delivers series without an outbox.
  public Report direct(List<Series> series, Failure unwritable, Optional<Duration> deadline) {
    return direct(series, List.of(), unwritable, end(began, deadline, now()));
  }

  /// Delivers what waits, in two minutes at most.
  Report drain() {
    return drain(end(began, Optional.empty(), now()));
  }

  private Report drain(Instant end) {
    try (Http http = bench.http()) {
      return report(drained(http.until(end)));
    }
  }

  /// What waits for other destinations, as after a key was renewed: nobody else would tell of it.
  List<String> elsewhere() {
    long payloads = outbox.waitingElsewhere();
    return payloads == 0
        ? List.of()
        : List.of(
            "Waiting for other addresses or keys: "
                + Counted.of(payloads, "payload")
                + " in "
                + outbox.folder().getParent()
                + "; set DD_API_KEY and DD_URL as they were then, or delete their folders");
  }

  /// @param http narrowed to the deadline
  private Drained drained(Http http) {
    return outbox.drain(http, bench.surroundings().clock(), historical);
  }

  private Instant now() {
    return bench.surroundings().clock().instant();
  }

  /// Without a disk to keep it on, what is not taken now is lost, and that is said. What waits in
  /// the outbox can be sent all the same, and makes room.
  private Report direct(List<Series> series, List<Event> events, Failure unwritable, Instant end) {
    try (Http unlimited = bench.http()) {
      Http http = unlimited.until(end);
      Drained sent =
          DirectSend.to(destination, http, bench.surroundings().clock())
              .send(series, events, historical);
      List<String> lines = new ArrayList<>();
      lines.add("The outbox cannot be written (" + unwritable.message() + "): sent directly");
      lines.addAll(told(sent));
      if (sent.pendingPayloads() > 0) {
        lines.add(both(sent.pendingPoints(), sent.pendingEvents()) + " of this run are lost");
      }
      Report left = left(http);
      lines.addAll(left.lines());
      return new Report(
          lines,
          failure(sent).or(left::failure),
          undelivered(sent) + left.undelivered(),
          doubts(sent) + left.doubts(),
          sent.pendingPayloads() == 0);
    }
  }

  /// What becomes of what waits in an outbox that cannot be written; nothing is said where nothing
  /// does.
  private Report left(Http http) {
    try {
      if (outbox.list(now()).isEmpty()) {
        return new Report(List.of(), Optional.empty(), 0, 0, true);
      }
      Drained drained = drained(http);
      List<String> lines = new ArrayList<>(List.of("What waits in the outbox:"));
      lines.addAll(lines(drained));
      return new Report(lines, failure(drained), undelivered(drained), doubts(drained), true);
    } catch (FailureException unreadable) {
      return new Report(
          List.of("What waits in the outbox is not known: " + unreadable.failure().message()),
          Optional.empty(),
          0,
          1,
          true);
    }
  }

  private static long undelivered(Drained drained) {
    return drained.pendingPoints()
        + drained.pendingEvents()
        + drained.expiredPoints()
        + drained.expiredEvents();
  }

  private static long doubts(Drained drained) {
    return drained.complaints().size() + drained.quarantinedFiles();
  }

  private List<String> lines(Drained drained) {
    List<String> lines = new ArrayList<>(told(drained));
    if (drained.quarantinedFiles() > 0) {
      lines.add(
          "Set aside: "
              + Counted.of(drained.quarantinedFiles(), "damaged outbox file")
              + " ("
              + Counted.of(drained.quarantinedBytes(), "byte")
              + ") in "
              + outbox.quarantine()
              + "; the number of points in there is not known");
    }
    if (drained.pendingPayloads() > 0) {
      lines.add(
          both(drained.pendingPoints(), drained.pendingEvents())
              + " wait in the outbox for the next run");
    }
    return lines;
  }

  private static List<String> told(Drained drained) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Pushed " + both(drained.deliveredPoints(), drained.deliveredEvents()) + " to Datadog");
    if (drained.expiredPoints() + drained.expiredEvents() > 0) {
      lines.add(
          both(drained.expiredPoints(), drained.expiredEvents())
              + " expired: Datadog drops points older than one hour (but with --historical) or more than"
              + " ten minutes ahead, and events older than 18 hours");
    }
    drained.rejected().forEach(rejected -> lines.add("Datadog refused " + rejected.text()));
    drained
        .complaints()
        .forEach(complaint -> lines.add("Datadog took the points, and said: " + complaint));
    drained.stoppedBy().ifPresent(cause -> lines.add(cause.message()));
    return lines;
  }

  private static String both(long points, long events) {
    return Counted.of(points, "point") + " and " + Counted.of(events, "event");
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
