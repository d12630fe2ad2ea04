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
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
          .and(TEXT.of("escalation_message", "notification_preset_name", "synthetics_check_id"))
          .and(TEXTS.of("notify_by", "device_ids"))
          .and(OBJECT.of("threshold_windows", "scheduling_options", "silenced", "aggregation"))
          .and(OBJECTS.of("variables"));

  private static final Members WINDOWS = TEXT.of("trigger_window", "recovery_window");
  private static final Members VARIABLE = TEXT.of("name", "data_source", "query");
  private static final Members AGGREGATION = TEXT.of("type", "metric", "group_by");
  private static final Members RECURRENCE = TEXT.of("rrule", "start", "timezone");
  private static final Pattern HOUR = Pattern.compile("([01]?\\d|2[0-3]):[0-5]\\d");
  private static final Pattern RETENTION = Pattern.compile("(\\d{1,5})([mhd])");

  /// In minutes, seconds or times.
  static final List<String> AMOUNTS =
      List.of(
          "renotify_interval",
          "renotify_occurrences",
          "no_data_timeframe",
          "evaluation_delay",
          "new_group_delay",
          "new_host_delay",
          "timeout_h",
          "min_failure_duration",
          "min_location_failed");

  private static final Map<String, Range> RANGES =
      Map.of(
          "timeout_h", new Range(0, 24),
          "min_failure_duration", new Range(0, 7200),
          "min_location_failed", new Range(1, Long.MAX_VALUE));

  private static final List<String> RENOTIFIED = List.of("alert", "warn", "no data");

  private MonitorOptionRules() {}

  static void check(Fields options) {
    SHAPES.check(options);
    for (String key : AMOUNTS) {
      amount(options, key, RANGES.getOrDefault(key, Range.FROM_ZERO));
    }
    options.object("silenced").ifPresent(MonitorOptionRules::silenced);
    options.text("group_retention_duration").ifPresent(text -> retention(options, text));
    options.object("scheduling_options").ifPresent(MonitorOptionRules::schedule);
    if (!RENOTIFIED.containsAll(options.texts("renotify_statuses"))) {
      throw options.wrong("renotify_statuses", "a list of " + String.join(", ", RENOTIFIED));
    }
    Shape.oneOf(
        options,
        "notification_preset_name",
        "show_all",
        "hide_query",
        "hide_handles",
        "hide_all",
        "hide_query_and_handles",
        "show_only_snapshot",
        "hide_handles_and_footer");
    options.object("threshold_windows").ifPresent(WINDOWS::check);
    options.object("aggregation").ifPresent(AGGREGATION::check);
    options.objects("variables").forEach(VARIABLE::check);
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
    if (missing.isPresent() && options.has("no_data_timeframe")) {
      throw options.wrong("on_missing_data", "allowed beside no_data_timeframe");
    }
  }

  /// Until when each group is silent, in seconds of the epoch; null for ever.
  private static void silenced(Fields groups) {
    groups.members().keySet().forEach(group -> groups.whole(String.valueOf(group)));
  }

  private static void retention(Fields options, String text) {
    Matcher length = RETENTION.matcher(text);
    long minutes =
        length.matches()
            ? Long.parseLong(length.group(1))
                * switch (length.group(2)) {
                  case "h" -> 60;
                  case "d" -> 24 * 60;
                  default -> 1;
                }
            : 0;
    if (minutes < 60 || minutes > 72 * 60) {
      throw options.wrong("group_retention_duration", "from 1h to 72h, such as 60m or 2d");
    }
  }

  private static void schedule(Fields schedule) {
    schedule
        .object("custom_schedule")
        .map(custom -> custom.objects("recurrences"))
        .ifPresent(all -> all.forEach(RECURRENCE::check));
    schedule.object("evaluation_window").ifPresent(MonitorOptionRules::cumulative);
  }

  /// Where a window that adds up begins: at a minute of each hour, or at a time of each day and,
  /// for a month, on its first day.
  private static void cumulative(Fields window) {
    MonitorRules.range(window, "hour_starts", 0, 59);
    MonitorRules.range(window, "month_starts", 1, 1);
    window.text("timezone");
    Optional<String> day = window.text("day_starts");
    if (day.isPresent() && !HOUR.matcher(day.get()).matches()) {
      throw window.wrong("day_starts", "a time of the day such as 04:00");
    }
    if (window.has("hour_starts") && (day.isPresent() || window.has("month_starts"))) {
      throw window.wrong("hour_starts", "allowed beside day_starts and month_starts");
    }
  }

  /// A whole number, or, as monitors of Datadog's own have it, its digits as a text.
  private static void amount(Fields options, String key, Range range) {
    Optional<Long> number =
        options.raw(key) instanceof String digits && digits.matches("\\d{1,9}")
            ? Optional.of(Long.valueOf(digits))
            : options.whole(key);
    if (number.isPresent() && (number.get() < range.least || number.get() > range.most)) {
      throw options.wrong(key, range.text());
    }
  }

  private record Range(long least, long most) {
    static final Range FROM_ZERO = new Range(0, Long.MAX_VALUE);

    String text() {
      return most == Long.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
    }
  }
}
