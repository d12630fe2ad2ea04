// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Receives requests: notes them, asks who is there, lets a fault have its way, and passes on.
final class Reception implements HttpHandler {
  private static final int PATIENCE_SECONDS = 7;

  private final KubernetesOptions options;
  private final Desk desk;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Switchboard<Strike<KubernetesFault>> faults;

  Reception(KubernetesOptions options, Story story, Switchboard<Strike<KubernetesFault>> faults) {
    this.options = options;
    this.faults = faults;
    this.desk = new Desk(options, story);
  }

  List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestURI().toString());
      answer(exchange).send(exchange);
    } catch (IOException | UncheckedIOException gone) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    }
  }

  private Answer answer(HttpExchange exchange) {
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (!authorization.equals("Bearer " + options.token())) {
      return Refusal.unauthorized();
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return Refusal.of(405, "MethodNotAllowed", "the server does not allow this method");
    }
    Asked asked = Asked.of(exchange.getRequestURI(), options.clock().instant());
    Optional<KubernetesFault> fault = struck(exchange.getRequestURI().toString());
    return fault
        .flatMap(one -> refusal(one, asked))
        .orElseGet(() -> spoiled(desk.answer(asked, fault), fault));
  }

  private Optional<KubernetesFault> struck(String request) {
    return faults.struck(strike -> strike.fits(request)).map(Strike::fault);
  }

  /// What a fault answers instead; empty where it only spoils the answer.
  private static Optional<Answer> refusal(KubernetesFault fault, Asked asked) {
    return switch (fault) {
      case UNAUTHORIZED -> Optional.of(Refusal.unauthorized());
      case FORBIDDEN ->
          Optional.of(Desk.place(asked).map(Desk.Place::forbidden).orElseGet(Refusal::noPath));
      case NOT_FOUND -> Optional.of(Refusal.noPath());
      case TOO_MANY_REQUESTS -> Optional.of(Refusal.tooMany(PATIENCE_SECONDS));
      case SERVER_ERROR ->
          Optional.of(
              Refusal.of(
                  500, "InternalError", "Internal error occurred: etcdserver: request timed out"));
      case UNAVAILABLE -> Optional.of(Refusal.text(503, "service unavailable\n"));
      case BAD_GATEWAY -> Optional.of(Answer.page(502, "502 Bad Gateway"));
      case LOGIN_PAGE -> Optional.of(Answer.page(200, "Log in"));
      case NO_LIST -> Optional.of(Answer.json(Refusal.status(200, "Unknown", "all is well")));
      case REDIRECT ->
          Optional.of(Answer.page(302, "Moved").with("Location", "http://localhost:1/elsewhere"));
      case EXPIRED_PAGES, CUT_SHORT, ODD_AMOUNT, PAGES_IN_CIRCLES -> Optional.empty();
    };
  }

  private static Answer spoiled(Answer answer, Optional<KubernetesFault> fault) {
    String body = answer.body();
    if (fault.equals(Optional.of(KubernetesFault.CUT_SHORT))) {
      body = body.substring(0, body.length() * 2 / 3);
    }
    if (fault.equals(Optional.of(KubernetesFault.ODD_AMOUNT))) {
      body = body.replaceFirst("\"cpu\":\"[^\"]*\"", "\"cpu\":\"lots\"");
    }
    return new Answer(answer.status(), answer.headers(), body);
  }
}
