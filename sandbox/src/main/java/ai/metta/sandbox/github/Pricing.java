// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.Execution;
import ai.metta.sandbox.graphql.GraphQlEngine.Prepared;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Definition;
import ai.metta.sandbox.graphql.ObjectType.Kind;
import ai.metta.sandbox.graphql.Query;
import ai.metta.sandbox.graphql.Query.Field;
import ai.metta.sandbox.graphql.Query.Inline;
import ai.metta.sandbox.graphql.Query.Selection;
import ai.metta.sandbox.graphql.Query.Spread;
import ai.metta.sandbox.graphql.Schema;
import ai.metta.sandbox.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a query costs, and whether its pages have a size GitHub allows. Each connection is a
/// request for each item of the list around it; a hundred requests are a point, and nothing is
/// free.
///
/// @param points at least 1
/// @param nodes how many objects it may come to
record Pricing(long points, long nodes) {
  private static final long MOST_NODES = 500_000;
  private static final long LARGEST_PAGE = 100;

  /// @throws TooDearException in GitHub's words, where a page has no size or too large a one
  static Pricing of(Prepared prepared) {
    Meter meter = new Meter(prepared.schema(), prepared.query(), prepared.variables());
    meter.walk(prepared.schema().root(), prepared.query().operation().selections(), 1, List.of());
    if (meter.nodes > MOST_NODES) {
      throw new TooDearException(
          JsonTree.of(
              "type",
              "MAX_NODE_LIMIT_EXCEEDED",
              "message",
              "This query requests up to "
                  + meter.nodes
                  + " possible nodes which exceeds the maximum limit of 500,000."));
    }
    return new Pricing(Math.max(1, Math.round(meter.requests / 100.0)), meter.nodes);
  }

  private static final class Meter {
    private final Schema schema;
    private final Query query;
    private final Map<String, Object> variables;
    private long requests;
    private long nodes;

    Meter(Schema schema, Query query, Map<String, Object> variables) {
      this.schema = schema;
      this.query = query;
      this.variables = variables;
    }

    private void walk(ObjectType type, List<Selection> selections, long times, List<String> path) {
      for (Selection selection : selections) {
        switch (selection) {
          case Field field ->
              type.field(field.name()).ifPresent(found -> field(found, field, times, path));
          case Inline inline ->
              walk(
                  inline.type().flatMap(schema::type).orElse(type),
                  inline.selections(),
                  times,
                  path);
          case Spread spread -> {
            Query.Fragment fragment = query.fragments().get(spread.fragment());
            if (fragment != null) {
              walk(schema.type(fragment.type()).orElse(type), fragment.selections(), times, path);
            }
          }
        }
      }
    }

    private void field(Definition definition, Field field, long times, List<String> path) {
      List<String> here = Stream.concat(path.stream(), Stream.of(field.key())).toList();
      if (definition.kind() != Kind.CONNECTION) {
        if (definition.kind() == Kind.OBJECT) {
          walk(definition.type().get(), field.selections(), times, here);
        }
        return;
      }
      boolean asksItems =
          field.selections().stream()
              .anyMatch(one ->
                  !(one instanceof Field part)
                      || List.of("nodes", "edges", "pageInfo").contains(part.name()));
      if (!asksItems) {
        return;
      }
      long size = size(field, here);
      requests += times;
      nodes += times * size;
      walk(definition.connection(), field.selections(), times * size, here);
    }

    private long size(Field field, List<String> path) {
      Arguments arguments = Execution.arguments(field, variables);
      String which = arguments.whole("first").isPresent() ? "first" : "last";
      Optional<Long> size = arguments.whole(which);
      if (size.isEmpty()) {
        throw refused(
            "MISSING_PAGINATION_BOUNDARIES",
            "You must provide a `first` or `last` value to properly paginate the `"
                + field.name()
                + "` connection.",
            field,
            path);
      }
      if (size.get() > LARGEST_PAGE) {
        throw refused(
            "EXCESSIVE_PAGINATION",
            "Requesting "
                + size.get()
                + " records on the `"
                + field.name()
                + "` connection exceeds the `"
                + which
                + "` limit of 100 records.",
            field,
            path);
      }
      if (size.get() < 1) {
        throw refused(
            "INVALID_PAGINATION",
            "`" + which + "` on the `" + field.name() + "` connection cannot be less than one.",
            field,
            path);
      }
      return size.get();
    }

    private static TooDearException refused(
        String type, String message, Field field, List<String> path) {
      return new TooDearException(
          JsonTree.of(
              "type",
              type,
              "path",
              path,
              "locations",
              List.of(field.location().tree()),
              "message",
              message));
    }
  }
}
