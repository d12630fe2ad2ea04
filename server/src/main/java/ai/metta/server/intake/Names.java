// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import ai.metta.metric.Tag;
import ai.metta.metric.Unit;
import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Names and tags as Datadog keeps them.
final class Names {
  private static final int LONGEST = 200;

  /// What parts tags where they are written one after another.
  private static final Pattern SEPARATORS = Pattern.compile("[\\p{Cntrl},]");

  private static final Pattern NOT_OF_METRIC = Pattern.compile("[^A-Za-z0-9_.]");

  private Names() {}

  /// A metric's name: characters that it may not have become `_`.
  ///
  /// @throws Refusal with status 400 where it does not begin with a letter or is too long
  static String metric(String name) {
    if (name.isEmpty() || !Character.isLetter(name.charAt(0)) || name.charAt(0) > 127) {
      throw new Refusal(
          400, "metric name \"" + shortened(name) + "\" does not start with a letter");
    }
    if (name.length() > LONGEST) {
      throw new Refusal(
          400, "metric name \"" + shortened(name) + "\" is longer than 200 characters");
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isOfMetric(name.charAt(i))) {
        return NOT_OF_METRIC.matcher(name).replaceAll("_");
      }
    }
    return name;
  }

  private static boolean isOfMetric(char character) {
    return isLower(character)
        || (character >= 'A' && character <= 'Z')
        || character == '_'
        || character == '.';
  }

  /// Also a digit.
  private static boolean isLower(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
  }

  private static String shortened(String name) {
    return name.length() <= 50 ? name : name.substring(0, 50) + "…";
  }

  /// A unit that Datadog knows; any other word is left out, as what can be no tag is.
  static Optional<String> unit(String word) {
    try {
      return Optional.of(Unit.of(word).name());
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /// Tags; what can be none is left out, as Datadog does.
  static List<String> tags(List<String> raw) {
    TreeSet<String> tags = new TreeSet<>();
    for (String tag : raw) {
      if (isKept(tag)) {
        tags.add(tag);
      } else {
        tag(tag).ifPresent(tags::add);
      }
    }
    return List.copyOf(tags);
  }

  /// Whether a tag is plainly one that is kept as it is; most are.
  private static boolean isKept(String tag) {
    int colon = tag.indexOf(':');
    if (colon < 1
        || tag.length() > LONGEST
        || tag.charAt(tag.length() - 1) == ':'
        || tag.charAt(0) < 'a') {
      return false;
    }
    for (int i = 0; i < tag.length(); i++) {
      char character = tag.charAt(i);
      if (!isLower(character) && "_-./:".indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> tag(String raw) {
    String text = raw.strip();
    if (text.isEmpty() || !Character.isLetter(text.codePointAt(0))) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    try {
      if (colon < 0) {
        // A tag without a value is kept by its one word.
        return Optional.of(new Tag("x", text).value());
      }
      String key = text.substring(0, colon).toLowerCase(Locale.ROOT);
      return key.equals("host") || key.equals("device")
          ? Optional.of(
              key + ":" + SEPARATORS.matcher(text.substring(colon + 1).strip()).replaceAll("_"))
          : Optional.of(Tag.parse(text).text());
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
