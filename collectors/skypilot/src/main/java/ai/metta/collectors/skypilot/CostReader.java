// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.collectors.skypilot.CostReport.Interval;
import ai.metta.metric.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the rows of a cost report: names, seconds, dollars, and the stretches of time they were
/// used.
final class CostReader {
  /// More than any cluster costs in a month.
  private static final double MOST_DOLLARS = 1e9;

  private CostReader() {}

  /// @param covered the time that was asked for
  static CostReport read(JsonParser json, Window covered) {
    List<CostReport.Row> rows = new ArrayList<>();
    Rows.each("POST /cost_report", json, row -> rows.add(row(row)));
    return new CostReport(rows, covered);
  }

  private static CostReport.Row row(JsonParser json) {
    String cluster = "unknown";
    double seconds = 0;
    double dollars = 0;
    List<Interval> used = List.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("name") && value == JsonToken.VALUE_STRING && !json.getString().isBlank()) {
        cluster = json.getString();
      } else if (key.equals("duration") && value.isNumeric()) {
        seconds = json.getDoubleValue();
      } else if (key.equals("total_cost") && value.isNumeric()) {
        double said = json.getDoubleValue();
        dollars = said <= MOST_DOLLARS ? said : 0;
      } else if (key.equals("usage_intervals") && value == JsonToken.START_ARRAY) {
        used = intervals(json);
      } else {
        json.skipChildren();
      }
    }
    return new CostReport.Row(cluster, millis(seconds), dollars, used);
  }

  /// `[[start, end or null], …]` in epoch seconds; none where one cannot be read.
  private static List<Interval> intervals(JsonParser json) {
    List<Optional<Interval>> intervals = new ArrayList<>();
    Rows.eachList(
        "POST /cost_report: usage_intervals",
        json,
        _ -> {
          List<JsonToken> kinds = new ArrayList<>();
          List<Double> ends = new ArrayList<>();
          for (JsonToken end = json.nextToken();
              end != JsonToken.END_ARRAY;
              end = json.nextToken()) {
            kinds.add(end);
            ends.add(end.isNumeric() ? json.getDoubleValue() : Double.NaN);
            json.skipChildren();
          }
          intervals.add(interval(kinds, ends));
        });
    return intervals.stream().allMatch(Optional::isPresent)
        ? intervals.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<Interval> interval(List<JsonToken> kinds, List<Double> ends) {
    if (ends.isEmpty() || !Double.isFinite(ends.getFirst())) {
      return Optional.empty();
    }
    long from = millis(ends.getFirst());
    if (ends.size() == 1 || kinds.get(1) == JsonToken.VALUE_NULL) {
      return Optional.of(new Interval(from, Interval.OPEN));
    }
    return Double.isFinite(ends.get(1))
        ? Optional.of(new Interval(from, millis(ends.get(1))))
        : Optional.empty();
  }

  private static long millis(double seconds) {
    return Math.round(seconds * 1000);
  }
}
