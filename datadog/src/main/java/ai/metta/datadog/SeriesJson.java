// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Unit;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One series as an element of a v2 payload.
final class SeriesJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  /// The largest whole number that a double holds for certain.
  private static final double EXACT = 1L << 53;

  private SeriesJson() {}

  /// Datadog's number of a type that a payload can hold.
  static int number(MetricType type) {
    return switch (type) {
      case COUNT -> 1;
      case RATE -> 2;
      case GAUGE -> 3;
      case DISTRIBUTION ->
          throw new IllegalArgumentException("a distribution goes to another endpoint");
    };
  }

  static byte[] of(Series series, List<Point> points) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256 + points.size() * 48);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("metric", series.metric());
      json.writeNumberProperty("type", number(series.type()));
      long interval = intervalSeconds(series);
      if (interval > 0) {
        json.writeNumberProperty("interval", interval);
      }
      json.writeArrayPropertyStart("points");
      points.forEach(point -> write(json, point));
      json.writeEndArray();
      json.writeArrayPropertyStart("tags");
      series.tags().texts().forEach(json::writeString);
      json.writeEndArray();
      // Datadog has one field for both, and no form for "per".
      series
          .unit()
          .filter(unit -> unit.per().isEmpty())
          .map(Unit::name)
          .ifPresent(name -> json.writeStringProperty("unit", name));
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static long intervalSeconds(Series series) {
    Duration interval = series.interval();
    return series.type() == MetricType.GAUGE || interval.isZero()
        ? 0
        : Math.max(1, interval.toSeconds());
  }

  private static void write(JsonGenerator json, Point point) {
    json.writeStartObject();
    json.writeNumberProperty("timestamp", point.at().getEpochSecond());
    double value = point.value();
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      json.writeNumberProperty("value", (long) value);
    } else {
      json.writeNumberProperty("value", value);
    }
    json.writeEndObject();
  }
}
