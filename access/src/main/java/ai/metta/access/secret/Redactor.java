// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import ai.metta.metric.Failure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Takes secrets out of texts: every value it has learned, in any form – raw, in capitals or small
/// letters, backwards, in base64 (also inside `user:password`) or hexadecimal, URL-encoded,
/// JSON-escaped, and any beginning of 8 characters or more – and what looks like a credential. Safe
/// for use by many threads.
public final class Redactor {
  private static final String MASK = "***";

  private final Set<String> learned = ConcurrentHashMap.newKeySet();
  private volatile Needles needles = Needles.NONE;

  /// From now on this value is in no text that comes out of here.
  public void learn(Secret secret) {
    if (learned.contains(secret.reveal())) {
      return;
    }
    synchronized (learned) {
      needles = needles.and(Needle.of(secret.reveal()));
      learned.add(secret.reveal());
    }
  }

  /// The text with `***` in the place of every secret; redacting twice changes nothing more.
  public String redact(String text) {
    return TokenPatterns.redact(withoutLearned(text));
  }

  /// The same failure, of the same kind, with a redacted message.
  public Failure redact(Failure failure) {
    String message = redact(failure.message());
    return switch (failure) {
      case Failure.Configuration _ -> new Failure.Configuration(message);
      case Failure.Credentials _ -> new Failure.Credentials(message);
      case Failure.RateLimit limit -> new Failure.RateLimit(message, limit.retryAt());
      case Failure.Service service -> new Failure.Service(message, service.retry());
      case Failure.Malformed _ -> new Failure.Malformed(message);
      case Failure.Bug _ -> new Failure.Bug(message);
    };
  }

  /// Whether a learned secret stands in the text, in any form.
  public boolean finds(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!longestAt(text, at).isNone()) {
        return true;
      }
    }
    return false;
  }

  /// The text without what looks like a credential, for those who have learned none.
  public static String withoutTokens(String text) {
    return TokenPatterns.redact(text);
  }

  private String withoutLearned(String text) {
    if (needles.isEmpty()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    int masked = 0;
    int at = 0;
    while (at < text.length()) {
      Find find = longestAt(text, at);
      if (find.isNone()) {
        clean.append(text.charAt(at++));
        continue;
      }
      at += find.characters();
      if (find.inBase64()) {
        clean.setLength(startOfBase64(clean, masked));
        at = endOfBase64(text, at);
      }
      clean.append(MASK);
      masked = clean.length();
    }
    return clean.toString();
  }

  private Find longestAt(String text, int at) {
    Find longest = Find.NONE;
    for (Needle needle : needles.beginningAt(text, at)) {
      int characters = needle.matchAt(text, at);
      if (characters > longest.characters()) {
        longest = new Find(characters, needle.surroundings() == Needle.Surroundings.BASE64_RUN);
      }
    }
    return longest;
  }

  private record Find(int characters, boolean inBase64) {
    static final Find NONE = new Find(0, false);

    boolean isNone() {
      return characters == 0;
    }
  }

  private static int startOfBase64(StringBuilder text, int from) {
    int start = text.length();
    while (start > from && isBase64(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int endOfBase64(String text, int from) {
    int end = from;
    while (end < text.length() && (isBase64(text.charAt(end)) || text.charAt(end) == '=')) {
      end++;
    }
    return end;
  }

  private static boolean isBase64(char character) {
    return character < 128
        && (Character.isLetterOrDigit(character) || "+/-_".indexOf(character) >= 0);
  }

  @Override
  public String toString() {
    return "Redactor[" + learned.size() + " secrets]";
  }
}
