// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Instant;
import java.util.function.UnaryOperator;

/// What the collector says of answers that are made by hand, at one instant.
final class ByHand {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private ByHand() {}

  /// A server with these rows in its queue, newest first.
  static Reported reported(JobRow... rows) {
    return reported(UnaryOperator.identity(), rows);
  }

  static Reported reported(UnaryOperator<Collecting> conditions, JobRow... rows) {
    return reported(server -> server.queue(rows), conditions);
  }

  static Reported reported(UnaryOperator<HandmadeServer> change) {
    return reported(change, UnaryOperator.identity());
  }

  static Reported reported(
      UnaryOperator<HandmadeServer> change, UnaryOperator<Collecting> conditions) {
    try (HandmadeServer server = change.apply(HandmadeServer.start())) {
      return conditions.apply(Collecting.at(NOW).from(server.endpoint())).run();
    }
  }

  /// A row of the cost report: one life of a cluster.
  ///
  /// @param hours that it was up in all
  static String life(String name, int hours, int dollars, String... intervals) {
    return "{\"name\":\"%s\",\"duration\":%d,\"total_cost\":%d,\"usage_intervals\":[%s]}"
        .formatted(name, hours * 3600, dollars, String.join(",", intervals));
  }

  static String interval(int fromHoursAgo, int untilHoursAgo) {
    return "[%s,%s]".formatted(hoursAgo(fromHoursAgo), hoursAgo(untilHoursAgo));
  }

  /// The interval of a cluster that is up.
  static String upSince(int hours) {
    return "[%s,null]".formatted(hoursAgo(hours));
  }

  static String hoursAgo(int hours) {
    return Long.toString(NOW.getEpochSecond() - hours * 3600L);
  }
}
