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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is remembered of a document that was pushed: whether it was another, and which of its parts
/// were others. Two parts may have one hash by chance, so that only the whole decides; the parts
/// say where.
///
/// @param whole 12 letters and digits
/// @param entries by the 4 letters and digits of a part's place, the 3 of what it said
/// @param laid the parts that an overlay had a hand in
/// @param since the whole of what had been pushed last when this was live, and empty text where
///   nothing had; empty in what a push leaves behind
public record Fingerprint(
    String whole, Map<String, List<String>> entries, Laid laid, Optional<String> since) {
  private static final String OVER = ".";
  private static final String SINCE = "-";
  private static final int RADIX = 36;
  private static final int WHOLE = 12;
  private static final int KEY = 4;
  private static final int CONTENT = 3;
  private static final Pattern FORM =
      Pattern.compile("([0-9a-z]{" + WHOLE + ",})(?:\\.([0-9a-z]*))?(?:-([0-9a-z]*))?");

  public Fingerprint {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    entries.forEach((key, contents) -> copy.put(key, List.copyOf(contents)));
    entries = java.util.Collections.unmodifiableMap(copy);
  }

  /// What is live, with what had been pushed before it was as it is. Where it still is so, a
  /// checkout that knew all of it may make anything else of it.
  ///
  /// @param now what is live
  /// @param pushed what the last push left there
  public static Fingerprint agreed(Content now, Optional<Fingerprint> pushed) {
    Fingerprint plain = now.fingerprint();
    return new Fingerprint(
        plain.whole,
        plain.entries,
        pushed.map(Fingerprint::laid).orElse(Laid.NONE),
        Optional.of(pushed.map(Fingerprint::whole).orElse("")));
  }

  /// Whether both are of one moment: the same was live, and the same had been pushed before.
  public boolean isOfTheMomentOf(Fingerprint other) {
    return whole.equals(other.whole) && since.equals(other.since);
  }

  /// Whether another was what had been pushed last when this was live.
  public boolean isSince(Fingerprint push) {
    return since.equals(Optional.of(push.whole));
  }

  /// Whether it tells which parts were others.
  boolean tellsParts() {
    return !entries.isEmpty();
  }

  /// Whether both say the same of some parts.
  boolean saysTheSameOf(Set<String> keys, Fingerprint other) {
    return keys.stream().allMatch(key -> Objects.equals(entries.get(key), other.entries.get(key)));
  }

  /// Without its parts.
  public Fingerprint brief() {
    return new Fingerprint(whole, Map.of(), laid, since);
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
    if (!laid.parts().isEmpty()) {
      text.append(OVER).append(laid.text());
    }
    since.ifPresent(one -> text.append(SINCE).append(one));
    return text.toString();
  }

  /// Empty where a text is none.
  static Optional<Fingerprint> read(String all) {
    Matcher parts = FORM.matcher(all);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String text = parts.group(1);
    Optional<Laid> laid = Laid.read(Optional.ofNullable(parts.group(2)).orElse(""));
    int step = KEY + CONTENT;
    if ((text.length() - WHOLE) % step != 0 || laid.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (int at = WHOLE; at < text.length(); at += step) {
      entries
          .computeIfAbsent(text.substring(at, at + KEY), _ -> new ArrayList<>())
          .add(text.substring(at + KEY, at + step));
    }
    return Optional.of(
        new Fingerprint(
            text.substring(0, WHOLE), entries, laid.get(), Optional.ofNullable(parts.group(3))));
  }
}
