// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.graphql.Arguments;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The order that an argument `orderBy` asks for.
final class Orders {
  private Orders() {}

  /// @param fields what GitHub's words stand for
  /// @param usual the word that counts where none is said
  static <T> Comparator<T> by(
      Arguments arguments, Map<String, Function<T, ? extends Comparable<?>>> fields, String usual) {
    String word = arguments.member("orderBy", "field").orElse(usual);
    Function<T, ? extends Comparable<?>> field =
        Optional.<Function<T, ? extends Comparable<?>>>ofNullable(fields.get(word))
            .orElseGet(() -> fields.get(usual));
    Comparator<T> order = (one, other) -> compare(field.apply(one), field.apply(other));
    return arguments.member("orderBy", "direction").filter("DESC"::equals).isPresent()
        ? order.reversed()
        : order;
  }

  @SuppressWarnings("unchecked") // Both come from the same function.
  private static int compare(Comparable<?> one, Comparable<?> other) {
    return ((Comparable<Object>) one).compareTo(other);
  }
}
