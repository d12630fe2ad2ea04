// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Head;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Tells an answer from a refusal, and says what a refusal asks for.
///
/// @param endpoint who was asked
/// @param credential what was sent to prove who we are; empty for nothing
record Refusals(URI endpoint, Optional<Credential> credential) {
  private static final String TOKEN = "SKYPILOT_SERVICE_ACCOUNT_TOKEN";

  /// Anything but a JSON answer of status 200 means that somebody else answered, or that we were
  /// refused.
  ///
  /// @throws FailureException for whatever else it is, typed by who is to blame
  void requireAnswer(Head head, InputStream body, String what) throws IOException {
    int status = head.status();
    boolean json =
        head.headers().first("Content-Type").map(type -> type.contains("json")).orElse(true);
    if (status == 200 && json) {
      return;
    }
    if (status == 200) {
      throw login(what + ": answered with a page, not with data");
    }
    if (status >= 300 && status < 400) {
      throw redirect(head, what);
    }
    String said = ServerError.excerpt(body);
    throw new FailureException(refusal(head, what, said));
  }

  /// The failure of a server that stands behind a login.
  FailureException login(String what) {
    String advice =
        credential.isPresent()
            ? "; the login before the server does not take "
                + credentialName()
                + ", or "
                + "skypilot.endpoint is the address of something else"
            : "; if the server stands behind a login, set " + TOKEN;
    return new FailureException(new Failure.Credentials(what + advice));
  }

  private FailureException redirect(Head head, String what) {
    Optional<URI> to = head.headers().first("Location").flatMap(this::destination);
    if (to.filter(this::isOursByHttps).isPresent()) {
      return new FailureException(
          new Failure.Configuration(
              what + ": the server wants to be asked by https; correct skypilot.endpoint"));
    }
    return login(what + ": redirects to " + to.map(this::named).orElse("no address"));
  }

  private boolean isOursByHttps(URI to) {
    return endpoint.getScheme().equalsIgnoreCase("http")
        && "https".equalsIgnoreCase(to.getScheme())
        && endpoint.getHost().equalsIgnoreCase(to.getHost());
  }

  /// The host alone: the rest may hold what is not to be shown.
  private String named(URI to) {
    return endpoint.getAuthority().equalsIgnoreCase(to.getAuthority())
        ? "another page of its own"
        : to.getHost() + ", which is not followed";
  }

  private Failure refusal(Head head, String what, String said) {
    int status = head.status();
    String quoted = said.isEmpty() ? "" : " (" + said + ")";
    return switch (status) {
      case 400 ->
          new Failure.Configuration(
              what
                  + ": the server refuses the request"
                  + quoted
                  + "; skypilot.endpoint may lead to servers of different versions");
      case 401 -> new Failure.Credentials(what + unauthorised(quoted));
      case 403 ->
          new Failure.Credentials(
              what + ": not allowed" + quoted + "; give the account the role viewer");
      case 404 ->
          new Failure.Service(
              what + ": not found (404); is skypilot.endpoint a SkyPilot API server, 0.9 to 0.13?",
              Retry.IS_USELESS);
      case 429 ->
          new Failure.RateLimit(
              what
                  + ": too many requests"
                  + quoted
                  + head.headers().first("Retry-After").flatMap(Refusals::wait).orElse("")
                  + "; run less often, or fewer at once",
              Optional.empty());
      default ->
          new Failure.Service(
              what
                  + ": status "
                  + status
                  + quoted
                  + "; the log of the server, or of a proxy before it, says more",
              Retry.MAY_HELP);
    };
  }

  private String unauthorised(String quoted) {
    return credential.isPresent()
        ? ": the server refuses " + credentialName() + quoted + "; renew or correct it"
        : ": the server wants to know who asks" + quoted + "; set " + TOKEN;
  }

  private String credentialName() {
    return credential
        .filter(sent -> sent instanceof Credential.Basic)
        .map(_ -> "the user and password in skypilot.endpoint")
        .orElse("the token in " + TOKEN);
  }

  /// What the server asks for: seconds, or a date.
  private static Optional<String> wait(String asked) {
    return asked.strip().matches("\\d{1,9}")
        ? Optional.of("; it asks to wait " + asked.strip() + " s")
        : date(asked.strip()).map(then -> "; it asks to wait until " + then);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private Optional<URI> destination(String location) {
    try {
      return Optional.of(endpoint.resolve(location)).filter(to -> to.getHost() != null);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
