// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.metric.Event;
import ai.metta.metric.EventSink;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.SeriesSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// What is to be delivered, kept in a folder until Datadog has acknowledged it. Safe for use by
/// several threads and several processes at once.
///
/// ```java
/// Outbox outbox = Outbox.at(dataDirectory, destination);
/// outbox.series().write(series);           // survives the end of the process
/// Drained drained = outbox.drain(http.until(deadline), clock);
/// ```
public final class Outbox {
  private final FolderShelf shelf;
  private final Destination destination;

  /// Refused before they were written; reported by the next drain.
  private final Queue<Rejected> unsendable = new ConcurrentLinkedQueue<>();

  private Outbox(FolderShelf shelf, Destination destination) {
    this.shelf = shelf;
    this.destination = destination;
  }

  /// The outbox of one destination, below `outbox/` of the data directory. Nothing is created
  /// before something is written.
  public static Outbox at(Path dataDirectory, Destination destination) {
    Path folder = dataDirectory.resolve("outbox").resolve(destination.folderName());
    return new Outbox(new FolderShelf(folder), destination);
  }

  /// Where its files are.
  public Path folder() {
    return shelf.folder();
  }

  /// Where damaged files are moved to; nothing is there before one is found.
  public Path quarantine() {
    return shelf.quarantine();
  }

  /// The sink for series. A failed write is a [Failure.Configuration]: the disk is full, or may not
  /// be written.
  public SeriesSink series() {
    return series(Historical.EXPIRED);
  }

  /// The same sink. What is kept as historical is sent whatever its age, also by a drain that
  /// expires others: a scheduled run may come before the one that kept it sends it.
  public SeriesSink series(Historical historical) {
    return series -> writeSeries(series, Kind.of(historical));
  }

  /// The sink for events, which fails as the other does.
  public EventSink events() {
    return this::writeEvents;
  }

  /// Sends what waits, newest first, and says what became of it; points older than an hour are
  /// expired.
  ///
  /// @param http narrowed to the deadline
  public Drained drain(Http http, InstantSource clock) {
    return drain(http, clock, Historical.EXPIRED);
  }

  /// Sends what waits, newest first, and says what became of it.
  public Drained drain(Http http, InstantSource clock, Historical historical) {
    shelf.sweep(clock.instant());
    Intake intake = new Intake(http, destination, clock);
    List<Rejected> untold = new ArrayList<>();
    for (Rejected one = unsendable.poll(); one != null; one = unsendable.poll()) {
      untold.add(one);
    }
    return new Delivery(shelf, intake, clock, historical).run(untold);
  }

  /// What waits, newest first.
  public List<Entry> list(Instant now) {
    return shelf.waiting().stream().flatMap(name -> shelf.entry(name, now).stream()).toList();
  }

  /// How many payloads wait for other destinations: another address, or another key, as after a key
  /// was renewed. They stay until that destination is drained, or their folder is deleted.
  public long waitingElsewhere() {
    Path mine = shelf.folder();
    try (Stream<Path> folders = Files.list(mine.getParent())) {
      return folders
          .filter(folder -> Files.isDirectory(folder) && !folder.equals(mine))
          .mapToLong(folder -> new FolderShelf(folder).waiting().size())
          .sum();
    } catch (IOException none) {
      return 0;
    }
  }

  /// What earlier runs left, for whoever tells of it before the next drain.
  public Waiting waiting(Instant now, Historical historical) {
    return new Survey(shelf, new IntakeWindow(now, historical)).taken();
  }

  /// Deletes what waits without sending it: one payload by its id, or all.
  ///
  /// @return how many were deleted
  public long drop(Optional<String> id) {
    List<PayloadName> waiting = shelf.waiting();
    List<PayloadName> meant =
        id.map(one -> waiting.stream().filter(name -> name.fileName().equals(one)).toList())
            .orElse(waiting);
    if (id.isPresent() && meant.isEmpty()) {
      throw new FailureException(
          new Failure.Configuration(
              "outbox: no payload \"" + id.get() + "\" is waiting; list them to see the ids"));
    }
    return meant.stream().filter(shelf::remove).count();
  }

  /// What was refused and what was damaged, each with its folder, also where nothing lies there.
  public List<SetAside> setAside(Instant now) {
    return shelf.asides().stream().map(aside -> aside.look(now)).toList();
  }

  /// Deletes what was refused or damaged.
  ///
  /// @return how many payloads, or notes on what never became one, were deleted
  public long dropSetAside() {
    return shelf.asides().stream().mapToLong(Aside::empty).sum();
  }

  private void writeSeries(List<Series> series, Kind kind) {
    SeriesEncoder encoder = new SeriesEncoder(PayloadLimits.STANDARD, kind);
    try (FolderBatch batch = shelf.batch()) {
      List<Rejected> refused = new ArrayList<>();
      encoder.encode(series, payload -> add(batch, payload), refused::add);
      batch.commit();
      Instant newest = newest(series);
      refused.forEach(one -> shelf.reject(newest, one));
      unsendable.addAll(refused);
    } catch (IOException e) {
      throw FolderFailure.of("write", shelf.folder(), e);
    } catch (UncheckedIOException e) {
      throw FolderFailure.of("write", shelf.folder(), Objects.requireNonNull(e.getCause()));
    }
  }

  private void writeEvents(List<Event> events) {
    try (FolderBatch batch = shelf.batch()) {
      for (Event event : events) {
        Payload payload = EventEncoder.encode(event);
        batch.add(PayloadName.of(payload).fileName(), payload.bytes());
      }
      batch.commit();
    } catch (IOException e) {
      throw FolderFailure.of("write", shelf.folder(), e);
    }
  }

  private static Instant newest(List<Series> series) {
    return series.stream()
        .flatMap(one -> one.points().stream())
        .map(Point::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static void add(FolderBatch batch, Payload payload) {
    try {
      batch.add(PayloadName.of(payload).fileName(), payload.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
