// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.graphql.Complaint;
import ai.metta.sandbox.graphql.Dialect;
import ai.metta.sandbox.json.JsonTree;
import java.util.List;
import java.util.Map;

/// What is wrong with a query, in W&B's words.
final class WandbDialect implements Dialect {
  @Override
  public Map<String, Object> error(Complaint complaint) {
    String name = complaint.name();
    String on = complaint.on();
    String message =
        switch (complaint.kind()) {
          case UNREADABLE -> "Syntax Error: " + name;
          case UNKNOWN_FIELD -> "Cannot query field \"" + name + "\" on type \"" + on + "\".";
          case UNKNOWN_ARGUMENT -> "Unknown argument \"" + name + "\" on field \"" + on + "\".";
          case UNKNOWN_TYPE -> "Unknown type \"" + name + "\".";
          case UNKNOWN_FRAGMENT -> "Unknown fragment \"" + name + "\".";
          case FRAGMENT_IN_A_CIRCLE -> "Cannot spread fragment \"" + name + "\" within itself.";
          case SELECTIONS_ON_A_LEAF -> "Field \"" + name + "\" must not have a selection.";
          case NO_SELECTIONS -> "Field \"" + name + "\" must have a sub selection.";
          case UNUSED_VARIABLE -> "Variable \"$" + name + "\" is never used.";
          case UNDECLARED_VARIABLE -> "Variable \"$" + name + "\" is not defined.";
          case MISSING_VARIABLE ->
              "Variable \"$" + name + "\" got invalid value null.\nExpected a value, found null.";
          case UNKNOWN_CURSOR -> "invalid cursor \"" + name + "\"";
        };
    return JsonTree.of("message", message, "locations", List.of(complaint.location().tree()));
  }
}
