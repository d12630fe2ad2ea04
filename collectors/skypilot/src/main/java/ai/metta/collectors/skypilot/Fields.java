// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a record of SkyPilot's says, by key. A key that is unknown is skipped; one that is null,
/// absent, `-` or of another type than promised says nothing, and neither does a number that cannot
/// be what its key says.
final class Fields {
  /// No job has run for a century.
  private static final double LONGEST_SECONDS = 100 * 366 * 86_400.0;

  /// Beyond that lies what was meant as milliseconds, or as nothing.
  private static final double LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

  /// What is above is no number of machines, GPUs or recoveries.
  static final long MOST = 1_000_000;

  private final Map<String, String> texts = new HashMap<>();

  /// Not a number for what is something else.
  private final Map<String, Double> numbers = new HashMap<>();

  private final Map<String, Double> accelerators = new LinkedHashMap<>();

  private Fields() {}

  /// Reads the document that the parser stands on.
  ///
  /// @param what what it is called in messages
  /// @param wanted the keys that matter
  /// @throws ai.metta.metric.FailureException as malformed where it is no object
  static Fields of(String what, JsonParser json, Predicate<String> wanted) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Rows.malformed(what, "is not an object");
    }
    return read(json, wanted);
  }

  /// Reads the object that the parser stands on the start of.
  static Fields read(JsonParser json) {
    return read(json, _ -> true);
  }

  private static Fields read(JsonParser json, Predicate<String> wanted) {
    Fields fields = new Fields();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (!wanted.test(key)) {
        json.skipChildren();
      } else if (value == JsonToken.VALUE_STRING) {
        fields.texts.put(key, json.getString());
      } else if (value.isNumeric()) {
        fields.numbers.put(key, json.getDoubleValue());
      } else if (value == JsonToken.START_OBJECT && key.equals("accelerators")) {
        fields.readAccelerators(json);
      } else {
        if (value != JsonToken.VALUE_NULL) {
          fields.numbers.put(key, Double.NaN);
        }
        json.skipChildren();
      }
    }
    return fields;
  }

  private void readAccelerators(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String type = json.currentName();
      if (json.nextToken().isNumeric()) {
        accelerators.put(type, json.getDoubleValue());
      } else {
        json.skipChildren();
      }
    }
  }

  /// Whether there is anything, be it what cannot be meant.
  boolean isSaid(String key) {
    return numbers.containsKey(key) || texts.containsKey(key);
  }

  /// Number by type, of the object `accelerators`; empty where there is none.
  Map<String, Double> accelerators() {
    return accelerators;
  }

  /// A text that says something, else nothing.
  String text(String key) {
    String text = texts.getOrDefault(key, "");
    return ResourceText.says(text) ? text : "";
  }

  Optional<Double> number(String key) {
    return Optional.ofNullable(numbers.get(key)).filter(number -> Double.isFinite(number));
  }

  /// A whole number from 0 on.
  Optional<Long> whole(String key, long most) {
    return number(key)
        .filter(number -> number >= 0 && number <= most && number == Math.rint(number))
        .map(Double::longValue);
  }

  /// Epoch seconds as an instant; nothing for what is not after the epoch, such as the -1 of a task
  /// that never ran, or is of another age.
  @Nullable Instant instant(String key) {
    return number(key)
        .filter(seconds -> seconds > 0 && seconds < LATEST)
        .map(Fields::instant)
        .orElse(null);
  }

  private static Instant instant(double epochSeconds) {
    return Instant.ofEpochMilli(Math.round(epochSeconds * 1000));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /// A stretch of time; nothing for what is longer than anything has lasted.
  @Nullable Duration seconds(String key) {
    return number(key)
        .filter(seconds -> seconds >= 0 && seconds <= LONGEST_SECONDS)
        .map(Fields::duration)
        .orElse(null);
  }
}
