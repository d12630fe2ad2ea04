// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import ai.metta.sandbox.json.JsonTree;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Receives requests: notes them, asks who is there, lets a fault have its way, and passes on.
final class Reception implements HttpHandler {
  static final String BASE = "/api/1.0";

  private static final String TOKENS = "/-/oauth_token";
  private static final int PATIENCE_SECONDS = 30;
  private static final int LONGEST_BODY_BYTES = 1 << 16;

  private final AsanaOptions options;
  private final Desk desk;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Switchboard<Strike<AsanaFault>> faults;

  Reception(AsanaOptions options, Switchboard<Strike<AsanaFault>> faults) {
    this.options = options;
    this.faults = faults;
    this.desk = new Desk(options);
  }

  List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      String body =
          new String(
              exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestURI().toString());
      boolean isExchange = exchange.getRequestURI().getPath().equals(TOKENS);
      (isExchange ? token(body) : answer(exchange)).send(exchange);
    } catch (IOException | UncheckedIOException gone) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    }
  }

  /// Gives an application a token for its id and secret.
  private Answer token(String form) {
    return form.equals(
            "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(AsanaOptions.CLIENT_ID, AsanaOptions.CLIENT_SECRET))
        ? Answer.json(
            JsonTree.of(
                "access_token", options.token(), "token_type", "bearer", "expires_in", 3600))
        : Answer.json(
            401,
            JsonTree.of(
                "error",
                "invalid_client",
                "error_description",
                "The client credentials are not valid."));
  }

  private Answer answer(HttpExchange exchange) {
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (!authorization.equals("Bearer " + options.token())) {
      return Refusal.notAuthorized();
    }
    if (!exchange.getRequestMethod().equals("GET")
        || !exchange.getRequestURI().getPath().startsWith(BASE)) {
      return Refusal.noRoute();
    }
    Asked asked = Asked.of(exchange.getRequestURI(), options.clock().instant());
    Optional<AsanaFault> fault = struck(exchange.getRequestURI().toString());
    return fault.flatMap(Reception::refusal).orElseGet(() -> desk.answer(asked, fault));
  }

  private Optional<AsanaFault> struck(String request) {
    return faults.struck(strike -> strike.fits(request)).map(Strike::fault);
  }

  /// What a fault answers instead; empty where it only spoils the answer.
  private static Optional<Answer> refusal(AsanaFault fault) {
    return switch (fault) {
      case NOT_AUTHORIZED -> Optional.of(Refusal.notAuthorized());
      case FORBIDDEN -> Optional.of(Refusal.of(403, "You do not have access to this resource."));
      case NOT_FOUND -> Optional.of(Refusal.unknown("project"));
      case PAYMENT_REQUIRED ->
          Optional.of(
              Refusal.of(402, "Payment Required. This is only available to premium users."));
      case TOO_MANY_REQUESTS ->
          Optional.of(
              Refusal.of(429, "You have made too many requests recently.")
                  .with("Retry-After", Integer.toString(PATIENCE_SECONDS)));
      case SERVER_ERROR -> Optional.of(Refusal.phrased());
      case BAD_GATEWAY -> Optional.of(Answer.page(502, "502 Bad Gateway"));
      case EXPIRED_PAGES, PAGES_IN_CIRCLES, ENDLESS_PAGES, NULL_ITEMS, NO_STATUS_TYPE ->
          Optional.empty();
    };
  }
}
