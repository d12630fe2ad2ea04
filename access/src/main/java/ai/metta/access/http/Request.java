// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What is asked of a service. Redirects are followed within the same scheme, host and port only,
/// and only for GET and HEAD; any other is returned as it is.
///
/// @param uri http or https, without credentials in it
/// @param timeout for one try, from the connection to the last byte
/// @param timeoutReason why it is that long, for the message when it is over: `, a tenth of the
///   run`; may be empty text
/// @param maximumBytes how much of the answer is read, counted after decompression
public record Request(
    Method method,
    URI uri,
    Map<String, String> headers,
    Optional<Body> body,
    Optional<Credential> credential,
    Duration timeout,
    String timeoutReason,
    long maximumBytes,
    Repeat repeat,
    Caching caching) {
  public static final Duration TIMEOUT = Duration.ofSeconds(30);
  public static final long MAXIMUM_BYTES = 64L * 1024 * 1024;

  private static final int LAST_PORT = 65_535;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  public Request {
    String scheme = String.valueOf(uri.getScheme());
    boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!web || uri.getHost() == null || uri.getPort() > LAST_PORT) {
      throw refused(
          "\"" + Redactor.withoutTokens(uri.toString()) + "\" is not an http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused(
          "the URL of " + uri.getHost() + " has credentials in it; give them apart from it");
    }
    if (timeout.isNegative() || timeout.isZero() || maximumBytes < 0) {
      throw new IllegalArgumentException("a request needs a timeout and a size above zero");
    }
    headers.forEach(Request::check);
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = Collections.unmodifiableMap(copy);
  }

  /// A read that may be repeated, with 30 seconds a try and at most 64 MiB.
  public static Request get(URI uri) {
    return of(Method.GET, uri, Optional.empty(), Repeat.IDEMPOTENT);
  }

  /// Repeated only where the service did not begin; a POST that only reads may say more by
  /// [#repeated].
  public static Request post(URI uri, String mediaType, byte[] bytes) {
    return of(Method.POST, uri, Optional.of(new Body(mediaType, bytes)), Repeat.ON_REFUSAL);
  }

  public static Request put(URI uri, String mediaType, byte[] bytes) {
    return of(Method.PUT, uri, Optional.of(new Body(mediaType, bytes)), Repeat.IDEMPOTENT);
  }

  public static Request delete(URI uri) {
    return of(Method.DELETE, uri, Optional.empty(), Repeat.IDEMPOTENT);
  }

  private static Request of(Method method, URI uri, Optional<Body> body, Repeat repeat) {
    return new Request(
        method,
        uri,
        Map.of(),
        body,
        Optional.empty(),
        TIMEOUT,
        "",
        MAXIMUM_BYTES,
        repeat,
        Caching.NONE);
  }

  public Request header(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new Request(
        method, uri, more, body, credential, timeout, timeoutReason, maximumBytes, repeat, caching);
  }

  public Request as(Credential who) {
    return as(Optional.of(who));
  }

  public Request as(Optional<Credential> who) {
    return new Request(
        method, uri, headers, body, who, timeout, timeoutReason, maximumBytes, repeat, caching);
  }

  public Request within(Duration limit) {
    return within(limit, "");
  }

  /// The same with words for the message when that is over.
  ///
  /// @param reason why it is that long
  public Request within(Duration limit, String reason) {
    return new Request(
        method, uri, headers, body, credential, limit, reason, maximumBytes, repeat, caching);
  }

  public Request atMost(long bytes) {
    return new Request(
        method, uri, headers, body, credential, timeout, timeoutReason, bytes, repeat, caching);
  }

  public Request repeated(Repeat when) {
    return new Request(
        method,
        uri,
        headers,
        body,
        credential,
        timeout,
        timeoutReason,
        maximumBytes,
        when,
        caching);
  }

  public Request cached(Caching how) {
    return new Request(
        method, uri, headers, body, credential, timeout, timeoutReason, maximumBytes, repeat, how);
  }

  /// `GET https://host/path?query`, for messages; without what looks like a credential.
  public String identity() {
    return Redactor.withoutTokens(method + " " + uri);
  }

  @Override
  public String toString() {
    return identity() + " " + headers.keySet();
  }

  private static void check(String name, String value) {
    if (!TOKEN.matcher(name).matches() || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "header \"" + name.replaceAll("\\p{Cntrl}", "?") + "\" cannot be sent");
    }
  }

  private static FailureException refused(String what) {
    return new FailureException(new Failure.Configuration(what));
  }
}
