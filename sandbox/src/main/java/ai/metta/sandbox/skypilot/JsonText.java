// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// JSON as Python writes it: ASCII only, numbers without exponents.
final class JsonText {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private JsonText() {}

  /// Something that can be written as one JSON value.
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json);
  }

  /// JSON's null, where a value is needed.
  enum Null {
    NULL
  }

  /// A generator onto a stream, which it neither flushes nor closes.
  static JsonGenerator onto(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  static String of(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = onto(bytes)) {
      body.write(json);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  /// Writes milliseconds as seconds with a fraction: `1795230134.4`.
  static void writeSeconds(JsonGenerator json, long millis) {
    json.writeNumber(BigDecimal.valueOf(millis, 3).toPlainString().replaceAll("0{1,2}$", ""));
  }

  /// A double without an exponent.
  static String plain(double number) {
    return new BigDecimal(Double.toString(number)).toPlainString();
  }

  /// Reads text, numbers (Long or Double), truth values, [Null], and lists and maps of them.
  static Object read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      return readValue(parser, parser.nextToken());
    }
  }

  private static Object readValue(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case null -> throw new StreamReadException(parser, "Expecting value");
      case START_OBJECT -> readMap(parser);
      case START_ARRAY -> readList(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue().longValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Null.NULL;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new StreamReadException(parser, "Expecting value");
    };
  }

  private static Map<String, Object> readMap(JsonParser parser) {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      map.put(name, readValue(parser, parser.nextToken()));
    }
    return map;
  }

  private static List<Object> readList(JsonParser parser) {
    List<Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(readValue(parser, token));
    }
    return list;
  }

  /// Writes what [#read] reads.
  static void writeAny(JsonGenerator json, Object value) {
    switch (value) {
      case Null.NULL -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Number number -> json.writeNumber(number.toString());
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(each -> writeAny(json, each));
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((key, each) -> {
          json.writeName(key.toString());
          writeAny(json, each);
        });
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }
}
