// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.graphql.Dialect;
import ai.metta.sandbox.graphql.GraphQlEngine;
import ai.metta.sandbox.graphql.GraphQlEngine.Prepared;
import ai.metta.sandbox.graphql.GraphQlEngine.Reading;
import ai.metta.sandbox.graphql.Schema;
import ai.metta.sandbox.graphql.Twist;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.Switchboard;
import ai.metta.sandbox.json.JsonTree;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Receives queries: counts them, sees who is there, lets a fault have its way, and answers. Who
/// comes with a wrong key, or none, is nobody, and is answered all the same.
final class Reception implements HttpHandler {
  private static final Map<String, String> LIMITS =
      Map.of("RateLimit-Limit", "1000", "RateLimit-Remaining", "985", "RateLimit-Reset", "1");
  private static final int LONGEST_BODY_BYTES = 1 << 20;
  private static final String VIEWER = "nightly-evals";
  private static final Dialect DIALECT = new WandbDialect();
  private static final Pattern OPERATION = Pattern.compile("^\\s*query\\s+(\\w+)");

  private final WandbOptions options;
  private final Switchboard<Strike> faults;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  Reception(WandbOptions options, Switchboard<Strike> faults) {
    this.options = options;
    this.faults = faults;
  }

  Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES);
      limited(answer(exchange, body)).send(exchange);
    } catch (IOException | UncheckedIOException gone) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    }
  }

  /// With how much is left of the limit, unless it says otherwise.
  private static Answer limited(Answer answer) {
    Map<String, String> headers = new TreeMap<>(LIMITS);
    headers.putAll(answer.headers());
    return new Answer(answer.status(), headers, answer.body());
  }

  private Answer answer(HttpExchange exchange, byte[] body) {
    if (!exchange.getRequestURI().getPath().equals("/graphql")
        || !exchange.getRequestMethod().equals("POST")) {
      return Answer.json(404, JsonTree.of("error", "Not Found"));
    }
    if (!(parsed(body) instanceof Map<?, ?> posted)
        || !(posted.get("query") instanceof String query)) {
      return Answer.json(
          400, JsonTree.of("error", JsonTree.of("message", "must provide a query string")));
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    if (posted.get("variables") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> variables.put(name.toString(), value));
    }
    Matcher named = OPERATION.matcher(query);
    String operation = named.find() ? named.group(1) : "";
    counts.merge(operation, 1, Integer::sum);
    String about = String.valueOf(variables.getOrDefault("project", ""));
    Optional<Fault> fault =
        faults.struck(strike -> strike.fits(operation, about)).map(Strike::fault);
    return fault
        .flatMap(one -> struck(one, exchange))
        .orElseGet(() -> answer(query, variables, viewer(exchange.getRequestHeaders()), fault));
  }

  private static Object parsed(byte[] body) {
    try {
      return JsonTree.read(body);
    } catch (JacksonException notJson) {
      return "";
    }
  }

  private Optional<String> viewer(Headers headers) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("api:" + options.key()).getBytes(StandardCharsets.UTF_8));
    return expected.equals(headers.getFirst("Authorization"))
        ? Optional.of(VIEWER)
        : Optional.empty();
  }

  /// What a fault answers instead; empty where it only spoils the answer.
  private Optional<Answer> struck(Fault fault, HttpExchange exchange) {
    return switch (fault) {
      case RATE_LIMITED ->
          Optional.of(
              Answer.json(429, JsonTree.of("error", "Rate limit exceeded"))
                  .with("RateLimit-Remaining", "0")
                  .with("RateLimit-Reset", "7"));
      case SERVER_ERROR ->
          Optional.of(
              Answer.json(
                  500, JsonTree.of("error", JsonTree.of("message", "internal database error"))));
      case BAD_GATEWAY ->
          Optional.of(
              new Answer(
                  502,
                  Map.of("Content-Type", "text/html"),
                  "<html><head><title>502 Bad Gateway</title></head></html>"));
      case BAD_FILTER -> Optional.of(refused("invalid filters"));
      case REDIRECT ->
          Optional.of(
              new Answer(
                  302,
                  Map.of(
                      "Location",
                      "http://" + exchange.getRequestHeaders().getFirst("Host") + "/elsewhere"),
                  ""));
      case TRUNCATED -> Optional.of(new Answer(200, Map.of(), "{\"data\":{\"project\":{"));
      case LAST_OF_THE_LIMIT, PARTIAL_DATA, NO_PROJECT, CURSOR_STANDS_STILL -> Optional.empty();
      case OLD_SERVER, NO_SWEEPS, BROKEN_SUMMARY, STRANGE_STATE -> Optional.empty();
    };
  }

  private static Answer refused(String message) {
    return Answer.json(
        400,
        JsonTree.of("errors", List.of(JsonTree.of("message", message)), "data", Optional.empty()));
  }

  private Answer answer(
      String query, Map<String, Object> variables, Optional<String> viewer, Optional<Fault> fault) {
    return switch (GraphQlEngine.read(schema(fault), DIALECT, query, variables)) {
      case Reading.Refused(Map<String, Object> answer) -> Answer.json(400, answer);
      case Reading.Ready(Prepared prepared) -> answer(prepared, viewer, fault);
    };
  }

  private Answer answer(Prepared prepared, Optional<String> viewer, Optional<Fault> fault) {
    RootView root =
        new RootView(options.experiments().at(options.clock().instant()), viewer, fault);
    Map<String, Object> answer;
    try {
      answer =
          new LinkedHashMap<>(
              prepared.answer(
                  root, root.has(Fault.CURSOR_STANDS_STILL) ? Twist.CIRCLES : Twist.NONE));
    } catch (RefusedException refusal) {
      return refused(String.valueOf(refusal.getMessage()));
    }
    if (root.has(Fault.PARTIAL_DATA)) {
      answer.put("errors", List.of(JsonTree.of("message", "a part took too long")));
    }
    Answer whole = Answer.json(200, answer);
    return root.has(Fault.LAST_OF_THE_LIMIT)
        ? whole.with("RateLimit-Remaining", "0").with("RateLimit-Reset", "9")
        : whole;
  }

  private static Schema schema(Optional<Fault> fault) {
    return fault.filter(Fault.OLD_SERVER::equals).isPresent()
        ? WandbSchema.OLD
        : fault.filter(Fault.NO_SWEEPS::equals).isPresent()
            ? WandbSchema.WITHOUT_SWEEPS
            : WandbSchema.SCHEMA;
  }
}
