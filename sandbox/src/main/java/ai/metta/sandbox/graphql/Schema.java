// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.List;
import java.util.Optional;

/// What may be asked.
///
/// @param types those that a fragment can name, the root's among them
public record Schema(ObjectType root, List<ObjectType> types) {
  public Schema {
    types = List.copyOf(types);
  }

  public Optional<ObjectType> type(String name) {
    return types.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}
