// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import java.util.List;

/// Writes series into v2 payloads, each within both of Datadog's limits, one at a time.
public final class SeriesEncoder {
  /// About how long one element becomes; a longer series is divided by its points.
  private static final int ELEMENT_BYTES = 64 * 1024;

  /// No point is longer than this, with its comma.
  private static final int POINT_BYTES = 64;

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

  /// Every point goes into exactly one payload, or its series is refused; series without points are
  /// left out.
  public void encode(List<Series> all, Receiver receiver) {
    PayloadBuilder builder = new PayloadBuilder(limits);
    for (Series series : all) {
      if (series.type() == MetricType.DISTRIBUTION) {
        receiver.refused(refusal(series, "a distribution cannot be sent as a series"));
        continue;
      }
      int header = SeriesJson.of(series, List.of()).length;
      if (header + POINT_BYTES > PayloadBuilder.longestElement(limits)) {
        receiver.refused(
            refusal(series, "its name and tags have " + header + " bytes; no payload can hold it"));
        continue;
      }
      builder = add(series, header, builder, receiver);
    }
    if (!builder.isEmpty()) {
      receiver.payload(builder.finish());
    }
  }

  private PayloadBuilder add(Series series, int header, PayloadBuilder first, Receiver receiver) {
    PayloadBuilder builder = first;
    int most = Math.max(1, (ELEMENT_BYTES - header) / POINT_BYTES);
    List<Point> points = series.points();
    for (int from = 0; from < points.size(); from += most) {
      List<Point> some = points.subList(from, Math.min(points.size(), from + most));
      byte[] element = SeriesJson.of(series, some);
      if (!builder.fits(element.length)) {
        receiver.payload(builder.finish());
        builder = new PayloadBuilder(limits);
      }
      builder.add(element, some);
    }
    return builder;
  }

  private static Rejected refusal(Series series, String reason) {
    return new Rejected(
        series.metric(), brief(series.tags().toString()), series.points().size(), reason);
  }

  private static String brief(String tags) {
    return tags.length() <= 300 ? tags : tags.substring(0, 300) + "…";
  }
}
