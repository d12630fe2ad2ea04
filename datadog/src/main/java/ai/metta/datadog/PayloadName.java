// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The name of a kept payload: what is in it, and a digest of its bytes, so that a file that was
/// cut short or changed is found out, and the same payload kept twice is one file.
///
/// `<newest>-<oldest>-<kind>-<points>-<digest><ending>`, times in seconds since 1970.
record PayloadName(Contents contents, String digest) {
  /// Newest points first: they are the ones that a person waits for. Of the same time the smallest
  /// first, so that the parts of one payload are tried before the next whole one is taken apart.
  static final Comparator<PayloadName> NEWEST_FIRST =
      Comparator.comparing((PayloadName name) -> name.contents().newest())
          .reversed()
          .thenComparingLong(name -> name.contents().points())
          .thenComparing(PayloadName::fileName);

  private static final int DIGEST_BYTES = 8;
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{11})-(\\d{11})-(series|history|event)-(\\d{1,18})-([0-9a-f]{16})(\\.json(?:\\.gz)?)");

  static PayloadName of(Payload payload) {
    return new PayloadName(payload.contents(), digest(payload.bytes()));
  }

  /// Empty for a file that is no payload.
  static Optional<PayloadName> parse(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Kind kind =
        Stream.of(Kind.values())
            .filter(one -> one.word().equals(matcher.group(3)))
            .findFirst()
            .orElseThrow();
    Contents contents =
        new Contents(
            kind,
            seconds(matcher.group(2)),
            seconds(matcher.group(1)),
            Long.parseLong(matcher.group(4)));
    return Optional.of(new PayloadName(contents, matcher.group(5)))
        .filter(name -> name.fileName().equals(fileName));
  }

  String fileName() {
    return "%011d-%011d-%s-%d-%s%s"
        .formatted(
            seconds(contents.newest()),
            seconds(contents.oldest()),
            contents.kind().word(),
            contents.points(),
            digest,
            contents.kind().ending());
  }

  /// Whether these are the bytes that were kept under this name.
  boolean isOf(byte[] bytes) {
    return digest(bytes).equals(digest);
  }

  private static long seconds(Instant at) {
    return Math.clamp(at.getEpochSecond(), 0L, 99_999_999_999L);
  }

  private static Instant seconds(String digits) {
    return Instant.ofEpochSecond(Long.parseLong(digits));
  }

  /// 16 hexadecimal digits of the SHA-256.
  static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
