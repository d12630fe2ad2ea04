// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The template variables of a dashboard with what they stand for.
///
/// @param byName without the dollar
public record Variables(Map<String, Variable> byName) {
  public static final Variables NONE = new Variables(Map.of());

  public Variables {
    byName = Map.copyOf(byName);
  }

  /// One variable.
  ///
  /// @param prefix the tag key; empty for whole tags
  /// @param values several are alternatives; `*` or none for all
  public record Variable(Optional<String> prefix, List<String> values) {
    public Variable {
      values = List.copyOf(values);
    }

    boolean isAll() {
      return values.isEmpty() || values.contains("*");
    }
  }

  /// The longest declared name that a text goes on with: names may hold dots and dashes.
  public Optional<String> longestAt(String text, int position) {
    return byName.keySet().stream()
        .filter(name -> text.startsWith(name, position))
        .max(Comparator.comparingInt(String::length));
  }
}
