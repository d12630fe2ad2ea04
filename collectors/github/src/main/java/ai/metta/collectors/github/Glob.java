// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A name with `*` for any text; case is ignored.
record Glob(String text, Pattern pattern) {
  static Glob of(String text) {
    String expression =
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return new Glob(
        text, Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  static List<Glob> all(List<String> texts) {
    return texts.stream().map(Glob::of).toList();
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  static boolean any(List<Glob> globs, String... names) {
    return globs.stream().anyMatch(glob -> Stream.of(names).anyMatch(glob::matches));
  }

  @Override
  public String toString() {
    return text;
  }
}
