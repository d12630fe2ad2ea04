// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads payloads that [SeriesEncoder] wrote, to take them apart.
final class SeriesDecoder {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(PayloadLimits.STANDARD.plainBytes())
                  .build())
          .build();

  private final JsonParser json;

  private SeriesDecoder(JsonParser json) {
    this.json = json;
  }

  static List<Series> decode(byte[] bytes) throws MalformedPayloadException {
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes));
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), plain)) {
      return new SeriesDecoder(parser).payload();
    } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new MalformedPayloadException(e);
    }
  }

  private List<Series> payload() throws MalformedPayloadException {
    expect(JsonToken.START_OBJECT, json.nextToken());
    expect(JsonToken.PROPERTY_NAME, json.nextToken());
    expect(JsonToken.START_ARRAY, json.nextToken());
    List<Series> all = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      all.add(series());
    }
    expect(JsonToken.END_ARRAY, json.currentToken());
    return all;
  }

  private Series series() throws MalformedPayloadException {
    String metric = "";
    MetricType type = MetricType.GAUGE;
    Optional<Unit> unit = Optional.empty();
    Duration interval = Duration.ZERO;
    List<String> tags = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "metric" -> metric = json.getString();
        case "type" -> type = type(json.getIntValue());
        case "interval" -> interval = Duration.ofSeconds(json.getLongValue());
        case "unit" -> unit = Optional.of(Unit.of(json.getString()));
        case "tags" -> readTags(tags);
        case "points" -> readPoints(points);
        default -> throw new MalformedPayloadException("unknown field " + name);
      }
    }
    return new Series(metric, type, unit, interval, Tags.parse(tags), points);
  }

  private void readTags(List<String> tags) {
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      tags.add(json.getString());
    }
  }

  private void readPoints(List<Point> points) throws MalformedPayloadException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      points.add(point());
    }
  }

  private Point point() throws MalformedPayloadException {
    long seconds = 0;
    double value = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "timestamp" -> seconds = json.getLongValue();
        case "value" -> value = json.getDoubleValue();
        default -> throw new MalformedPayloadException("unknown field " + name);
      }
    }
    return new Point(Instant.ofEpochSecond(seconds), value);
  }

  private static MetricType type(int number) throws MalformedPayloadException {
    return switch (number) {
      case 1 -> MetricType.COUNT;
      case 2 -> MetricType.RATE;
      case 3 -> MetricType.GAUGE;
      default -> throw new MalformedPayloadException("unknown type " + number);
    };
  }

  private static void expect(JsonToken expected, JsonToken found) throws MalformedPayloadException {
    if (found != expected) {
      throw new MalformedPayloadException(found + " where " + expected + " was expected");
    }
  }
}
