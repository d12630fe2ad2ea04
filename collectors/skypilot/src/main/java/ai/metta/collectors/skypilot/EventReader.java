// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a job's events for the moment it was submitted: its first `PENDING`.
///
/// The server writes its controller's local time without a zone. It is read as UTC, which is what
/// servers run on; a time that then lies in the future is not believed by whoever uses it.
final class EventReader {
  private EventReader() {}

  static Optional<Instant> firstPending(JsonParser json) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw SkypilotClient.malformed("POST /jobs/events", "is not a list");
    }
    List<Instant> pending = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Row event = Row.read(json);
      if (event.text("new_status").equals("PENDING")) {
        instant(event.text("timestamp")).ifPresent(pending::add);
      }
    }
    return pending.stream().min(Instant::compareTo);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
