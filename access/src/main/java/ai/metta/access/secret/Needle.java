// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One form of one secret, as it might stand in a text.
///
/// @param text the whole form
/// @param shortest how many of its first characters give it away
record Needle(String text, int shortest, Letters letters, Surroundings surroundings) {
  /// From here on a beginning of a secret is redacted.
  static final int TELLING_CHARACTERS = 8;

  private static final int TELLING_BASE64_CHARACTERS = 10;
  private static final int WORD_CHARACTERS = 3;

  /// Beginnings that say whose token it is, and nothing of the token.
  private static final List<String> PUBLIC_BEGINNINGS =
      List.of("github_pat_", "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "glpat-", "sky_", "sk-proj-");

  /// Whether a service may have changed the case on the way.
  enum Letters {
    AS_THEY_ARE,
    ANY_CASE
  }

  /// What around a find is part of it.
  enum Surroundings {
    NOTHING,
    BASE64_RUN,
    /// A secret this short counts only where it stands as a word.
    WORD_BOUNDARY
  }

  static Set<Needle> of(String secret) {
    Set<Needle> needles = new LinkedHashSet<>();
    if (secret.isBlank()) {
      return needles;
    }
    int telling = tellingCharacters(secret);
    String beginning = secret.substring(0, telling);
    var surroundings =
        secret.length() <= WORD_CHARACTERS ? Surroundings.WORD_BOUNDARY : Surroundings.NOTHING;
    for (Encoding encoding : Encoding.values()) {
      int shortest = encoding.of(beginning).length();
      needles.add(new Needle(encoding.of(secret), shortest, Letters.ANY_CASE, surroundings));
    }
    if (secret.length() >= TELLING_CHARACTERS) {
      String reversed = new StringBuilder(secret).reverse().toString();
      needles.add(new Needle(reversed, TELLING_CHARACTERS, Letters.ANY_CASE, surroundings));
    }
    for (int offset = 0; offset < 3; offset++) {
      addBase64(needles, base64Core(secret, offset, Base64.getEncoder()));
      addBase64(needles, base64Core(secret, offset, Base64.getUrlEncoder()));
    }
    return needles;
  }

  private static int tellingCharacters(String secret) {
    int telling =
        PUBLIC_BEGINNINGS.stream()
            .filter(secret::startsWith)
            .mapToInt(beginning -> beginning.length() + 4)
            .reduce(TELLING_CHARACTERS, Math::max);
    int end = Math.min(telling, secret.length());
    // Half a surrogate pair cannot be encoded.
    return end < secret.length() && Character.isLowSurrogate(secret.charAt(end)) ? end + 1 : end;
  }

  private static void addBase64(Set<Needle> needles, String core) {
    if (core.length() >= 4) {
      int shortest = Math.min(core.length(), TELLING_BASE64_CHARACTERS);
      needles.add(new Needle(core, shortest, Letters.AS_THEY_ARE, Surroundings.BASE64_RUN));
    }
  }

  /// The characters that every base64 text has which holds the secret `offset` bytes after a
  /// multiple of three: so `user:secret` is found whatever the user.
  private static String base64Core(String secret, int offset, Base64.Encoder encoder) {
    byte[] bytes = secret.getBytes(UTF_8);
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    int start = (offset * 8 + 5) / 6;
    int end = shifted.length * 8 / 6;
    return start < end ? encoded.substring(start, end) : "";
  }

  private enum Encoding {
    PLAIN {
      @Override
      String of(String text) {
        return text;
      }
    },
    HEX {
      @Override
      String of(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
      }
    },
    FORM {
      @Override
      String of(String text) {
        return URLEncoder.encode(text, UTF_8);
      }
    },
    PERCENT {
      @Override
      String of(String text) {
        return FORM.of(text).replace("+", "%20");
      }
    },
    PATH {
      @Override
      String of(String text) {
        return PERCENT.of(text).replace("%2F", "/").replace("%3A", ":").replace("%40", "@");
      }
    },
    JSON {
      @Override
      String of(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      }
    };

    abstract String of(String text);
  }

  /// How many characters of the text, from here, are this form or a telling beginning of it.
  int matchAt(String text, int at) {
    boolean ignoreCase = letters == Letters.ANY_CASE;
    if (!text.regionMatches(ignoreCase, at, this.text, 0, shortest)) {
      return 0;
    }
    int length = shortest;
    while (length < this.text.length()
        && text.regionMatches(ignoreCase, at + length, this.text, length, 1)) {
      length++;
    }
    return surroundings == Surroundings.WORD_BOUNDARY && !standsAlone(text, at, length)
        ? 0
        : length;
  }

  private static boolean standsAlone(String text, int at, int length) {
    return (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
        && (at + length == text.length() || !Character.isLetterOrDigit(text.charAt(at + length)));
  }

  @Override
  public String toString() {
    return "***";
  }
}
