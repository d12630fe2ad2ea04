// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.json;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// JSON as maps, lists, texts, numbers and truths; null is an empty Optional.
public final class JsonTree {
  private static final TokenStreamFactory JSON = new JsonFactory();

  private JsonTree() {}

  /// A map in this order; an Optional stands for its value or null.
  public static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      tree.put((String) keysAndValues[index], keysAndValues[index + 1]);
    }
    return tree;
  }

  public static String text(Object tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, tree);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object tree) {
    switch (tree) {
      case Map<?, ?> members -> {
        json.writeStartObject();
        members.forEach((name, value) -> {
          json.writeName(name.toString());
          write(json, value);
        });
        json.writeEndObject();
      }
      case List<?> items -> {
        json.writeStartArray();
        items.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Optional<?> optional when optional.isPresent() -> write(json, optional.get());
      case Optional<?> _ -> json.writeNull();
      case Boolean truth -> json.writeBoolean(truth);
      case Double number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.longValue());
      case Instant instant -> json.writeString(instant.truncatedTo(ChronoUnit.SECONDS).toString());
      default -> json.writeString(tree.toString());
    }
  }

  /// The tree of a text.
  ///
  /// @throws tools.jackson.core.JacksonException where it is no JSON
  public static Object read(byte[] text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      return value(json);
    }
  }

  private static Object value(JsonParser json) {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          members.put(name, value(json));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json));
        }
        yield items;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> json.getString();
      default -> Optional.empty();
    };
  }
}
