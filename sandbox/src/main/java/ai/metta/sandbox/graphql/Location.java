// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.json.JsonTree;
import java.util.Map;

/// Where something stands in a query, both from 1.
public record Location(int line, int column) {
  /// As it stands in an error.
  public Map<String, Object> tree() {
    return JsonTree.of("line", line, "column", column);
  }
}
