// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Makes a usable value of what stands in a source: trimmed, taken out of its JSON object, and
/// refused where no service would take it. No message holds any of it.
final class SecretText {
  private final SecretKey key;
  private final String place;

  SecretText(SecretKey key, String place) {
    this.key = key;
    this.place = place;
  }

  /// The value; empty where there is only white space, or an object that is about other keys.
  Optional<Secret> read(String raw) {
    String text = raw.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> value = text.startsWith("{") ? field(text) : Optional.of(text);
    return value.map(this::checked).map(Secret::of);
  }

  private String checked(String value) {
    boolean pem = value.startsWith("-----BEGIN ");
    boolean unusable =
        value
            .chars()
            .anyMatch(c -> Character.isISOControl(c) && !(pem && (c == '\n' || c == '\r')));
    if (unusable) {
      throw refused(
          "holds control characters (a line break inside?); store the bare value on one line");
    }
    return value;
  }

  private Optional<String> field(String json) {
    if (key.jsonFields().isEmpty()) {
      throw refused("is a JSON object, but this secret is a bare value; store the value alone");
    }
    Map<String, String> fields = fields(json);
    Optional<String> value =
        key.jsonFields().stream()
            .flatMap(name -> Optional.ofNullable(fields.get(name)).stream())
            .findFirst();
    if (value.isEmpty() && key.otherFields().stream().noneMatch(fields::containsKey)) {
      throw refused(
          "is a JSON object with none of the fields " + String.join(", ", key.jsonFields()));
    }
    return value;
  }

  private Map<String, String> fields(String json) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          String text = parser.getString().strip();
          if (!text.isEmpty()) {
            fields.put(name, text);
          }
        } else {
          parser.skipChildren();
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw refused("starts with { but is not one JSON object");
      }
    } catch (JacksonException e) {
      // The parser's message quotes what it read.
      throw refused("starts with { but is not a JSON object");
    }
    return fields;
  }

  private FailureException refused(String what) {
    return new FailureException(new Failure.Credentials(key.key() + " from " + place + " " + what));
  }
}
