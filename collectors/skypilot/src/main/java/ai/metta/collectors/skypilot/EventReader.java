// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonParser;

/// Reads a job's events for the moment it was submitted: its first `PENDING`.
///
/// The server writes its controller's local time without a zone; which zone that is, the
/// installation says. A time that lies in the future is not believed by whoever uses it.
final class EventReader {
  private EventReader() {}

  /// What an answer tells.
  ///
  /// @param events how many it holds; as many as were asked for may not be all
  /// @param firstPending the earliest `PENDING` among them
  record Told(int events, Optional<Instant> firstPending) {}

  /// @param zone of the controller's clock
  static Told read(JsonParser json, ZoneId zone) {
    List<Fields> events = Rows.list("POST /jobs/events", json, Function.identity());
    return new Told(
        events.size(),
        events.stream()
            .filter(event -> event.text("new_status").equals("PENDING"))
            .flatMap(event -> instant(event.text("timestamp"), zone).stream())
            .min(Instant::compareTo));
  }

  private static Optional<Instant> instant(String text, ZoneId zone) {
    try {
      return Optional.of(
          text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
