// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import ai.metta.server.web.Router.Needs;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/// Who is let in. On loopback any key is good, since whoever is there owns the machine; but only
/// what names this machine as its host, so that no page of a browser speaks to it by a name of its
/// own. Elsewhere it takes the token.
///
/// @param token what a key must be; empty on loopback
public record Gate(Optional<String> token) {
  private static final String BEARER = "Bearer ";

  /// @throws Refusal with status 403 as Datadog refuses, 421 for another host's name
  void check(Call call, Needs needs) {
    if (token.isEmpty()) {
      requireLocal(call, needs);
    }
    if (needs == Needs.NONE || (needs == Needs.OWN && token.isEmpty())) {
      return;
    }
    Optional<String> api =
        call.header("DD-API-KEY")
            .or(() -> call.parameter("api_key"))
            .or(() -> needs == Needs.OWN ? bearer(call) : Optional.empty())
            .filter(key -> !key.isBlank());
    if (api.isEmpty()) {
      throw new Refusal(403, "API key required");
    }
    requireToken(api.get());
    if (needs == Needs.BOTH
        && call.header("DD-APPLICATION-KEY")
            .or(() -> call.parameter("application_key"))
            .filter(key -> !key.isBlank())
            .isEmpty()) {
      throw new Refusal(403, "Application key required");
    }
  }

  private static Optional<String> bearer(Call call) {
    return call.header("Authorization")
        .filter(text -> text.startsWith(BEARER))
        .map(text -> text.substring(BEARER.length()).strip());
  }

  private void requireToken(String key) {
    if (token.isPresent()
        && !java.security.MessageDigest.isEqual(
            token.get().getBytes(java.nio.charset.StandardCharsets.UTF_8),
            key.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      throw new Refusal(403, "Forbidden");
    }
  }

  /// What needs no key is no secret, and is asked for by a frame without an origin too.
  private static void requireLocal(Call call, Needs needs) {
    String host = call.header("Host").orElse("");
    if (!isLocal(host)) {
      throw new Refusal(421, "This server is localhost, not " + host);
    }
    Optional<String> origin = call.header("Origin");
    if (needs != Needs.NONE
        && origin.isPresent()
        && !isLocal(origin.get().replaceFirst("^https?://", ""))) {
      throw new Refusal(403, "Requests of other origins are refused");
    }
  }

  private static boolean isLocal(String host) {
    String name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }

  /// Whether an address is this machine's alone.
  public static boolean isLoopback(InetAddress address) {
    return address.isLoopbackAddress();
  }
}
