// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where payloads go, and as whom: Datadog, or anything that speaks its API.
///
/// @param base http or https, without a path's last slash, query or user
public record Destination(URI base, Secret apiKey) {
  private static final int FINGERPRINT_CHARACTERS = 12;
  private static final int SLUG_CHARACTERS = 100;

  public Destination {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    boolean bare =
        base.getRawUserInfo() == null
            && base.getRawQuery() == null
            && base.getRawFragment() == null;
    if (!web || base.getHost() == null || !bare) {
      throw refused(
          "the Datadog address \""
              + Redactor.withoutTokens(base.getScheme() + "://" + base.getHost())
              + "\" is not of the form https://host[:port]; correct DD_URL");
    }
    if (apiKey.reveal().isBlank()) {
      throw refused("the Datadog API key is empty; set DD_API_KEY");
    }
    base = URI.create(base.toString().replaceAll("/+$", ""));
  }

  /// Datadog itself, `https://api.<site>`.
  public static Destination of(String site, Secret apiKey) {
    String name = site.strip().toLowerCase(Locale.ROOT);
    if (!DatadogSettings.SITES.contains(name)) {
      throw refused(
          "\""
              + Redactor.withoutTokens(site)
              + "\" is none of Datadog's sites; set DD_SITE to one of "
              + String.join(", ", DatadogSettings.SITES)
              + ", or DD_URL to another address");
    }
    return new Destination(URI.create("https://api." + name), apiKey);
  }

  /// The address (`DD_URL`) where there is one, else the site.
  public static Destination of(Optional<String> url, String site, Secret apiKey) {
    if (url.isEmpty()) {
      return of(site, apiKey);
    }
    try {
      return new Destination(URI.create(url.get().strip()), apiKey);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          new Failure.Configuration("DD_URL is not a URL; it reads https://host[:port]"), e);
    }
  }

  /// What its folder is called: the address, and which key it is without telling it. Where the
  /// address alone could be another's – it has a path, or is long – a digest of it stands between.
  public String folderName() {
    String slug = base.toString().replaceAll("[^A-Za-z0-9.]+", "-").toLowerCase(Locale.ROOT);
    boolean plain = base.getRawPath().isEmpty() && slug.length() <= SLUG_CHARACTERS;
    String digest = plain ? "" : "-" + PayloadName.digest(base.toString().getBytes(UTF_8));
    return slug.substring(0, Math.min(slug.length(), SLUG_CHARACTERS))
        + digest
        + "-"
        + keyFingerprint();
  }

  /// 12 hexadecimal digits of the key's SHA-256.
  public String keyFingerprint() {
    return apiKey.fingerprint().substring(0, FINGERPRINT_CHARACTERS);
  }

  /// The URL of an endpoint.
  public URI at(String path) {
    return URI.create(base + path);
  }

  private static FailureException refused(String message) {
    return new FailureException(new Failure.Configuration(message));
  }
}
