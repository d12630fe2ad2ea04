// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// As much of an OpenAPI description as tells whether a tree of JSON is of a form that it names. A
/// field that it does not name is a mistake here, though OpenAPI lets it pass.
///
/// @param schemas what stands below `components/schemas`
public record Schema(Map<?, ?> schemas) {
  public static Schema of(Object description) {
    return new Schema(map(map(map(description).get("components")).get("schemas")));
  }

  /// Everything that is wrong with a value; empty where nothing is.
  public List<String> problems(String name, Object value) {
    List<String> problems = new ArrayList<>();
    check("", map(schemas.get(name)), value, problems);
    return problems;
  }

  private void check(String at, Map<?, ?> form, Object value, List<String> problems) {
    if (form.get("$ref") instanceof String reference) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      check(at, map(schemas.get(name)), value, problems);
      return;
    }
    if (form.get("oneOf") instanceof List<?> choices) {
      oneOf(at, choices, value, problems);
      return;
    }
    if (!isOf(form.get("type"), value)) {
      problems.add(at + " is no " + form.get("type"));
      return;
    }
    if (form.get("enum") instanceof List<?> words
        && words.stream().noneMatch(word -> word.toString().equals(value.toString()))) {
      problems.add(at + " is none of " + words);
    }
    switch (value) {
      case String text when form.get("maxLength") instanceof Integer most && text.length() > most ->
          problems.add(at + " has " + text.length() + " characters");
      case List<?> items ->
          items.forEach(item -> check(at + "[]", map(form.get("items")), item, problems));
      case Map<?, ?> fields -> checkFields(at, form, fields, problems);
      default -> {}
    }
  }

  /// Fine where one of the choices is; else what is wrong with the one that comes nearest.
  private void oneOf(String at, List<?> choices, Object value, List<String> problems) {
    problems.addAll(
        choices.stream()
            .map(choice -> {
              List<String> own = new ArrayList<>();
              check(at, map(choice), value, own);
              return own;
            })
            .min(Comparator.comparingInt(List::size))
            .orElse(List.of()));
  }

  private void checkFields(String at, Map<?, ?> form, Map<?, ?> fields, List<String> problems) {
    if (!form.containsKey("properties")) {
      return;
    }
    Map<?, ?> known = map(form.get("properties"));
    if (form.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !fields.containsKey(name))
          .forEach(name -> problems.add(at + "." + name + " is missing"));
    }
    fields.forEach((name, field) -> {
      if (known.containsKey(name)) {
        check(at + "." + name, map(known.get(name)), field, problems);
      } else {
        problems.add(at + "." + name + " is unknown");
      }
    });
  }

  private static boolean isOf(Object type, Object value) {
    return switch (String.valueOf(type)) {
      case "object" -> value instanceof Map<?, ?>;
      case "array" -> value instanceof List<?>;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Long;
      case "number" -> value instanceof Number;
      default -> false;
    };
  }

  private static Map<?, ?> map(Object value) {
    return Stream.ofNullable(value)
        .filter(Map.class::isInstance)
        .<Map<?, ?>>map(Map.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a map: " + value));
  }
}
