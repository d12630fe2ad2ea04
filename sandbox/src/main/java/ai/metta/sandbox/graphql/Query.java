// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A query document as it was written.
///
/// @param fragments by name
public record Query(Operation operation, Map<String, Fragment> fragments) {

  /// What is asked.
  ///
  /// @param name empty text for one without
  public record Operation(String name, List<Declared> variables, List<Selection> selections) {
    /// How the path of an error in it begins.
    String title() {
      return name.isEmpty() ? "query" : "query " + name;
    }
  }

  /// A variable.
  public record Declared(
      String name, boolean required, Optional<Value> fallback, Location location) {}

  public record Fragment(String type, List<Selection> selections) {}

  /// One thing that is selected.
  public sealed interface Selection {}

  public record Field(
      String key,
      String name,
      Map<String, Value> arguments,
      List<Selection> selections,
      Location location)
      implements Selection {}

  public record Spread(String fragment, Location location) implements Selection {}

  public record Inline(Optional<String> type, List<Selection> selections) implements Selection {}

  /// The value of an argument.
  public sealed interface Value {}

  /// A text, number, truth or enum's word; null is empty.
  public record Literal(Object value) implements Value {}

  public record Variable(String name) implements Value {}

  public record Items(List<Value> values) implements Value {}

  public record Members(Map<String, Value> values) implements Value {}
}
