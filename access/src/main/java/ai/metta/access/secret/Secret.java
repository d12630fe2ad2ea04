// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A credential's value. It prints as `***`, is equal to itself only, and is not serialisable.
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /// The value itself, for the one place that sends it.
  public String reveal() {
    return value;
  }

  /// Whether the guess is the value, in a time that does not tell how much of it is right.
  public boolean matches(String guess) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), guess.getBytes(UTF_8));
  }

  /// 16 hexadecimal digits that tell one secret from another and lead back to neither.
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
