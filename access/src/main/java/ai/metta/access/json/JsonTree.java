// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A JSON document to be carried, compared and written: every member stays in its place, null is
/// told from what is not there, and a number keeps the digits that it was written with.
///
/// Two are equal where they mean the same: members in any order, items in theirs, numbers by value.
/// What is only read is better read with [Json].
public sealed interface JsonTree
    permits JsonTree.Members, JsonTree.Items, JsonTree.Text, JsonTree.Flag, JsonTree.Null, Digits {

  /// Members by key, in the order written.
  record Members(Map<String, JsonTree> byKey) implements JsonTree {
    /// Without any member.
    public static final Members NONE = new Members(Map.of());

    public Members {
      byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
    }

    public Optional<JsonTree> find(String key) {
      return Optional.ofNullable(byKey.get(key));
    }

    /// The same with one more member at the end, or another in the place of the one of that key.
    public Members with(String key, JsonTree value) {
      Map<String, JsonTree> members = new LinkedHashMap<>(byKey);
      members.put(key, value);
      return new Members(members);
    }

    /// The same with one more member, where it is there.
    public Members with(String key, Optional<? extends JsonTree> value) {
      return value.map(one -> with(key, (JsonTree) one)).orElse(this);
    }

    public Members with(String key, String text) {
      return with(key, new Text(text));
    }

    public Members with(String key, long number) {
      return with(key, Digits.of(number));
    }

    /// The same without some members.
    public Members without(Collection<String> keys) {
      return new Members(
          byKey.entrySet().stream()
              .filter(member -> !keys.contains(member.getKey()))
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      Map.Entry::getValue,
                      (one, _) -> one,
                      LinkedHashMap::new)));
    }
  }

  /// A list.
  record Items(List<JsonTree> all) implements JsonTree {
    public Items {
      all = List.copyOf(all);
    }
  }

  record Text(String value) implements JsonTree {}

  /// True or false.
  enum Flag implements JsonTree {
    TRUE,
    FALSE;

    public static Flag of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /// `null`
  enum Null implements JsonTree {
    NULL
  }

  /// Begins an object: `JsonTree.object().with("type", "note")`.
  static Members object() {
    return Members.NONE;
  }

  static Items list(List<? extends JsonTree> items) {
    return new Items(List.copyOf(items));
  }

  static Items texts(String... texts) {
    return texts(Arrays.asList(texts));
  }

  static Items texts(Collection<String> texts) {
    return new Items(texts.stream().<JsonTree>map(Text::new).toList());
  }

  /// A member of an object; empty where this is none, or has none of that key.
  default Optional<JsonTree> at(String key) {
    return this instanceof Members members ? members.find(key) : Optional.empty();
  }

  /// The text under a key; empty where there is none, or it is no text.
  default Optional<String> textAt(String key) {
    return at(key)
        .flatMap(
            value -> value instanceof Text(String text) ? Optional.of(text) : Optional.empty());
  }

  /// The items under a key; none where there is no list.
  default List<JsonTree> itemsAt(String key) {
    List<JsonTree> items = new ArrayList<>();
    at(key)
        .ifPresent(value -> {
          if (value instanceof Items(List<JsonTree> all)) {
            items.addAll(all);
          }
        });
    return items;
  }
}
