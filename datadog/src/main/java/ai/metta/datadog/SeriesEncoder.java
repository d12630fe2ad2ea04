// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import java.util.List;

/// Writes series into v2 payloads, each within both of Datadog's limits, one at a time.
final class SeriesEncoder {
  /// A longer series becomes several elements: about 30 kB each.
  private static final int POINTS_AN_ELEMENT = 500;

  private final PayloadLimits limits;

  public SeriesEncoder(PayloadLimits limits) {
    this.limits = limits;
  }

  /// Where payloads go as soon as they are full.
  public interface Receiver {
    void payload(Payload payload);

    /// A series that no payload can hold.
    void refused(Rejected series);
  }

  /// Every point goes into exactly one payload, or is refused with its series; series without
  /// points are left out.
  public void encode(List<Series> all, Receiver receiver) {
    PayloadBuilder builder = new PayloadBuilder(limits);
    for (Series series : all) {
      List<Point> points = series.points();
      if (series.type() == MetricType.DISTRIBUTION) {
        receiver.refused(
            refusal(series, points.size(), "a distribution cannot be sent as a series"));
        continue;
      }
      for (int from = 0; from < points.size(); from += POINTS_AN_ELEMENT) {
        int to = Math.min(points.size(), from + POINTS_AN_ELEMENT);
        builder = add(series, points.subList(from, to), builder, receiver);
      }
    }
    if (!builder.isEmpty()) {
      receiver.payload(builder.finish());
    }
  }

  private PayloadBuilder add(
      Series series, List<Point> points, PayloadBuilder builder, Receiver receiver) {
    byte[] element = SeriesJson.of(series, points);
    if (element.length > PayloadBuilder.longestElement(limits)) {
      receiver.refused(
          refusal(
              series,
              points.size(),
              "with its name and tags it has "
                  + element.length
                  + " bytes; no payload can hold it"));
      return builder;
    }
    PayloadBuilder next = builder;
    if (!builder.fits(element.length)) {
      receiver.payload(builder.finish());
      next = new PayloadBuilder(limits);
    }
    next.add(element, points);
    return next;
  }

  private static Rejected refusal(Series series, int points, String reason) {
    return new Rejected(series.metric(), brief(series.tags().toString()), points, reason);
  }

  private static String brief(String tags) {
    return tags.length() <= 300 ? tags : tags.substring(0, 300) + "…";
  }
}
