// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.access.secret.Redactor;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Something that an installation may say, declared where it is used.
///
/// @param key dotted, as it stands in `metta.yaml`
/// @param environment variables that may hold it, the first preferred
/// @param fallback what holds where nobody says it
/// @param says one line for people
/// @param form what a value looks like, for messages
/// @param shape how it may be written in the file, beside a plain word
/// @param parse a value from text; empty for what is not of the form
public record Setting<T>(
    String key,
    List<String> environment,
    Optional<T> fallback,
    String says,
    String form,
    Shape shape,
    Function<String, Optional<T>> parse) {
  private static final int NO_PORT = -1;
  private static final int LAST_PORT = 65_535;

  public Setting {
    environment = List.copyOf(environment);
  }

  /// How a value is written in the file.
  public enum Shape {
    WORD,
    LIST,
    MAP,
    /// Maps in maps; as text, `path.of.keys=value` parted by commas.
    TREE
  }

  /// Whether the file may write it so; a plain word is always allowed.
  boolean takes(Shape written) {
    return written == Shape.WORD || written == shape;
  }

  public static Setting<String> text(String key) {
    return of(key, "text", Shape.WORD, Optional::of);
  }

  /// An http or https address with a host, without query or fragment; may hold `user:password@`.
  public static Setting<String> address(String key) {
    return text(key)
        .only("an address such as https://host or http://host:8080", Setting::isAddress);
  }

  /// An address that secrets may be sent to: in clear text none but this machine.
  public static Setting<String> safeAddress(String key) {
    return address(key).only(SafeAddress.FORM, SafeAddress::isSafe);
  }

  /// Several texts: parted by commas, or a list in the file.
  public static Setting<List<String>> texts(String key) {
    return of(key, "a list: one, two", Shape.LIST, text -> Optional.of(parts(text)));
  }

  public static Setting<Double> number(String key) {
    return of(key, "a number", Shape.WORD, Setting::numberOf);
  }

  /// A whole number inside these bounds, both allowed.
  public static Setting<Integer> whole(String key, int least, int most) {
    return of(
        key,
        "a whole number from " + least + " to " + most,
        Shape.WORD,
        text -> wholeOf(text).filter(number -> number >= least && number <= most));
  }

  public static Setting<Duration> duration(String key) {
    return of(key, "a duration such as 20s, 5m or 1h30m", Shape.WORD, Durations::parse);
  }

  public static Setting<Boolean> toggle(String key) {
    return of(
        key,
        "true or false",
        Shape.WORD,
        text ->
            switch (text.strip()) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /// Numbers by name: `one=1, two=2`, or a map in the file.
  public static Setting<Map<String, Double>> numbers(String key) {
    return of(
        key,
        "numbers by name: one=1, two=2",
        Shape.MAP,
        text -> {
          Map<String, Double> numbers = new LinkedHashMap<>();
          for (String part : parts(text)) {
            int equals = part.indexOf('=');
            Optional<Double> number =
                equals < 1 ? Optional.empty() : numberOf(part.substring(equals + 1));
            if (number.isEmpty()) {
              return Optional.empty();
            }
            numbers.put(part.substring(0, equals).strip(), number.get());
          }
          return Optional.of(numbers);
        });
  }

  private static <T> Setting<T> of(
      String key, String form, Shape shape, Function<String, Optional<T>> parse) {
    return new Setting<>(key, List.of(), Optional.empty(), "", form, shape, parse);
  }

  public Setting<T> env(String... names) {
    return new Setting<>(key, List.of(names), fallback, says, form, shape, parse);
  }

  public Setting<T> fallback(T value) {
    return new Setting<>(key, environment, Optional.of(value), says, form, shape, parse);
  }

  public Setting<T> says(String description) {
    return new Setting<>(key, environment, fallback, description, form, shape, parse);
  }

  /// The same setting, whose values must also hold to a rule.
  ///
  /// @param rule the form in words
  public Setting<T> only(String rule, Predicate<T> holds) {
    return new Setting<>(
        key, environment, fallback, says, rule, shape, text -> parse.apply(text).filter(holds));
  }

  /// Why a text is no value of it. What may be a secret is not shown: tokens, and all that stands
  /// before an `@`, since an address may hold a password.
  String refusal(String text) {
    String shown = Redactor.withoutTokens(text).replaceAll("(\\w+://)?\\S*@", "$1***@");
    return "\"" + shown + "\" is not " + form;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && (uri.getPort() == NO_PORT || (uri.getPort() > 0 && uri.getPort() <= LAST_PORT))
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException notOne) {
      return false;
    }
  }

  private static List<String> parts(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  private static Optional<Integer> wholeOf(String text) {
    try {
      return Optional.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Double> numberOf(String text) {
    try {
      return Optional.of(Double.parseDouble(text.strip()))
          .filter(number -> Double.isFinite(number));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
