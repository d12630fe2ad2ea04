// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A GraphQL query as it travels: posted as JSON, with its variables beside it. The same question
/// is the same bytes, whatever order its variables were given in.
public final class GraphQlRequest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MEDIA_TYPE = "application/json";

  private GraphQlRequest() {}

  /// The request that asks a query.
  ///
  /// @param variables by name: texts, whole numbers, truths, and lists of these
  /// @throws IllegalArgumentException naming a variable that is something else
  public static Request post(URI uri, String query, Map<String, ?> variables) {
    return Request.post(uri, MEDIA_TYPE, body(query, variables)).header("Accept", MEDIA_TYPE);
  }

  private static byte[] body(String query, Map<String, ?> variables) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("query", query);
      json.writeObjectPropertyStart("variables");
      new TreeMap<String, Object>(variables)
          .forEach((name, value) -> {
            json.writeName(name);
            write(json, name, value);
          });
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator json, String name, Object value) {
    switch (value) {
      case String words -> json.writeString(words);
      case Integer whole -> json.writeNumber(whole);
      case Long whole -> json.writeNumber(whole);
      case Boolean truth -> json.writeBoolean(truth);
      case List<?> items -> {
        json.writeStartArray();
        items.forEach(item -> write(json, name, item));
        json.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException(
              "variable \"" + name + "\" is a " + value.getClass().getSimpleName());
    }
  }
}
