// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// A GitHub App's name and private key, and the tokens that it signs (RFC 7519 with RS256).
record AppKey(String appId, PrivateKey key) {
  private static final Duration BACK = Duration.ofSeconds(60);
  private static final Duration LIFE = Duration.ofMinutes(9);

  /// `SEQUENCE { INTEGER 0, SEQUENCE { rsaEncryption, NULL } }`'s inside: what PKCS#8 puts before a
  /// PKCS#1 key (RFC 5208).
  private static final byte[] RSA = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /// Reads the PEM file that GitHub gives out (PKCS#1), or the same key as PKCS#8.
  ///
  /// @throws FailureException of credentials for anything else, showing none of it
  static AppKey of(String appId, Secret pem) {
    // A key in a variable often comes with its line ends written out.
    String text = pem.reveal().replace("\\n", "\n");
    String body = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(body);
      byte[] pkcs8 = text.contains("BEGIN RSA PRIVATE KEY") ? wrapped(der) : der;
      return new AppKey(
          appId, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new FailureException(
          new Failure.Credentials(
              "github: the App's private key is no PEM file of an RSA key; set"
                  + " GITHUB_APP_PRIVATE_KEY to the whole file that GitHub gave out"));
    }
  }

  /// A token that says who the App is, valid for nine minutes; a minute back for clocks that
  /// disagree.
  Secret token(Instant now) {
    String header = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    String claims =
        encoded(
            "{\"iat\":"
                + now.minus(BACK).getEpochSecond()
                + ",\"exp\":"
                + now.plus(LIFE).getEpochSecond()
                + ",\"iss\":\""
                + appId
                + "\"}");
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
      return Secret.of(header + "." + claims + "." + encoded(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with RSA", e);
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    return sequence(joined(RSA, tagged(0x04, pkcs1)));
  }

  private static byte[] sequence(byte[] content) {
    return tagged(0x30, content);
  }

  private static byte[] tagged(int tag, byte[] content) {
    byte[] length =
        content.length < 0x80
            ? new byte[] {(byte) tag, (byte) content.length}
            : content.length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) content.length}
                : new byte[] {
                  (byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length
                };
    return joined(length, content);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "App " + appId;
  }
}
