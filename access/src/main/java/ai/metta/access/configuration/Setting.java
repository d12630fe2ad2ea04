// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A declared setting. Declared as constants, and given to the [SettingsLoader].
///
/// @param key dotted, as in the file: `skypilot.endpoint`
/// @param environment names of variables, the preferred one first
/// @param fallback the default
/// @param says one line on what it is for
public record Setting<T>(
    String key, List<String> environment, Optional<T> fallback, String says, Kind<T> kind) {
  private static final Pattern KEY = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");

  public Setting {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("setting \"" + key + "\" is not of the form a.b_c");
    }
    environment = List.copyOf(environment);
  }

  public static Setting<String> text(String key) {
    return of(key, Kind.TEXT);
  }

  /// A list; in a variable its items are separated by commas.
  public static Setting<List<String>> texts(String key) {
    return of(key, Kind.TEXTS);
  }

  /// A list of items without white space; in a variable they are separated by commas or spaces.
  public static Setting<List<String>> words(String key) {
    return of(key, Kind.WORDS);
  }

  public static Setting<Double> number(String key) {
    return of(key, Kind.NUMBER_KIND);
  }

  public static Setting<Duration> duration(String key) {
    return of(key, Kind.DURATION);
  }

  public static Setting<Boolean> toggle(String key) {
    return of(key, Kind.TOGGLE);
  }

  /// Names with a number each: a mapping in the file, `a=1,b=2` in a variable.
  public static Setting<Map<String, Double>> numbers(String key) {
    return of(key, Kind.NUMBERS);
  }

  public static Setting<String> oneOf(String key, List<String> values) {
    return of(key, Kind.oneOf(List.copyOf(values)));
  }

  private static <T> Setting<T> of(String key, Kind<T> kind) {
    return new Setting<>(key, List.of(), Optional.empty(), "", kind);
  }

  public Setting<T> env(String... names) {
    return new Setting<>(key, List.of(names), fallback, says, kind);
  }

  public Setting<T> fallback(T value) {
    return new Setting<>(key, environment, Optional.of(value), says, kind);
  }

  public Setting<T> says(String sentence) {
    return new Setting<>(key, environment, fallback, sentence, kind);
  }
}
