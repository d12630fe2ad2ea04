// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.metric.Event;
import ai.metta.metric.Series;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Delivery without an outbox, for a disk that is full or may not be written: what is not delivered
/// at once is lost, and counted as pending. Whoever uses it says so.
public final class DirectSend {
  private final Http http;
  private final Destination destination;
  private final InstantSource clock;

  private DirectSend(Http http, Destination destination, InstantSource clock) {
    this.http = http;
    this.destination = destination;
    this.clock = clock;
  }

  /// A delivery to this destination.
  ///
  /// @param http narrowed to the deadline
  public static DirectSend to(Destination destination, Http http, InstantSource clock) {
    return new DirectSend(http, destination, clock);
  }

  /// Sends everything now and says what became of it.
  public Drained send(List<Series> series, List<Event> events, Historical historical) {
    MemoryShelf shelf = new MemoryShelf();
    List<Rejected> unsendable = new ArrayList<>();
    new SeriesEncoder(PayloadLimits.STANDARD).encode(series, shelf::put, unsendable::add);
    events.forEach(event -> shelf.put(EventEncoder.encode(event)));
    Intake intake = new Intake(http, destination, clock);
    return new Delivery(shelf, intake, clock, historical).run(unsendable);
  }
}
