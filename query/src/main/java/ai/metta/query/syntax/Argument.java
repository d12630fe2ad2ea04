// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.List;
import java.util.stream.Stream;

/// What stands between a function's brackets.
public sealed interface Argument {

  /// The expressions in it, each with all that stands in it.
  default Stream<Expression> expressions() {
    return switch (this) {
      case Value(Expression expression) -> expression.all();
      case Named(String _, Argument value) -> value.expressions();
      case Text _, Keys _ -> Stream.empty();
    };
  }

  record Value(Expression expression) implements Argument {}

  /// A text in quotes.
  record Text(String text) implements Argument {}

  /// `name=value`.
  record Named(String name, Argument value) implements Argument {}

  /// Tag keys in braces, as in `sum(query1, { host })`.
  record Keys(List<String> keys) implements Argument {
    public Keys {
      keys = List.copyOf(keys);
    }
  }
}
