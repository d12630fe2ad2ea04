// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The members of an object that have another value, and null for those that go (RFC 7396). A list
/// is one value.
final class Patch {
  private Patch() {}

  static Members between(Members before, Members after) {
    Members patch = Members.NONE;
    TreeSet<String> keys = new TreeSet<>(before.byKey().keySet());
    keys.addAll(after.byKey().keySet());
    for (String key : keys) {
      Optional<JsonTree> one = before.find(key);
      Optional<JsonTree> other = after.find(key);
      if (!one.equals(other)) {
        JsonTree value =
            one.orElse(Null.NULL) instanceof Members inner
                    && other.orElse(Null.NULL) instanceof Members outer
                ? between(inner, outer)
                : other.orElse(Null.NULL);
        patch = patch.with(key, value);
      }
    }
    return patch;
  }

  static Members apply(Members before, Members patch) {
    Members after = before;
    for (Map.Entry<String, JsonTree> one : patch.byKey().entrySet()) {
      String key = one.getKey();
      after =
          switch (one.getValue()) {
            case Null _ -> after.without(List.of(key));
            case Members inner -> after.with(key, apply(inside(after, key), inner));
            default -> after.with(key, one.getValue());
          };
    }
    return after;
  }

  /// What a patch would replace.
  static Members under(Members before, Members patch) {
    Members found = Members.NONE;
    for (Map.Entry<String, JsonTree> one : patch.byKey().entrySet()) {
      String key = one.getKey();
      boolean both =
          one.getValue() instanceof Members
              && before.find(key).orElse(Null.NULL) instanceof Members;
      Optional<? extends JsonTree> value =
          both
              ? Optional.of(under(inside(before, key), (Members) one.getValue()))
              : before.find(key);
      found = found.with(key, value);
    }
    return found;
  }

  private static Members inside(Members members, String key) {
    return members.find(key).orElse(Null.NULL) instanceof Members inner ? inner : Members.NONE;
  }
}
