// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.graphql.Complaint.Kind;
import ai.metta.sandbox.graphql.ObjectType.Definition;
import ai.metta.sandbox.graphql.Query.Field;
import ai.metta.sandbox.graphql.Query.Fragment;
import ai.metta.sandbox.graphql.Query.Inline;
import ai.metta.sandbox.graphql.Query.Selection;
import ai.metta.sandbox.graphql.Query.Spread;
import ai.metta.sandbox.graphql.Query.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Holds a query against the schema, before anything is looked up.
final class Validation {
  private final Schema schema;
  private final Query query;
  private final List<Complaint> complaints = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private final Set<String> spreadNow = new HashSet<>();

  private Validation(Schema schema, Query query) {
    this.schema = schema;
    this.query = query;
  }

  /// What is wrong, in the order it stands in the query.
  static List<Complaint> complaints(Schema schema, Query query) {
    Validation validation = new Validation(schema, query);
    List<String> path = List.of(query.operation().title());
    validation.check(schema.root(), query.operation().selections(), path);
    Set<String> declared = new HashSet<>();
    for (Query.Declared variable : query.operation().variables()) {
      declared.add(variable.name());
      if (!validation.used.contains(variable.name())) {
        validation.add(
            Kind.UNUSED_VARIABLE,
            variable.name(),
            query.operation().name(),
            path,
            variable.location());
      }
    }
    for (String name : validation.used) {
      if (!declared.contains(name)) {
        validation.add(
            Kind.UNDECLARED_VARIABLE, name, query.operation().name(), path, new Location(1, 1));
      }
    }
    return validation.complaints;
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
          fragment == null ? Kind.UNKNOWN_FRAGMENT : Kind.FRAGMENT_IN_A_CIRCLE,
          spread.fragment(),
          "",
          path,
          spread.location());
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
      add(Kind.UNKNOWN_FIELD, field.name(), type.name(), path, field.location());
      return;
    }
    Definition definition = found.get();
    for (String argument : field.arguments().keySet()) {
      if (!definition.arguments().contains(argument)) {
        add(Kind.UNKNOWN_ARGUMENT, argument, field.name(), and(path, argument), field.location());
      }
    }
    if ((definition.kind() == ObjectType.Kind.LEAF) != field.selections().isEmpty()) {
      add(
          definition.kind() == ObjectType.Kind.LEAF
              ? Kind.SELECTIONS_ON_A_LEAF
              : Kind.NO_SELECTIONS,
          field.name(),
          type.name(),
          path,
          field.location());
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
          add(Kind.UNKNOWN_TYPE, name, "", path, new Location(1, 1));
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

  private void add(Kind kind, String name, String on, List<String> path, Location location) {
    complaints.add(new Complaint(kind, name, on, path, location));
  }

  private static List<String> and(List<String> path, String next) {
    return Stream.concat(path.stream(), Stream.of(next)).toList();
  }
}
