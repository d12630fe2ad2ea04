// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.access.json.JsonTree.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// JSON in the one form that is left where what makes no difference is taken away: members sorted,
/// null as if it were not there, numbers by value.
final class Normal {
  private static final int PLAIN_DIGITS = 30;

  private Normal() {}

  static JsonTree of(JsonTree tree) {
    return switch (tree) {
      case Members members -> members(members);
      case Items(List<JsonTree> all) -> new Items(all.stream().map(Normal::of).toList());
      case Digits digits -> number(digits);
      case Text _, Flag _, Null _ -> tree;
    };
  }

  static Members members(Members members) {
    Map<String, JsonTree> sorted = new TreeMap<>();
    members
        .byKey()
        .forEach((key, value) -> {
          if (!(value instanceof Null)) {
            sorted.put(key, of(value));
          }
        });
    return new Members(sorted);
  }

  private static Digits number(Digits digits) {
    try {
      BigDecimal value = digits.value().stripTrailingZeros();
      boolean plain = Math.abs(value.scale()) <= PLAIN_DIGITS;
      return new Digits(plain ? value.toPlainString() : value.toString());
    } catch (ArithmeticException | NumberFormatException beyond) {
      return digits; // an exponent that no number of Java's has
    }
  }

  /// Without a member that has the value it would have without being there.
  static Members without(Members members, String key, JsonTree fallback) {
    return members.find(key).filter(fallback::equals).isPresent()
        ? members.without(List.of(key))
        : members;
  }

  /// With another value for a member that is an object; without it where nothing is left of it.
  static Members inside(Members members, String key, UnaryOperator<Members> rule) {
    Optional<Members> inner =
        members
            .find(key)
            .flatMap(one -> one instanceof Members it ? Optional.of(it) : Optional.empty());
    if (inner.isEmpty()) {
      return members;
    }
    Members after = rule.apply(inner.get());
    return after.byKey().isEmpty() ? members.without(List.of(key)) : members.with(key, after);
  }

  /// With another value for each object of a member that is a list.
  static Members each(Members members, String key, UnaryOperator<Members> rule) {
    if (!(members.find(key).orElse(Null.NULL) instanceof Items(List<JsonTree> all))) {
      return members;
    }
    return members.with(
        key,
        new Items(
            all.stream()
                .map(item -> item instanceof Members object ? rule.apply(object) : item)
                .toList()));
  }
}
