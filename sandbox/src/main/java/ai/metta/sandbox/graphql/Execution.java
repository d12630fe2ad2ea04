// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.graphql.ObjectType.Definition;
import ai.metta.sandbox.graphql.ObjectType.Kind;
import ai.metta.sandbox.graphql.ObjectType.Missing;
import ai.metta.sandbox.graphql.ObjectType.Node;
import ai.metta.sandbox.graphql.Query.Field;
import ai.metta.sandbox.graphql.Query.Inline;
import ai.metta.sandbox.graphql.Query.Selection;
import ai.metta.sandbox.graphql.Query.Spread;
import ai.metta.sandbox.graphql.Query.Value;
import ai.metta.sandbox.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks up what a query asks for.
public final class Execution {
  private final Query query;
  private final Map<String, Object> variables;
  private final Twist twist;
  private final List<Map<String, Object>> errors = new ArrayList<>();

  Execution(Query query, Map<String, Object> variables, Twist twist) {
    this.query = query;
    this.variables = variables;
    this.twist = twist;
  }

  /// What is missing; complete once the data is.
  List<Map<String, Object>> errors() {
    return errors;
  }

  Map<String, Object> data(Node root) {
    return object(root, query.operation().selections(), List.of());
  }

  private Map<String, Object> object(Node node, List<Selection> selections, List<Object> path) {
    Map<String, Object> values = new LinkedHashMap<>();
    select(node, selections, path, values);
    return values;
  }

  private void select(
      Node node, List<Selection> selections, List<Object> path, Map<String, Object> into) {
    for (Selection selection : selections) {
      switch (selection) {
        case Field field -> into.put(field.key(), field(node, field, and(path, field.key())));
        case Inline inline -> {
          if (inline.type().map(node.type().name()::equals).orElse(true)) {
            select(node, inline.selections(), path, into);
          }
        }
        case Spread spread -> {
          Query.Fragment fragment = query.fragments().get(spread.fragment());
          if (fragment != null && fragment.type().equals(node.type().name())) {
            select(node, fragment.selections(), path, into);
          }
        }
      }
    }
  }

  private Object field(Node node, Field field, List<Object> path) {
    if (field.name().equals("__typename")) {
      return node.type().name();
    }
    Definition definition = node.type().field(field.name()).orElseThrow();
    Arguments arguments = arguments(field, variables);
    Object found = definition.resolver().value(node.source(), arguments);
    if (definition.kind() == Kind.CONNECTION && found instanceof List<?> all) {
      Connections.Page page = Connections.page(all, arguments);
      boolean outermost = path.stream().noneMatch(Integer.class::isInstance);
      found =
          new Node(
              Connections.of(definition.type().get()), outermost ? twist.applied(page, all) : page);
    }
    return shown(found, field, path);
  }

  private Object shown(Object found, Field field, List<Object> path) {
    return switch (found) {
      case Node node -> object(node, field.selections(), path);
      case List<?> items -> items(items, field, path);
      case Missing missing -> {
        errors.add(
            JsonTree.of(
                "type",
                missing.type(),
                "path",
                path,
                "locations",
                List.of(field.location().tree()),
                "message",
                missing.message()));
        yield Optional.empty();
      }
      case Optional<?> optional when optional.isPresent() -> shown(optional.get(), field, path);
      default -> found;
    };
  }

  private List<Object> items(List<?> items, Field field, List<Object> path) {
    List<Object> shown = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      shown.add(shown(items.get(index), field, and(path, index)));
    }
    return shown;
  }

  public static Arguments arguments(Field field, Map<String, Object> variables) {
    Map<String, Object> values = new LinkedHashMap<>();
    field
        .arguments()
        .forEach((name, value) -> {
          Object evaluated = evaluated(value, variables);
          if (!(evaluated instanceof Optional<?>)) {
            values.put(name, evaluated);
          }
        });
    return new Arguments(values);
  }

  /// Null is an empty Optional.
  static Object evaluated(Value value, Map<String, Object> variables) {
    return switch (value) {
      case Query.Literal literal -> literal.value();
      case Query.Variable variable -> variables.getOrDefault(variable.name(), Optional.empty());
      case Query.Items items ->
          items.values().stream().map(item -> evaluated(item, variables)).toList();
      case Query.Members members -> {
        Map<String, Object> values = new LinkedHashMap<>();
        members.values().forEach((name, item) -> values.put(name, evaluated(item, variables)));
        yield values;
      }
    };
  }

  private static List<Object> and(List<Object> path, Object next) {
    return Stream.concat(path.stream(), Stream.of(next)).toList();
  }
}
