// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A type of the schema: its fields by name. An abstract one may come out as others.
public final class ObjectType {
  /// What a field is: a text, number or truth; an object or list of them; or a list by pages.
  public enum Kind {
    LEAF,
    OBJECT,
    CONNECTION
  }

  /// Finds a field's value in its object: an empty Optional for null, [Node]s for objects.
  @FunctionalInterface
  public interface Resolver<S> {
    Object value(S source, Arguments arguments);
  }

  /// An object as the answer knows it.
  public record Node(ObjectType type, Object source) {}

  /// An item that takes its place in a list by pages, and is not shown.
  public record Hidden() {}

  /// That something asked for is not there, in the service's words.
  public record Missing(String type, String message) {}

  /// A field as it is declared.
  public record Definition(
      String name,
      Kind kind,
      Set<String> arguments,
      Supplier<ObjectType> type,
      Resolver<Object> resolver) {
    /// The type of a list by pages.
    public ObjectType connection() {
      return Connections.of(type.get());
    }
  }

  private final String name;
  private final Map<String, Definition> fields = new LinkedHashMap<>();

  public ObjectType(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public Optional<Definition> field(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  public <S> ObjectType leaf(String field, Resolver<S> resolver, String... arguments) {
    return add(field, Kind.LEAF, () -> this, resolver, arguments);
  }

  public <S> ObjectType object(
      String field, Supplier<ObjectType> type, Resolver<S> resolver, String... arguments) {
    return add(field, Kind.OBJECT, type, resolver, arguments);
  }

  /// A list that is read by pages; the resolver gives all of it.
  public <S> ObjectType connection(
      String field, Supplier<ObjectType> type, Resolver<S> resolver, String... arguments) {
    List<String> all = new ArrayList<>(List.of("first", "last", "after", "before"));
    all.addAll(List.of(arguments));
    return add(field, Kind.CONNECTION, type, resolver, all.toArray(String[]::new));
  }

  @SuppressWarnings("unchecked") // A resolver is asked for objects of its own type only.
  private <S> ObjectType add(
      String field,
      Kind kind,
      Supplier<ObjectType> type,
      Resolver<S> resolver,
      String... arguments) {
    fields.put(
        field, new Definition(field, kind, Set.of(arguments), type, (Resolver<Object>) resolver));
    return this;
  }
}
