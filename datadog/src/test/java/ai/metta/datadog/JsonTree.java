// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// JSON as maps, lists, strings, numbers and booleans; `NULL` for null.
final class JsonTree {
  static final Object NULL = new Object();

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private JsonTree() {}

  static Object read(byte[] bytes) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      Object tree = value(json, json.nextToken());
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("more than one document");
      }
      return tree;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Object value(JsonParser json, JsonToken token) {
    if (token == null) {
      throw new IllegalArgumentException("an empty document");
    }
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NULL;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalArgumentException("unexpected " + token);
    };
  }

  private static Map<String, Object> object(JsonParser json) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (object.put(name, value(json, json.nextToken())) != null) {
        throw new IllegalArgumentException("\"" + name + "\" stands twice");
      }
    }
    return object;
  }

  private static List<Object> array(JsonParser json) {
    List<Object> array = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      array.add(value(json, token));
    }
    return array;
  }
}
