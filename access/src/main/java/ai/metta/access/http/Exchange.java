// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.SystemReason;
import ai.metta.access.http.AnswerBody.Coding;
import ai.metta.metric.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One try: from the connection to what the reader made of the body. Blocks, and is ended by an
/// interrupt, which closes the socket of a virtual thread.
final class Exchange<T> {
  /// Whoever interrupts this knows whose time is up; the socket's own limit must not come first.
  private static final Duration AFTER_THE_WATCHER = Duration.ofSeconds(2);

  private final Request request;
  private final BodyReader<T> reader;
  private final HttpPolicy policy;
  private final UsageCounters usage;
  private final Admission admission;
  private final BreakageNames names;
  private volatile boolean handedOver;

  Exchange(
      Request request,
      BodyReader<T> reader,
      HttpPolicy policy,
      UsageCounters usage,
      Admission admission) {
    this.request = request;
    this.reader = reader;
    this.policy = policy;
    this.usage = usage;
    this.admission = admission;
    this.names = new BreakageNames(request, policy.connecting());
  }

  /// Whether the reader has begun, and with it whatever it does.
  boolean handedOver() {
    return handedOver;
  }

  /// Asks one address. Whoever calls was let by the admission, which is told here what came of it.
  ///
  /// @param tried how often the request was sent, with this time
  /// @param budget how long it may take
  Step<T> make(URI uri, Repetition repetition, int tried, Duration budget) throws Breakage {
    Answered answered = answered(uri, budget);
    HttpURLConnection connection = answered.connection();
    Head head = answered.head();
    Optional<URI> next = redirect(uri, head);
    if (next.isPresent()) {
      discard(connection);
      return new Step.Elsewhere<>(next.get());
    }
    Optional<Duration> again = repetition.after(head, tried);
    if (again.isPresent()) {
      discard(connection);
      return new Step.Again<>(again.get());
    }
    return new Step.Done<>(read(connection, head));
  }

  /// A server that has begun to answer.
  private record Answered(HttpURLConnection connection, Head head) {}

  private Answered answered(URI uri, Duration budget) throws Breakage {
    Optional<Headers> told = Optional.empty();
    try {
      HttpURLConnection connection = send(uri, budget);
      Head head = head(connection);
      told = Optional.of(head.headers());
      return new Answered(connection, head);
    } finally {
      admission.ended(told);
    }
  }

