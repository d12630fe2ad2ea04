// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Locale;

/// One `key:value` as Datadog stores it.
///
/// Datadog lower-cases tags, turns every character but letters, digits, `_ - : . /` into `_`, and
/// cuts the whole at 200 characters (UTF-16 units, which is never later). The constructor does the
/// same, so that what is shown here is what will be found there.
///
/// @param key starts with a letter; no colon
/// @param value never empty: a value that is not known is the word `unknown`, said by the caller
public record Tag(String key, String value) implements Comparable<Tag> {
  private static final int MAXIMUM_LENGTH = 200;

  public Tag {
    key = normalised(key).replace(':', '_');
    if (key.isEmpty() || !Character.isLetter(key.codePointAt(0))) {
      throw new IllegalArgumentException("tag key \"" + key + "\" does not start with a letter");
    }
    value = trimmedEnd(normalised(value));
    int room = MAXIMUM_LENGTH - key.length() - 1;
    if (room < 1) {
      throw new IllegalArgumentException("tag key \"" + key + "\" leaves no room for a value");
    }
    if (value.length() > room) {
      int cut = Character.isHighSurrogate(value.charAt(room - 1)) ? room - 1 : room;
      value = trimmedEnd(value.substring(0, cut));
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("tag \"" + key + "\" has no value");
    }
  }

  /// Reads `key:value`, split at the first colon.
  ///
  /// @throws IllegalArgumentException where there is no colon, the key does not begin with a
  ///   letter, or the value is empty
  public static Tag parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("tag \"" + text + "\" is not of the form key:value");
    }
    return new Tag(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  /// Whether key and value are in the form that Datadog keeps, so that they can be found as
  /// written.
  static boolean isStoredAsWritten(String key, String value) {
    try {
      return new Tag(key, value).text().equals(key + ":" + value);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /// The tag as it is sent.
  public String text() {
    return key + ":" + value;
  }

  @Override
  public int compareTo(Tag other) {
    return text().compareTo(other.text());
  }

  @Override
  public String toString() {
    return text();
  }

  private static String normalised(String raw) {
    String lower = raw.strip().toLowerCase(Locale.ROOT);
    StringBuilder kept = new StringBuilder(lower.length());
    lower.codePoints().forEach(point -> kept.appendCodePoint(isAllowed(point) ? point : '_'));
    return kept.toString();
  }

  private static boolean isAllowed(int point) {
    return Character.isLetterOrDigit(point) || "_-:./".indexOf(point) >= 0;
  }

  /// A tag may not end in a colon.
  private static String trimmedEnd(String value) {
    int end = value.length();
    while (end > 0 && value.charAt(end - 1) == ':') {
      end--;
    }
    return value.substring(0, end);
  }
}
