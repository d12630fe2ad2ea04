// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Head;
import ai.metta.access.http.Http;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.JsonReading.Gaps;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.skypilot.SkypilotReader.Server;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A SkyPilot API server as its clients speak to it: it takes work on at once, and gives the result
/// to whoever asks for it by the work's id.
final class ApiServer {
  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final long MAXIMUM_BYTES = 1L << 30;

  /// What a `viewer` may not ask for.
  private static final String PRICES = "/list_accelerators";

  /// What servers may do without.
  private static final Set<String> LATER = Set.of("/jobs/events", PRICES);

  private final Http http;
  private final Endpoint endpoint;
  private final Optional<Credential> credential;
  private final Refusals refusals;

  /// @param credential what proves who we are; empty for nothing
  ApiServer(Http http, Endpoint endpoint, Optional<Credential> credential) {
    this.http = http;
    this.endpoint = endpoint;
    this.credential = credential;
    this.refusals = new Refusals(endpoint.base(), credential);
  }

  /// What it says of itself, to whom it trusts.
  Server health() {
    String what = "GET /api/health";
    Request request =
        Request.get(endpoint.at("/api/health")).within(Duration.ofSeconds(30)).atMost(1 << 20);
    return http.read(
        authorised(request),
        (head, body) -> {
          refusals.requireAnswer(head, body, what);
          Fields health =
              Rows.reading(what).characters(utf8(body), json -> Fields.of(what, json, _ -> true));
          if (health.text("status").equals("needs_auth")) {
            throw refusals.login(what + ": the server asks for a login");
          }
          return new Server(apiVersion(health), version(health));
        });
  }

  /// It is sent back in a header, which takes no other signs.
  private static String version(Fields health) {
    String text = health.text("version");
    return text.matches("[!-~]{1,100}") ? text : "unknown";
  }

  private static int apiVersion(Fields health) {
    String text = health.text("api_version");
    return text.matches("\\d{1,6}")
        ? Integer.parseInt(text)
        : health.number("api_version").map(Double::intValue).orElse(0);
  }

  /// Asks for work and reads its result. A wait that was cut is taken up again by the same id,
  /// which costs the server nothing.
  ///
  /// @throws WorkFailedException where the server failed inside it
  /// @throws UnsupportedException where it does not know the path
  <T> T work(Server server, String path, String body, JsonReading.Text<T> reader) {
    return once(server, path, body, reader, Lost.IS_ASKED_AGAIN)
        .or(() -> once(server, path, body, reader, Lost.IS_TOLD))
        .orElseThrow();
  }

  /// What is done about work that the server lost, for instance as it was restarted: it then
  /// answers 503 to whoever waits for the result, or no longer knows it.
  private enum Lost {
    IS_ASKED_AGAIN,
    IS_TOLD;

    boolean isAskedAgain(int status) {
      return this == IS_ASKED_AGAIN && (status == 503 || status == 404);
    }
  }

  /// The result; empty for lost work that is to be asked for again.
  private <T> Optional<T> once(
      Server server, String path, String body, JsonReading.Text<T> reader, Lost lost) {
    String id = URLEncoder.encode(submit(server, path, body), StandardCharsets.UTF_8);
    Request request =
        versioned(server, Request.get(endpoint.at("/api/get?request_id=" + id)))
            .within(WAIT)
            .atMost(MAXIMUM_BYTES)
            .repeated(Repeat.IDEMPOTENT);
    return http.read(
        authorised(request),
        (head, stream) ->
            lost.isAskedAgain(head.status())
                ? Optional.empty()
                : Optional.of(result(path, head, stream, reader)));
  }

  private String submit(Server server, String path, String body) {
    Request request =
        versioned(
                server,
                Request.post(
                    endpoint.at(path), "application/json", body.getBytes(StandardCharsets.UTF_8)))
            .within(Duration.ofSeconds(60))
            .atMost(1 << 20)
            .repeated(Repeat.IDEMPOTENT);
    return http.read(
        authorised(request),
        (head, stream) -> {
          requireSupport(server, path, head.status());
          refusals.requireAnswer(head, stream, "POST " + path);
          return head.headers()
              .first("X-Skypilot-Request-ID")
              .or(() -> head.headers().first("X-Request-ID"))
              .orElseThrow(() ->
                  Rows.malformed(
                      "POST " + path, "has no request id; is this a SkyPilot API server?"));
        });
  }

  private static void requireSupport(Server server, String path, int status) {
    if (status == 404 && LATER.contains(path)) {
      throw new UnsupportedException("SkyPilot " + server.version() + " has no " + path);
    }
    if (status == 403 && path.equals(PRICES)) {
      throw new UnsupportedException(
          "the account may not ask for prices of machines: that needs the role user;"
              + " skypilot.prices holds in its place");
    }
  }

  private <T> T result(String path, Head head, InputStream stream, JsonReading.Text<T> reader)
      throws IOException {
    String what = "result of POST " + path;
    if (head.status() == 500) {
      throw ServerError.read(what, stream);
    }
    if (head.status() == 404) {
      throw new FailureException(
          new Failure.Service(
              what
                  + ": the server lost the request: it was restarted, or skypilot.endpoint leads to several that do not share theirs",
              Failure.Service.Retry.IS_USELESS));
    }
    refusals.requireAnswer(head, stream, what);
    try (Envelope document = Envelope.text(what, utf8(stream), "return_value")) {
      requireSuccess(what, document.status());
      // Prices come out of tables whose empty cells are NaN.
      return Rows.reading(what)
          .with(path.equals(PRICES) ? Gaps.NAN : Gaps.NULL)
          .characters(document, reader);
    }
  }

  /// An answer of status 200 may tell of work that did not end well.
  private static void requireSuccess(String what, String status) {
    if (!status.isEmpty() && !status.equals("SUCCEEDED")) {
      throw new FailureException(
          new Failure.Service(
              what
                  + (status.equals("CANCELLED")
                      ? ": the request was cancelled on the server; run again"
                      : ": the server says that the request is "
                          + status
                          + "; the log of the API server says more"),
              Failure.Service.Retry.MAY_HELP));
    }
  }

  private static Reader utf8(InputStream stream) {
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }

  private static Request versioned(Server server, Request request) {
    return server.api() == 0
        ? request
        : request
            .header("X-SkyPilot-API-Version", Integer.toString(server.api()))
            .header("X-SkyPilot-Version", server.version());
  }

  private Request authorised(Request request) {
    return request.header("Accept", "application/json").as(credential);
  }
}
