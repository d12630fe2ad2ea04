// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.graphql.GraphQlEngine.Prepared;
import ai.metta.sandbox.graphql.GraphQlEngine.Reading;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.Parameters;
import ai.metta.sandbox.http.Switchboard;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Receives requests: counts them, asks who is there, lets a fault have its way, takes what it
/// costs and passes on.
final class Reception implements HttpHandler {
  private static final int LONGEST_BODY_BYTES = 1 << 20;
  private static final int PATIENCE_SECONDS = 60;

  private final GithubOptions options;
  private final Switchboard<Strike> faults;
  private final Quotas quotas;
  private final QueryDesk queries;
  private final RestDesk rest;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  Reception(GithubOptions options, Switchboard<Strike> faults) {
    this.options = options;
    this.faults = faults;
    this.quotas = new Quotas(options);
    this.queries = new QueryDesk(options, quotas);
    this.rest = new RestDesk(options, quotas);
  }

  /// How many requests have come, by path, and those of GraphQL by the name of their query.
  Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES);
      Answer answer = answer(exchange, body);
      answer.with("X-GitHub-Media-Type", "github.v3; format=json").send(exchange);
    } catch (IOException | UncheckedIOException gone) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Optional<Route.Match> match = Route.of(path).filter(one -> fits(one.route(), method));
    Optional<Reading> reading =
        match.filter(one -> one.route() == Route.GRAPHQL).map(_ -> queries.read(body));
    String operation = reading.map(Reception::operation).orElse("");
    counts.merge(operation.isEmpty() ? path : path + " " + operation, 1, Integer::sum);
    Optional<Answer> stranger = stranger(exchange.getRequestHeaders());
    if (stranger.isPresent() || match.isEmpty()) {
      return stranger.orElseGet(Refusal::notFound);
    }
    Route route = match.get().route();
    Optional<Fault> fault =
        faults.struck(strike -> strike.fits(route, operation)).map(Strike::fault);
    Optional<Answer> struck = fault.flatMap(one -> struck(one, route));
    if (struck.isPresent()) {
      return struck.get();
    }
    return reading
        .map(read -> graphQl(read, fault))
        .orElseGet(() -> rest(exchange, match.get(), fault));
  }

  private static boolean fits(Route route, String method) {
    return method.equals(route == Route.GRAPHQL ? "POST" : "GET");
  }

  private static String operation(Reading reading) {
    return switch (reading) {
      case Reading.Ready ready -> ready.prepared().operation();
      case Reading.Refused _ -> "";
    };
  }

  private Optional<Answer> stranger(Headers headers) {
    if (headers.getFirst("User-Agent") == null) {
      return Optional.of(
          Refusal.of(
              403,
              "Request forbidden by administrative rules. Please make sure your request has a User-Agent header."));
    }
    String authorization = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
    if (authorization.isEmpty()) {
      return Optional.of(Refusal.of(401, "Requires authentication"));
    }
    boolean known = authorization.matches("(?i)(?:bearer|token) +\\Q" + options.token() + "\\E");
    return known ? Optional.empty() : Optional.of(badCredentials());
  }

  private static Answer badCredentials() {
    return Refusal.of(401, "Bad credentials");
  }

  /// What a fault answers instead; empty where it only spoils the answer.
  private Optional<Answer> struck(Fault fault, Route route) {
    boolean graphQl = route == Route.GRAPHQL;
    Quotas.Quota quota = quotas.of(graphQl ? Quotas.Pool.GRAPHQL : Quotas.Pool.CORE);
    String secondary =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return switch (fault) {
      case BAD_CREDENTIALS -> Optional.of(badCredentials());
      case MISSING_PERMISSION ->
          graphQl
              ? Optional.empty()
              : Optional.of(
                  quota.on(
                      Refusal.of(403, "Resource not accessible by personal access token")
                          .with("X-Accepted-GitHub-Permissions", route.permission())));
      case SINGLE_SIGN_ON ->
          Optional.of(
              quota.on(
                  Refusal.of(
                          403,
                          "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.")
                      .with(
                          "X-GitHub-SSO",
                          "required; url=https://github.com/orgs/"
                              + options.organisation().login()
                              + "/sso?authorization_request=A1")));
      case NOT_FOUND -> graphQl ? Optional.empty() : Optional.of(quota.on(Refusal.notFound()));
      case PRIMARY_LIMIT -> Optional.of(graphQl ? queries.exhausted() : exhausted());
      case SECONDARY_LIMIT -> Optional.of(quota.on(patient(Refusal.of(403, secondary))));
      case SECONDARY_LIMIT_UNTIMED -> Optional.of(quota.on(Refusal.of(403, secondary)));
      case TOO_MANY_REQUESTS -> Optional.of(quota.on(patient(Refusal.of(429, secondary))));
      case BAD_GATEWAY -> Optional.of(Answer.page(502, "Unicorn! &middot; GitHub"));
      case EMPTY_REPOSITORY, PARTIAL_DATA, NULL_NODES, PAGES_IN_CIRCLES, DUPLICATES ->
          Optional.empty();
    };
  }

  private static Answer patient(Answer answer) {
    return answer.with("Retry-After", Integer.toString(PATIENCE_SECONDS));
  }

  private Answer exhausted() {
    return quotas
        .of(Quotas.Pool.CORE)
        .exhausted()
        .on(Refusal.of(403, "API rate limit exceeded for user ID 1001."));
  }

  private Answer graphQl(Reading reading, Optional<Fault> fault) {
    return switch (reading) {
      case Reading.Ready(Prepared prepared) -> queries.answer(prepared, fault);
      case Reading.Refused(Map<String, Object> answer) ->
          quotas
              .take(Quotas.Pool.GRAPHQL, 1)
              .map(quota -> quota.on(Answer.json(answer)))
              .orElseGet(queries::exhausted);
    };
  }

  private Answer rest(HttpExchange exchange, Route.Match match, Optional<Fault> fault) {
    Asked asked =
        new Asked(
            match,
            "http://" + exchange.getRequestHeaders().getFirst("Host"),
            exchange.getRequestURI().getPath(),
            Parameters.of(exchange.getRequestURI().getRawQuery()),
            options.clock().instant(),
            fault);
    Answer answer = rest.answer(asked);
    if (answer.status() == 200) {
      String tag = tag(answer.body());
      answer = answer.with("ETag", tag);
      if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        Answer unchanged = new Answer(304, answer.headers(), "");
        return quotas.of(Quotas.Pool.CORE).on(unchanged);
      }
    }
    if (match.route() == Route.RATE_LIMIT) {
      return quotas.of(Quotas.Pool.CORE).on(answer);
    }
    Answer whole = answer;
    return quotas
        .take(Quotas.Pool.CORE, 1)
        .map(quota -> quota.on(whole))
        .orElseGet(this::exhausted);
  }

  private static String tag(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return "W/\"" + HexFormat.of().formatHex(digest) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java knows SHA-256", e);
    }
  }
}
