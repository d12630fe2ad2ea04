// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// That a query is not answered, in GitHub's shape of an error.
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Object> error;

  ProblemException(Map<String, Object> error) {
    super(String.valueOf(error.get("message")));
    this.error = error;
  }

  Map<String, Object> error() {
    return error;
  }

  static ProblemException parse(String message, Lexer.Location at) {
    return new ProblemException(
        tree(
            "message",
            "Parse error: " + message + " at [" + at.line() + ", " + at.column() + "]",
            "locations",
            List.of(at.tree())));
  }

  /// A map in this order.
  static Map<String, Object> tree(Object... keysAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      tree.put((String) keysAndValues[index], keysAndValues[index + 1]);
    }
    return tree;
  }
}
