// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.graphql;

import ai.metta.sandbox.github.graphql.Lexer.Location;
import ai.metta.sandbox.github.graphql.ObjectType.Definition;
import ai.metta.sandbox.github.graphql.ObjectType.Kind;
import ai.metta.sandbox.github.graphql.Query.Field;
import ai.metta.sandbox.github.graphql.Query.Fragment;
import ai.metta.sandbox.github.graphql.Query.Inline;
import ai.metta.sandbox.github.graphql.Query.Selection;
import ai.metta.sandbox.github.graphql.Query.Spread;
import ai.metta.sandbox.github.graphql.Query.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Holds a query against the schema, before anything is looked up.
final class Validation {
  private final Schema schema;
  private final Query query;
  private final List<Map<String, Object>> errors = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private final Set<String> spreadNow = new HashSet<>();

  private Validation(Schema schema, Query query) {
    this.schema = schema;
    this.query = query;
  }

  /// What is wrong, in the order it stands in the query.
  static List<Map<String, Object>> errors(Schema schema, Query query) {
    Validation validation = new Validation(schema, query);
    List<String> path = List.of(query.operation().title());
    validation.check(schema.root(), query.operation().selections(), path);
    Set<String> declared = new HashSet<>();
    for (Query.Declared variable : query.operation().variables()) {
      declared.add(variable.name());
      if (!validation.used.contains(variable.name())) {
        validation.add(
            "variableNotUsed",
            "Variable $"
                + variable.name()
                + " is declared by "
                + (query.operation().name().isEmpty()
                    ? "anonymous query"
                    : query.operation().name())
                + " but not used",
            path,
            variable.location(),
            Map.of("variableName", variable.name()));
      }
    }
    for (String name : validation.used) {
      if (!declared.contains(name)) {
        validation.add(
            "variableNotDefined",
            "Variable $" + name + " is used by this query but not declared",
            path,
            new Location(1, 1),
            Map.of("variableName", name));
      }
    }
    return validation.errors;
  }

  private void check(ObjectType type, List<Selection> selections, List<String> path) {
    for (Selection selection : selections) {
      switch (selection) {
        case Field field -> check(type, field, and(path, field.key()));
        case Inline inline ->
            check(
                inline.type().map(name -> named(name, path)).orElse(type),
                inline.selections(),
                inline.type().map(name -> and(path, "... on " + name)).orElse(path));
        case Spread spread -> check(spread, path);
      }
    }
  }

  private void check(Spread spread, List<String> path) {
    Fragment fragment = query.fragments().get(spread.fragment());
    if (fragment == null || !spreadNow.add(spread.fragment())) {
      add(
          fragment == null ? "useAndDefineFragment" : "infiniteLoop",
          "Fragment "
              + spread.fragment()
              + (fragment == null ? " was used, but not defined" : " contains an infinite loop"),
          path,
          spread.location(),
          Map.of("fragmentName", spread.fragment()));
      return;
    }
    check(named(fragment.type(), path), fragment.selections(), path);
    spreadNow.remove(spread.fragment());
  }

  private void check(ObjectType type, Field field, List<String> path) {
    field.arguments().values().forEach(this::use);
    if (field.name().equals("__typename")) {
      return;
    }
    Optional<Definition> found = type.field(field.name());
    if (found.isEmpty()) {
      add(
          "undefinedField",
          "Field '" + field.name() + "' doesn't exist on type '" + type.name() + "'",
          path,
          field.location(),
          Map.of("typeName", type.name(), "fieldName", field.name()));
      return;
    }
    Definition definition = found.get();
    for (String argument : field.arguments().keySet()) {
      if (!definition.arguments().contains(argument)) {
        add(
            "argumentNotAccepted",
            "Field '" + field.name() + "' doesn't accept argument '" + argument + "'",
            and(path, argument),
            field.location(),
            Map.of("name", field.name(), "typeName", "Field", "argumentName", argument));
      }
    }
    if ((definition.kind() == Kind.LEAF) != field.selections().isEmpty()) {
      add(
          "selectionMismatch",
          definition.kind() == Kind.LEAF
              ? "Selections can't be made on scalars (field '" + field.name() + "')"
              : "Field must have selections (field '" + field.name() + "')",
          path,
          field.location(),
          Map.of("nodeName", "field '" + field.name() + "'"));
      return;
    }
    switch (definition.kind()) {
      case LEAF -> {}
      case OBJECT -> check(definition.type().get(), field.selections(), path);
      case CONNECTION -> check(Connections.of(definition.type().get()), field.selections(), path);
    }
  }

  private ObjectType named(String name, List<String> path) {
    return schema
        .type(name)
        .orElseGet(() -> {
          add(
              "undefinedType",
              "No such type " + name + ", so it can't be a fragment condition",
              path,
              new Location(1, 1),
              Map.of("typeName", name));
          return new ObjectType(name);
        });
  }

  private void use(Value value) {
    switch (value) {
      case Query.Variable variable -> used.add(variable.name());
      case Query.Items items -> items.values().forEach(this::use);
      case Query.Members members -> members.values().values().forEach(this::use);
      case Query.Literal _ -> {}
    }
  }

  private void add(
      String code, String message, List<String> path, Location location, Map<String, Object> more) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("code", code);
    extensions.putAll(new TreeMap<>(more));
    errors.add(
        ProblemException.tree(
            "path",
            path,
            "extensions",
            extensions,
            "locations",
            List.of(location.tree()),
            "message",
            message));
  }

  private static List<String> and(List<String> path, String next) {
    return Stream.concat(path.stream(), Stream.of(next)).toList();
  }
}
