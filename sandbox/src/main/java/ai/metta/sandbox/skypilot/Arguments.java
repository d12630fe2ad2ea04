// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import ai.metta.sandbox.skypilot.JsonText.Null;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The body of a request, read leniently where the real server is lenient, with a list of what is
/// wrong with it. Keys that nobody asks for are ignored, and null is as good as absent.
final class Arguments {
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "t", "y");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "f", "n");

  /// One thing that is wrong, as a 422 tells it.
  record Problem(String type, List<Object> place, String message, Object input) {}

  private final Map<?, ?> values;
  private final List<Problem> problems = new ArrayList<>();

  Arguments(Map<?, ?> values) {
    this.values = values;
  }

  Map<?, ?> values() {
    return values;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  Optional<Object> raw(String name) {
    return Optional.<Object>ofNullable(values.get(name)).filter(value -> value != Null.NULL);
  }

  /// A truth value that is false when it is absent.
  boolean isTrue(String name) {
    return flag(name).orElse(false);
  }

  Optional<Boolean> flag(String name) {
    return raw(name).flatMap(value -> asFlag(name, value));
  }

  Optional<Integer> number(String name) {
    return raw(name).flatMap(value -> asNumber(List.of("body", name), value));
  }

  /// A number that must be there; the one given when it is not.
  int requiredNumber(String name, int otherwise) {
    if (raw(name).isEmpty()) {
      wrong("missing", List.of("body", name), "Field required", values);
    }
    return number(name).orElse(otherwise);
  }

  Optional<String> text(String name) {
    return raw(name).flatMap(value -> asText(List.of("body", name), value));
  }

  /// A list of texts; empty when it is absent.
  Optional<List<String>> texts(String name) {
    return raw(name).map(value -> elements(name, value, this::asText));
  }

  Optional<List<Integer>> numbers(String name) {
    return raw(name).map(value -> elements(name, value, this::asNumber));
  }

  private interface Reading<T> {
    Optional<T> read(List<Object> place, Object value);
  }

  private <T> List<T> elements(String name, Object value, Reading<T> reading) {
    List<T> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        reading.read(List.of("body", name, i), list.get(i)).ifPresent(elements::add);
      }
    } else {
      wrong("list_type", List.of("body", name), "Input should be a valid list", value);
    }
    return elements;
  }

  private Optional<Boolean> asFlag(String name, Object value) {
    String text = value.toString().toLowerCase(Locale.ROOT);
    if (TRUE.contains(text)) {
      return Optional.of(true);
    }
    if (FALSE.contains(text)) {
      return Optional.of(false);
    }
    boolean parsing = value instanceof String;
    wrong(
        parsing ? "bool_parsing" : "bool_type",
        List.of("body", name),
        "Input should be a valid boolean" + (parsing ? ", unable to interpret input" : ""),
        value);
    return Optional.empty();
  }

  private Optional<Integer> asNumber(List<Object> place, Object value) {
    if (value instanceof Long whole && whole == whole.intValue()) {
      return Optional.of(whole.intValue());
    }
    if (value instanceof String text && text.matches("[+-]?\\d{1,9}")) {
      return Optional.of(Integer.parseInt(text));
    }
    if (value instanceof String) {
      wrong(
          "int_parsing",
          place,
          "Input should be a valid integer, unable to parse string as an integer",
          value);
    } else if (value instanceof Double) {
      wrong(
          "int_from_float",
          place,
          "Input should be a valid integer, got a number with a fractional part",
          value);
    } else {
      wrong("int_type", place, "Input should be a valid integer", value);
    }
    return Optional.empty();
  }

  private Optional<String> asText(List<Object> place, Object value) {
    if (value instanceof String text) {
      return Optional.of(text);
    }
    wrong("string_type", place, "Input should be a valid string", value);
    return Optional.empty();
  }

  private void wrong(String type, List<Object> place, String message, Object input) {
    problems.add(new Problem(type, place, message, input));
  }

  /// The body of a 422.
  static Body detail(List<Problem> problems) {
    return json -> {
      json.writeStartObject();
      json.writeName("detail");
      json.writeStartArray();
      for (Problem problem : problems) {
        json.writeStartObject();
        json.writeStringProperty("type", problem.type());
        json.writeName("loc");
        JsonText.writeAny(json, problem.place());
        json.writeStringProperty("msg", problem.message());
        json.writeName("input");
        JsonText.writeAny(json, problem.input());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }
}
