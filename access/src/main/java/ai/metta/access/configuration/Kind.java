// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.configuration.FileValue.Nested;
import ai.metta.access.configuration.FileValue.Pairs;
import ai.metta.access.configuration.FileValue.Scalar;
import ai.metta.access.configuration.FileValue.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a setting's value is, and how it is read from a variable and from the file.
public final class Kind<T> {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");

  static final Kind<String> TEXT = scalar("a text", text -> text, Function.identity());
  static final Kind<List<String>> TEXTS = texts(",");
  static final Kind<List<String>> WORDS = texts("[,\\s]");
  static final Kind<Double> NUMBER_KIND = scalar("a number", Kind::number, Kind::shown);
  static final Kind<Duration> DURATION =
      scalar("a duration such as 20s, 5m or 1h30m", Kind::duration, Durations::print);
  static final Kind<Boolean> TOGGLE = scalar("true or false", Kind::toggle, String::valueOf);
  static final Kind<Map<String, Double>> NUMBERS = numbers();

  private final String expected;
  private final Reading<String, T> text;
  private final Reading<FileValue, T> file;
  private final Function<T, String> shown;

  @FunctionalInterface
  interface Reading<F, T> {
    T read(F from) throws WrongValue;
  }

  private Kind(
      String expected,
      Reading<String, T> text,
      Reading<FileValue, T> file,
      Function<T, String> shown) {
    this.expected = expected;
    this.text = text;
    this.file = file;
    this.shown = shown;
  }

  T ofText(String value) throws WrongValue {
    return text.read(value.strip());
  }

  T ofFile(FileValue value) throws WrongValue {
    return file.read(value);
  }

  String show(T value) {
    return shown.apply(value);
  }

  /// What is expected, for messages: `a number`.
  @Override
  public String toString() {
    return expected;
  }

  static Kind<String> oneOf(List<String> values) {
    String expected = "one of " + String.join(", ", values);
    return scalar(
        expected,
        value -> {
          if (values.contains(value)) {
            return value;
          }
          String hint =
              Nearest.to(value, values).map(near -> "; did you mean \"" + near + "\"?").orElse("");
          throw WrongValue.of(value, expected + hint);
        },
        Function.identity());
  }

  private static <T> Kind<T> scalar(
      String expected, Reading<String, T> text, Function<T, String> shown) {
    return new Kind<>(
        expected,
        text,
        value ->
            switch (value) {
              case Scalar(String content) -> text.read(content.strip());
              case Sequence _ -> throw WrongValue.ofShape("a list", expected);
              case Pairs _, Nested _ -> throw WrongValue.ofShape("a mapping", expected);
            },
        shown);
  }

  private static Kind<List<String>> texts(String separator) {
    String expected = "a list of texts";
    Pattern split = Pattern.compile(separator);
    Reading<String, List<String>> text =
        value ->
            split.splitAsStream(value).map(String::strip).filter(one -> !one.isEmpty()).toList();
    return new Kind<>(
        expected,
        text,
        value ->
            switch (value) {
              case Scalar(String content) -> text.read(content);
              case Sequence(List<String> all) -> List.copyOf(all);
              case Pairs _, Nested _ -> throw WrongValue.ofShape("a mapping", expected);
            },
        all -> String.join(",", all));
  }

  private static Kind<Map<String, Double>> numbers() {
    String expected = "names with a number each, such as a=1,b=2.5";
    return new Kind<>(
        expected,
        value -> named(pairs(value, expected)),
        value ->
            switch (value) {
              case Pairs(Map<String, String> all) -> named(all);
              case Scalar(String content) -> named(pairs(content, expected));
              case Sequence _ -> throw WrongValue.ofShape("a list", "a mapping to numbers");
              case Nested _ -> throw WrongValue.ofShape("a deep mapping", "a mapping to numbers");
            },
        all ->
            all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                .collect(Collectors.joining(",")));
  }

  private static Map<String, String> pairs(String value, String expected) throws WrongValue {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : TEXTS.ofText(value)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw WrongValue.of(value, expected);
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  private static Map<String, Double> named(Map<String, String> texts) throws WrongValue {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (var entry : new ArrayList<>(texts.entrySet())) {
      numbers.put(entry.getKey(), number(entry.getValue()));
    }
    return Collections.unmodifiableMap(numbers);
  }

  private static double number(String value) throws WrongValue {
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw WrongValue.of(value, "a number");
    }
    return number;
  }

  private static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private static Duration duration(String value) throws WrongValue {
    return Durations.parse(value)
        .orElseThrow(() -> WrongValue.of(value, "a duration such as 20s, 5m or 1h30m"));
  }

  private static boolean toggle(String value) throws WrongValue {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw WrongValue.of(value, "true or false");
    };
  }
}
