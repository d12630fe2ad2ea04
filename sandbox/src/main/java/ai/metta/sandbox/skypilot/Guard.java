// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Decides who a caller is, and whether to let it in.
final class Guard {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  /// What the guard says.
  sealed interface Verdict {
    record Admitted(Caller caller) implements Verdict {}

    /// A 401 with its body.
    record Refused(Body body, Challenge challenge) implements Verdict {}
  }

  /// Whether a 401 asks for basic authentication.
  enum Challenge {
    BASIC,
    NONE
  }

  /// Whether a path may be asked by anyone.
  enum Door {
    LOCKED,
    OPEN
  }

  private final Access access;

  Guard(Access access) {
    this.access = access;
  }

  Verdict check(Headers headers, Door door) {
    Optional<String> authorization = Optional.ofNullable(headers.getFirst("Authorization"));
    Optional<String> token =
        authorization
            .filter(text -> text.startsWith(BEARER + "sky_"))
            .map(text -> text.substring(BEARER.length()));
    return switch (access) {
      case Access.Open _ -> token.isPresent() ? disabled() : new Verdict.Admitted(unasked(headers));
      case Access.Basic basic ->
          token.isPresent() ? disabled() : basic(authorization, Optional.of(basic), door);
      case Access.ServiceAccount account ->
          token.isPresent()
              ? account(account, token.get())
              : basic(authorization, Optional.empty(), door);
    };
  }

  /// The answer to a token that is not, or no longer, valid.
  static Verdict.Refused invalidToken() {
    return new Verdict.Refused(detail("Invalid or expired service account token"), Challenge.NONE);
  }

  static Body detail(String text) {
    return json -> {
      json.writeStartObject();
      json.writeStringProperty("detail", text);
      json.writeEndObject();
    };
  }

  private static Caller unasked(Headers headers) {
    return Optional.ofNullable(headers.getFirst("X-Auth-Request-Email"))
        .map(name -> Caller.named(name, Caller.Kind.PROXY))
        .orElseGet(Caller::server);
  }

  private static Verdict account(Access.ServiceAccount account, String token) {
    return token.equals(account.token())
        ? new Verdict.Admitted(Caller.serviceAccount(account.name()))
        : invalidToken();
  }

  private static Verdict basic(
      Optional<String> authorization, Optional<Access.Basic> expected, Door door) {
    Optional<Access.Basic> known =
        authorization.flatMap(
            text -> expected.filter(basic -> text.equals(BASIC + encoded(basic))));
    if (known.isPresent()) {
      return new Verdict.Admitted(Caller.named(known.get().user(), Caller.Kind.BASIC));
    }
    if (door == Door.OPEN) {
      return new Verdict.Admitted(Caller.server());
    }
    if (authorization.isEmpty()) {
      return refused("Authentication required");
    }
    return refused(
        authorization.get().startsWith(BASIC)
            ? "Invalid credentials"
            : "Invalid authentication method");
  }

  private static String encoded(Access.Basic basic) {
    String pair = basic.user() + ":" + basic.password();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Verdict refused(String text) {
    return new Verdict.Refused(json -> json.writeString(text), Challenge.BASIC);
  }

  private static Verdict disabled() {
    return new Verdict.Refused(detail("Service account authentication disabled"), Challenge.NONE);
  }
}
