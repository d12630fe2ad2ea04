// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.graphql.Dialect;
import ai.metta.sandbox.graphql.GraphQlEngine;
import ai.metta.sandbox.graphql.GraphQlEngine.Prepared;
import ai.metta.sandbox.graphql.GraphQlEngine.Reading;
import ai.metta.sandbox.graphql.Twist;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Answers GraphQL.
record QueryDesk(GithubOptions options, Quotas quotas) {
  private static final Dialect DIALECT = new GithubDialect();

  /// What was posted: a query that can be answered, or an answer that says why not.
  Reading read(byte[] body) {
    if (!(parsed(body) instanceof Map<?, ?> posted)
        || !(posted.get("query") instanceof String query)) {
      return new Reading.Refused(
          JsonTree.of(
              "errors",
              List.of(
                  JsonTree.of(
                      "message", "A query attribute must be specified and must be a string."))));
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    if (posted.get("variables") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> variables.put(name.toString(), value));
    }
    Reading reading = GraphQlEngine.read(GithubSchema.SCHEMA, DIALECT, query, variables);
    try {
      if (reading instanceof Reading.Ready(Prepared prepared)) {
        Pricing _ = Pricing.of(prepared);
      }
      return reading;
    } catch (TooDearException dear) {
      return new Reading.Refused(GraphQlEngine.refusal(dear.error()));
    }
  }

  private static Object parsed(byte[] body) {
    try {
      return JsonTree.read(body);
    } catch (JacksonException notJson) {
      return "";
    }
  }

  Answer answer(Prepared prepared, Optional<Fault> fault) {
    Pricing pricing = Pricing.of(prepared);
    Optional<Quotas.Quota> quota = quotas.take(Quotas.Pool.GRAPHQL, pricing.points());
    if (quota.isEmpty()) {
      return exhausted();
    }
    if (fault.filter(Fault.MISSING_PERMISSION::equals).isPresent()) {
      return quota
          .get()
          .on(failed("FORBIDDEN", "Resource not accessible by personal access token"));
    }
    RootView root =
        new RootView(
            options.organisation(),
            options.clock().instant(),
            quota.get(),
            pricing.points(),
            pricing.nodes(),
            fault);
    Map<String, Object> answer = new LinkedHashMap<>(prepared.answer(root, twist(fault)));
    if (fault.filter(Fault.PARTIAL_DATA::equals).isPresent()) {
      answer.put(
          "errors",
          List.of(
              JsonTree.of(
                  "type",
                  "RESOURCE_LIMITS_EXCEEDED",
                  "path",
                  List.of("repository"),
                  "message",
                  "Resource limits for this query exceeded.")));
    }
    return quota.get().on(Answer.json(answer));
  }

  /// What is answered once the hour's points are used up.
  Answer exhausted() {
    return quotas
        .of(Quotas.Pool.GRAPHQL)
        .exhausted()
        .on(failed("RATE_LIMITED", "API rate limit already exceeded for user ID 1001."));
  }

  private static Answer failed(String type, String message) {
    return Answer.json(
        JsonTree.of(
            "data",
            JsonTree.of("repository", Optional.empty()),
            "errors",
            List.of(JsonTree.of("type", type, "path", List.of("repository"), "message", message))));
  }

  private static Twist twist(Optional<Fault> fault) {
    return fault
        .map(one ->
            switch (one) {
              case NULL_NODES -> Twist.NULL_NODES;
              case PAGES_IN_CIRCLES -> Twist.CIRCLES;
              case DUPLICATES -> Twist.DUPLICATES;
              case BAD_CREDENTIALS, MISSING_PERMISSION, SINGLE_SIGN_ON, NOT_FOUND -> Twist.NONE;
              case EMPTY_REPOSITORY, PRIMARY_LIMIT, SECONDARY_LIMIT -> Twist.NONE;
              case SECONDARY_LIMIT_UNTIMED, TOO_MANY_REQUESTS -> Twist.NONE;
              case BAD_GATEWAY, PARTIAL_DATA -> Twist.NONE;
            })
        .orElse(Twist.NONE);
  }
}
