// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.JsonReading.Gaps;
import ai.metta.metric.FailureException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Objects that the service puts into strings: config, summary and system metrics of a run. A
/// number that is none – `NaN`, an infinity, whether bare or in quotes – is nothing.
final class InnerJson {
  private InnerJson() {}

  /// A value of such an object.
  sealed interface Value {
    record Amount(double number) implements Value {}

    record Text(String text) implements Value {}

    record Members(Map<String, Value> all) implements Value {
      Optional<Double> number(String key) {
        return all.get(key) instanceof Amount(double number)
            ? Optional.of(number)
            : Optional.empty();
      }
    }

    /// A list, a truth, or no value at all.
    record Nothing() implements Value {}
  }

  /// The members of the object in a string, by key.
  ///
  /// @param what it is, for messages
  /// @return none where it holds no object
  /// @throws FailureException as malformed where it is no JSON
  static Map<String, Value> members(String what, String text) {
    return new JsonReading(what, JsonLimits.STANDARD, Gaps.NAN)
        .text(
            text,
            parser -> {
              parser.nextToken();
              return value(parser) instanceof Value.Members(Map<String, Value> all)
                  ? all
                  : Map.of();
            });
  }

  private static Value value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case VALUE_NUMBER_INT -> new Value.Amount(parser.getDoubleValue());
      case VALUE_NUMBER_FLOAT ->
          parser.isNaN() ? new Value.Nothing() : new Value.Amount(parser.getDoubleValue());
      case VALUE_STRING -> new Value.Text(parser.getString());
      case null, default -> {
        parser.skipChildren();
        yield new Value.Nothing();
      }
    };
  }

  private static Value object(JsonParser parser) {
    Map<String, Value> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      members.put(key, value(parser));
    }
    return new Value.Members(members);
  }
}
