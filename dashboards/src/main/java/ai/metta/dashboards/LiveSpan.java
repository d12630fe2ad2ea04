// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import java.time.Duration;
import java.util.Arrays;

/// A span of time that ends now, of those that Datadog offers.
public enum LiveSpan {
  FIFTEEN_MINUTES("15m", Duration.ofMinutes(15), "minute", 15),
  HALF_AN_HOUR("30m", Duration.ofMinutes(30), "minute", 30),
  HOUR("1h", Duration.ofHours(1), "hour", 1),
  FOUR_HOURS("4h", Duration.ofHours(4), "hour", 4),
  DAY("1d", Duration.ofDays(1), "day", 1),
  TWO_DAYS("2d", Duration.ofDays(2), "day", 2),
  WEEK("1w", Duration.ofDays(7), "week", 1),
  MONTH("1mo", Duration.ofDays(30), "month", 1);

  private final String word;
  private final Duration length;
  private final String unit;
  private final int value;

  LiveSpan(String word, Duration length, String unit, int value) {
    this.word = word;
    this.length = length;
    this.unit = unit;
    this.value = value;
  }

  /// The shortest that is no shorter; a month where none is.
  static LiveSpan atLeast(Duration length) {
    return Arrays.stream(values())
        .filter(span -> span.length.compareTo(length) >= 0)
        .findFirst()
        .orElse(MONTH);
  }

  /// As a widget's own time.
  JsonTree ofWidget() {
    return JsonTree.object().with("live_span", word);
  }

  /// As what a dashboard shows at first.
  JsonTree ofDashboard() {
    return JsonTree.object().with("type", "live").with("unit", unit).with("value", value);
  }
}
