// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A service's address as people write it, `https://user:pass@host:1234/base/`.
///
/// @param base without credentials, query or trailing slash
/// @param credential what stood before the host
public record Endpoint(URI base, Optional<Credential> credential) {

  /// Reads an address, and takes the credentials out of it.
  ///
  /// @param redactor learns the password before any message can hold it
  /// @throws FailureException of configuration, naming the text without its password
  public static Endpoint parse(String text, Redactor redactor) {
    String trimmed = text.strip();
    URI uri;
    try {
      uri = new URI(trimmed);
    } catch (URISyntaxException e) {
      throw refused(trimmed, "is not a URL: " + e.getReason(), redactor);
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw refused(trimmed, "does not begin with http:// or https://", redactor);
    }
    if (uri.getHost() == null) {
      throw refused(trimmed, "names no host", redactor);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(trimmed, "has a query or fragment; give the base address alone", redactor);
    }
    Optional<Credential> credential =
        Optional.ofNullable(uri.getRawUserInfo()).map(info -> credential(info, redactor));
    return new Endpoint(base(uri), credential);
  }

  /// The address of something below the base.
  ///
  /// @param path begins with a slash, already encoded, may have a query
  public URI at(String path) {
    return URI.create(base + path);
  }

  private static URI base(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().replaceAll("/+$", "");
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
  }

  private static Credential credential(String info, Redactor redactor) {
    int colon = info.indexOf(':');
    String user = decoded(colon < 0 ? info : info.substring(0, colon));
    Secret password = Secret.of(colon < 0 ? "" : decoded(info.substring(colon + 1)));
    // A name alone is a token that was put where the name goes.
    redactor.learn(colon < 0 ? Secret.of(user) : password);
    return new Credential.Basic(user, password);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static FailureException refused(String text, String why, Redactor redactor) {
    // Where the text is no URL, whatever stands before an @ may be a password.
    int at = text.lastIndexOf('@');
    int host = text.indexOf("://");
    String start = host >= 0 && host < at ? text.substring(0, host + 3) : "";
    String shown = at < 0 ? text : start + "***" + text.substring(at);
    return new FailureException(
        new Failure.Configuration("\"" + redactor.redact(shown) + "\" " + why));
  }
}
