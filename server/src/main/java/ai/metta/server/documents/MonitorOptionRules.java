// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import static ai.metta.server.documents.Shape.FLAG;
import static ai.metta.server.documents.Shape.OBJECT;
import static ai.metta.server.documents.Shape.OBJECTS;
import static ai.metta.server.documents.Shape.TEXT;
import static ai.metta.server.documents.Shape.TEXTS;

import ai.metta.server.web.Fields;
import java.util.List;
import java.util.Optional;

/// What Datadog refuses of a monitor's options, but for thresholds. Options that are not known stay
/// as they are.
final class MonitorOptionRules {
  private static final Members SHAPES =
      FLAG.of(
              "notify_no_data",
              "notify_audit",
              "include_tags",
              "require_full_window",
              "groupby_simple_monitor",
              "enable_logs_sample",
              "enable_samples",
              "locked")
          .and(
              TEXT.of("escalation_message", "notification_preset_name", "group_retention_duration"))
          .and(TEXTS.of("notify_by"))
          .and(OBJECT.of("threshold_windows", "scheduling_options", "silenced"))
          .and(OBJECTS.of("variables"));

  private static final Members WINDOWS = TEXT.of("trigger_window", "recovery_window");

  /// In minutes, seconds or times.
  private static final List<String> AMOUNTS =
      List.of(
          "renotify_interval",
          "renotify_occurrences",
          "no_data_timeframe",
          "evaluation_delay",
          "new_group_delay",
          "new_host_delay");

  private static final List<String> RENOTIFIED = List.of("alert", "warn", "no data");

  private MonitorOptionRules() {}

  static void check(Fields options) {
    SHAPES.check(options);
    AMOUNTS.forEach(key -> amount(options, key));
    MonitorRules.range(options, "timeout_h", 0, 24);
    if (!RENOTIFIED.containsAll(options.texts("renotify_statuses"))) {
      throw options.wrong("renotify_statuses", "a list of " + String.join(", ", RENOTIFIED));
    }
    options.object("threshold_windows").ifPresent(WINDOWS::check);
    Optional<String> missing =
        Shape.oneOf(
            options,
            "on_missing_data",
            "default",
            "show_no_data",
            "show_and_notify_no_data",
            "resolve");
    if (missing.isPresent() && Boolean.TRUE.equals(options.raw("notify_no_data"))) {
      throw options.wrong("on_missing_data", "allowed beside notify_no_data");
    }
  }

  /// A whole number, or, as monitors of Datadog's own have it, its digits as a text.
  private static void amount(Fields options, String key) {
    if (options.raw(key) instanceof String digits && digits.matches("\\d{1,9}")) {
      return;
    }
    if (options.whole(key).filter(number -> number < 0).isPresent()) {
      throw options.wrong(key, "0 or more");
    }
  }
}
