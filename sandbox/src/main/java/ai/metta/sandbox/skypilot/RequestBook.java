// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The work that was asked for, by request id. The oldest is forgotten when it grows too long.
final class RequestBook {
  private static final int CAPACITY = 10_000;

  private final long seed;
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();
  private long issued;

  RequestBook(long seed) {
    this.seed = seed;
  }

  /// The next request id: the same row of them for the same seed.
  synchronized String nextId() {
    String name = seed + "/" + issued++;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII)).toString();
  }

  synchronized void enter(Ticket ticket) {
    tickets.put(ticket.id(), ticket);
    if (tickets.size() > CAPACITY) {
      tickets.remove(tickets.keySet().iterator().next());
    }
  }

  /// The work with an id, or with the only id that begins so.
  synchronized Optional<Ticket> find(String idOrPrefix) {
    Ticket exact = tickets.get(idOrPrefix);
    if (exact != null) {
      return Optional.of(exact);
    }
    List<Ticket> found =
        tickets.values().stream()
            .filter(ticket -> ticket.id().startsWith(idOrPrefix))
            .limit(2)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  synchronized List<Ticket> all() {
    return List.copyOf(tickets.values());
  }
}
