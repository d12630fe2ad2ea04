// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is remembered of a document that was pushed: whether it was another, and which of its parts
/// were others. Two parts may have one hash by chance, so that only the whole decides; the parts
/// say where.
///
/// @param whole 12 letters and digits
/// @param entries by the 4 letters and digits of a part's place, the 3 of what it said
/// @param laid the parts that an overlay had a hand in
public record Fingerprint(String whole, Map<String, List<String>> entries, Laid laid) {
  private static final String OVER = ".";
  private static final int RADIX = 36;
  private static final int WHOLE = 12;
  private static final int KEY = 4;
  private static final int CONTENT = 3;

  public Fingerprint {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    entries.forEach((key, contents) -> copy.put(key, List.copyOf(contents)));
    entries = java.util.Collections.unmodifiableMap(copy);
  }

  static String whole(String text) {
    return digest(text, WHOLE);
  }

  static String key(String text) {
    return digest(text, KEY);
  }

  static String content(String text) {
    return digest(text, CONTENT);
  }

  private static String digest(String text, int characters) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      String digits = Long.toUnsignedString(ByteBuffer.wrap(hash).getLong(), RADIX);
      String padded = "0".repeat(characters) + digits;
      return padded.substring(padded.length() - characters);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java has it
    }
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  boolean has(String key, String content) {
    return entries.getOrDefault(key, List.of()).contains(content(content));
  }

  /// The one word that [#read] takes.
  public String text() {
    StringBuilder text = new StringBuilder(whole);
    entries.forEach(
        (key, contents) -> contents.forEach(content -> text.append(key).append(content)));
    return laid.parts().isEmpty() ? text.toString() : text + OVER + laid.text();
  }

  /// Empty where a text is none.
  static Optional<Fingerprint> read(String all) {
    int over = all.indexOf(OVER);
    String text = over < 0 ? all : all.substring(0, over);
    Optional<Laid> laid = Laid.read(over < 0 ? "" : all.substring(over + OVER.length()));
    int step = KEY + CONTENT;
    if (!text.matches("[0-9a-z]{" + WHOLE + ",}")
        || (text.length() - WHOLE) % step != 0
        || laid.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (int at = WHOLE; at < text.length(); at += step) {
      entries
          .computeIfAbsent(text.substring(at, at + KEY), _ -> new ArrayList<>())
          .add(text.substring(at + KEY, at + step));
    }
    return Optional.of(new Fingerprint(text.substring(0, WHOLE), entries, laid.get()));
  }
}
