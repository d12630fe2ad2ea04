// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The smallest parts of two values that are not the same. Items of a list are paired by place,
/// once those that agree at its ends are put aside.
final class FieldEdits {
  private final Place place;
  private final List<Change> found = new ArrayList<>();

  private FieldEdits(Place place) {
    this.place = place;
  }

  /// @param field where both values are
  static List<Change> between(
      Place place, String field, Optional<JsonTree> before, Optional<JsonTree> after) {
    FieldEdits edits = new FieldEdits(place);
    edits.compare(field, before, after);
    return edits.found;
  }

  private void compare(String field, Optional<JsonTree> before, Optional<JsonTree> after) {
    if (before.equals(after)) {
      return;
    }
    if (before.orElse(JsonTree.Null.NULL) instanceof Members(Map<String, JsonTree> one)
        && after.orElse(JsonTree.Null.NULL) instanceof Members(Map<String, JsonTree> other)) {
      members(field, one, other);
    } else if (before.orElse(JsonTree.Null.NULL) instanceof Items(List<JsonTree> one)
        && after.orElse(JsonTree.Null.NULL) instanceof Items(List<JsonTree> other)) {
      items(field, one, other);
    } else {
      found.add(new Change.Edited(place, field, before, after));
    }
  }

  private void members(String field, Map<String, JsonTree> one, Map<String, JsonTree> other) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      compare(
          field.isEmpty() ? key : field + "." + key,
          Optional.ofNullable(one.get(key)),
          Optional.ofNullable(other.get(key)));
    }
  }

  private void items(String field, List<JsonTree> one, List<JsonTree> other) {
    int shorter = Math.min(one.size(), other.size());
    int head = 0;
    while (head < shorter && one.get(head).equals(other.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head && fromEnd(one, tail).equals(fromEnd(other, tail))) {
      tail++;
    }
    for (int at = head; at < Math.max(one.size(), other.size()) - tail; at++) {
      compare(name(field, at, one, other), item(one, at, tail), item(other, at, tail));
    }
  }

  private static JsonTree fromEnd(List<JsonTree> items, int back) {
    return items.get(items.size() - 1 - back);
  }

  private static Optional<JsonTree> item(List<JsonTree> items, int at, int tail) {
    return at < items.size() - tail ? Optional.of(items.get(at)) : Optional.empty();
  }

  /// By name where the items have one, as template variables do.
  private static String name(String field, int at, List<JsonTree> one, List<JsonTree> other) {
    JsonTree item = at < one.size() ? one.get(at) : other.get(at);
    return item.textAt("name").map(name -> field + "[" + name + "]").orElse(field + "[" + at + "]");
  }
}
