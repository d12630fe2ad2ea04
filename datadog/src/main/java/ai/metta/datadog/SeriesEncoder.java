// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import java.util.List;
import java.util.function.Consumer;

/// Writes series into v2 payloads, each within both of Datadog's limits, one at a time.
final class SeriesEncoder {
  /// A longer series becomes several elements: about 30 kB each.
  private static final int POINTS_AN_ELEMENT = 500;

  private final PayloadLimits limits;
  private final Kind kind;

  SeriesEncoder(PayloadLimits limits) {
    this(limits, Kind.SERIES);
  }

  /// @param kind of series
  SeriesEncoder(PayloadLimits limits, Kind kind) {
    this.limits = limits;
    this.kind = kind;
  }

  /// Every point goes into exactly one payload, or is refused with its series; series without
  /// points are left out.
  ///
  /// @param payloads is given each as soon as it is full
  /// @param refused is given what no payload can hold
  void encode(List<Series> all, Consumer<Payload> payloads, Consumer<Rejected> refused) {
    PayloadBuilder builder = new PayloadBuilder(limits, kind);
    for (Series series : all) {
      List<Point> points = series.points();
      if (series.type() == MetricType.DISTRIBUTION) {
        refused.accept(refusal(series, points.size(), "a distribution cannot be sent as a series"));
        continue;
      }
      for (int from = 0; from < points.size(); from += POINTS_AN_ELEMENT) {
        int to = Math.min(points.size(), from + POINTS_AN_ELEMENT);
        List<Point> part = points.subList(from, to);
        byte[] element = SeriesJson.of(series, part);
        if (element.length > PayloadBuilder.longestElement(limits)) {
          refused.accept(refusal(series, part.size(), tooLong(element)));
          continue;
        }
        if (!builder.fits(element.length)) {
          payloads.accept(builder.finish());
          builder = new PayloadBuilder(limits, kind);
        }
        builder.add(element, part);
      }
    }
    if (!builder.isEmpty()) {
      payloads.accept(builder.finish());
    }
  }

  private static String tooLong(byte[] element) {
    return "with its name and tags it has " + element.length + " bytes; no payload can hold it";
  }

  private static Rejected refusal(Series series, int points, String reason) {
    return new Rejected(series.metric(), brief(series.tags().toString()), points, reason);
  }

  private static String brief(String tags) {
    return tags.length() <= 300 ? tags : tags.substring(0, 300) + "…";
  }
}
