// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.graphql.Complaint;
import ai.metta.sandbox.graphql.Dialect;
import ai.metta.sandbox.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is wrong with a query, in GitHub's words.
final class GithubDialect implements Dialect {
  @Override
  public Map<String, Object> error(Complaint complaint) {
    String name = complaint.name();
    String on = complaint.on();
    return switch (complaint.kind()) {
      case UNREADABLE ->
          JsonTree.of(
              "message",
              "Parse error: "
                  + name
                  + " at ["
                  + complaint.location().line()
                  + ", "
                  + complaint.location().column()
                  + "]",
              "locations",
              List.of(complaint.location().tree()));
      case UNKNOWN_FIELD ->
          error(
              complaint,
              "undefinedField",
              "Field '" + name + "' doesn't exist on type '" + on + "'",
              Map.of("typeName", on, "fieldName", name));
      case UNKNOWN_ARGUMENT ->
          error(
              complaint,
              "argumentNotAccepted",
              "Field '" + on + "' doesn't accept argument '" + name + "'",
              Map.of("name", on, "typeName", "Field", "argumentName", name));
      case UNKNOWN_TYPE ->
          error(
              complaint,
              "undefinedType",
              "No such type " + name + ", so it can't be a fragment condition",
              Map.of("typeName", name));
      case UNKNOWN_FRAGMENT ->
          error(
              complaint,
              "useAndDefineFragment",
              "Fragment " + name + " was used, but not defined",
              Map.of("fragmentName", name));
      case FRAGMENT_IN_A_CIRCLE ->
          error(
              complaint,
              "infiniteLoop",
              "Fragment " + name + " contains an infinite loop",
              Map.of("fragmentName", name));
      case SELECTIONS_ON_A_LEAF ->
          error(
              complaint,
              "selectionMismatch",
              "Selections can't be made on scalars (field '" + name + "')",
              Map.of("nodeName", "field '" + name + "'"));
      case NO_SELECTIONS ->
          error(
              complaint,
              "selectionMismatch",
              "Field must have selections (field '" + name + "')",
              Map.of("nodeName", "field '" + name + "'"));
      case UNUSED_VARIABLE ->
          error(
              complaint,
              "variableNotUsed",
              "Variable $"
                  + name
                  + " is declared by "
                  + (on.isEmpty() ? "anonymous query" : on)
                  + " but not used",
              Map.of("variableName", name));
      case UNDECLARED_VARIABLE ->
          error(
              complaint,
              "variableNotDefined",
              "Variable $" + name + " is used by this query but not declared",
              Map.of("variableName", name));
      case MISSING_VARIABLE ->
          JsonTree.of(
              "extensions",
              Map.of("value", Optional.empty()),
              "locations",
              List.of(complaint.location().tree()),
              "message",
              "Variable $" + name + " was provided invalid value");
      case UNKNOWN_CURSOR ->
          JsonTree.of(
              "type",
              "INVALID_CURSOR_ARGUMENTS",
              "message",
              "`" + name + "` does not appear to be a valid cursor.");
    };
  }

  private static Map<String, Object> error(
      Complaint complaint, String code, String message, Map<String, Object> more) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("code", code);
    extensions.putAll(new TreeMap<>(more));
    return JsonTree.of(
        "path",
        complaint.path(),
        "extensions",
        extensions,
        "locations",
        List.of(complaint.location().tree()),
        "message",
        message);
  }
}
