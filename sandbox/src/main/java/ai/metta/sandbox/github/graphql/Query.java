// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.graphql;

import ai.metta.sandbox.github.graphql.Lexer.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A query document as it was written.
///
/// @param fragments by name
record Query(Operation operation, Map<String, Fragment> fragments) {

  /// What is asked.
  ///
  /// @param name empty text for one without
  record Operation(String name, List<Declared> variables, List<Selection> selections) {
    /// How GitHub begins the path of an error in it.
    String title() {
      return name.isEmpty() ? "query" : "query " + name;
    }
  }

  /// A variable.
  record Declared(String name, boolean required, Optional<Value> fallback, Location location) {}

  record Fragment(String type, List<Selection> selections) {}

  /// One thing that is selected.
  sealed interface Selection {}

  record Field(
      String key,
      String name,
      Map<String, Value> arguments,
      List<Selection> selections,
      Location location)
      implements Selection {}

  record Spread(String fragment, Location location) implements Selection {}

  record Inline(Optional<String> type, List<Selection> selections) implements Selection {}

  /// The value of an argument.
  sealed interface Value {}

  /// A text, number, truth or enum's word; null is empty.
  record Literal(Object value) implements Value {}

  record Variable(String name) implements Value {}

  record Items(List<Value> values) implements Value {}

  record Members(Map<String, Value> values) implements Value {}
}
