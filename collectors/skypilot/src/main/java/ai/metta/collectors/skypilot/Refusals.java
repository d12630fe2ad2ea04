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
import java.util.Optional;

/// Tells an answer from a refusal, and says what a refusal asks for.
///
/// @param credential what was sent to prove who we are; empty for nothing
record Refusals(Optional<Credential> credential) {
  private static final String TOKEN = "SKYPILOT_SERVICE_ACCOUNT_TOKEN";

  /// Anything but a JSON answer of status 200 means that somebody else answered, or that we were
  /// refused.
  ///
  /// @throws FailureException for whatever else it is, typed by who is to blame
  void requireAnswer(Head head, InputStream body, String what) throws IOException {
    int status = head.status();
    boolean json =
        head.headers().first("Content-Type").filter(type -> type.contains("json")).isPresent();
    if (status == 200 && json) {
      return;
    }
    if (status == 200) {
      throw login(what + ": answered with a page, not with data");
    }
    if (status >= 300 && status < 400) {
      throw login(what + ": redirects to " + destination(head));
    }
    String said = ServerError.excerpt(body);
    throw new FailureException(refusal(status, what, said));
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

  private Failure refusal(int status, String what, String said) {
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

  /// The host alone: the rest may hold what is not to be shown.
  private static String destination(Head head) {
    return head.headers()
        .first("Location")
        .flatMap(Refusals::host)
        .map(host -> host + ", which is not followed")
        .orElse("another page");
  }

  private static Optional<String> host(String location) {
    try {
      return Optional.ofNullable(URI.create(location).getHost());
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