  private HttpURLConnection send(URI uri, Duration budget) throws Breakage {
    usage.sent();
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestMethod(request.method().name());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      Duration last = budget.plus(AFTER_THE_WATCHER);
      connection.setConnectTimeout(millis(policy.connecting(), last));
      connection.setReadTimeout(millis(last, last));
      connection.setRequestProperty("User-Agent", policy.userAgent());
      connection.setRequestProperty("Accept", "*/*");
      connection.setRequestProperty("Accept-Encoding", "gzip");
      request.headers().forEach(connection::setRequestProperty);
      identify(connection);
      write(connection);
      return connection;
    } catch (IOException e) {
      throw names.of(e);
    }
  }

  /// Java's own refusal of a header quotes its value, so it goes no further than here.
  private void identify(HttpURLConnection connection) throws Breakage {
    Map<String, String> headers = request.credential().map(Credential::headers).orElse(Map.of());
    try {
      headers.forEach(connection::setRequestProperty);
    } catch (IllegalArgumentException e) {
      throw new Breakage(
          Breakage.Kind.FINAL,
          new Failure.Credentials(
              request.identity()
                  + ": the credential holds characters that no header can hold; store the bare"
                  + " value on one line"));
    }
  }

  private void write(HttpURLConnection connection) throws IOException {
    Optional<Body> body = request.body();
    if (body.isEmpty()) {
      connection.connect();
      return;
    }
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", body.get().mediaType());
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.get().bytes());
    }
  }

  private static int millis(Duration limit, Duration budget) {
    long least = Math.min(limit.toMillis(), budget.toMillis());
    return Math.toIntExact(Math.clamp(least, 1, Integer.MAX_VALUE));
  }

  private Head head(HttpURLConnection connection) throws Breakage {
    try {
      int status = connection.getResponseCode();
      if (status < 100) {
        throw Breakage.malformed(request, "not an HTTP answer; is the address right?");
      }
      Headers headers = headers(connection);
      usage.saw(headers);
      return new Head(status, headers);
    } catch (IOException e) {
      throw names.of(e);
    }
  }

  private static Headers headers(HttpURLConnection connection) {
    Map<String, String> values = new HashMap<>();
    for (int index = 0; ; index++) {
      @Nullable String value = connection.getHeaderField(index);
      if (value == null) {
        return new Headers(values);
      }
      @Nullable String name = connection.getHeaderFieldKey(index);
      if (name != null) {
        values.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
      }
    }
  }

  private Optional<URI> redirect(URI from, Head head) {
    boolean redirects =
        switch (head.status()) {
          case 301, 302, 303, 307, 308 ->
              request.method() == Method.GET || request.method() == Method.HEAD;
          default -> false;
        };
    if (!redirects) {
      return Optional.empty();
    }
    try {
      return head.headers()
          .first("Location")
          .map(from::resolve)
          .filter(to -> sameOrigin(from, to) && to.getRawUserInfo() == null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(String.valueOf(other.getHost()))
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private T read(HttpURLConnection connection, Head head) throws Breakage {
    try (AnswerBody body = body(connection, head)) {
      handedOver = true;
      try {
        T value = reader.read(head, body);
        if (body.hasSurplus()) {
          connection.disconnect();
        }
        return value;
      } catch (IOException | RuntimeException e) {
        if (body.breakage().isPresent()) {
          throw body.breakage().get();
        }
        throw e;
      }
    } catch (IOException e) {
      throw Breakage.malformed(request, "the answer cannot be read: " + SystemReason.of(e));
    }
  }

  private AnswerBody body(HttpURLConnection connection, Head head) throws Breakage {
    if (request.method() == Method.HEAD || head.status() == 204 || head.status() == 304) {
      return new AnswerBody(
          request, names, InputStream.nullInputStream(), OptionalLong.empty(), Coding.PLAIN);
    }
    OptionalLong announced = announced(head);
    if (announced.isPresent() && announced.getAsLong() > request.maximumBytes()) {
      discard(connection);
      throw Breakage.malformed(
          request,
          "the answer of "
              + announced.getAsLong()
              + " bytes is longer than the "
              + request.maximumBytes()
              + " bytes allowed; is the address right?");
    }
    boolean empty = announced.isPresent() && announced.getAsLong() == 0;
    return new AnswerBody(
        request, names, raw(connection), announced, empty ? Coding.PLAIN : coding(head));
  }

  /// A transfer coding overrides whatever length is announced (RFC 9112, 6.3).
  private static OptionalLong announced(Head head) {
    if (head.headers().first("Transfer-Encoding").isPresent()) {
      return OptionalLong.empty();
    }
    return head.headers()
        .first("Content-Length")
        .flatMap(WholeNumber::read)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private Coding coding(Head head) throws Breakage {
    String coding =
        head.headers()
            .first("Content-Encoding")
            .orElse("identity")
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "identity", "" -> Coding.PLAIN;
      case "gzip", "x-gzip" -> Coding.GZIP;
      default ->
          throw Breakage.malformed(
              request, "the answer is encoded as \"" + coding + "\", which was not asked for");
    };
  }

  private InputStream raw(HttpURLConnection connection) throws Breakage {
    try {
      if (connection.getResponseCode() < 400) {
        return connection.getInputStream();
      }
      return Objects.requireNonNullElseGet(
          connection.getErrorStream(), InputStream::nullInputStream);
    } catch (IOException e) {
      throw names.of(e);
    }
  }

  /// Ends a connection whose body is not wanted. A short one is read by Java itself, to keep the
  /// socket.
  private void discard(HttpURLConnection connection) {
    try (InputStream unwanted = raw(connection)) {
      unwanted.skipNBytes(Math.min(unwanted.available(), 8192));
    } catch (IOException | Breakage _) {
      // It was not wanted.
    }
  }
}
