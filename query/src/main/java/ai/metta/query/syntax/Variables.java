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
/// @param others what becomes of a variable that is not among them
public record Variables(Map<String, Variable> byName, Others others) {
  /// Where nothing declares variables: a query that names one asks for nobody knows what.
  public static final Variables NONE = new Variables(Map.of(), Others.REFUSED);

  public Variables {
    byName = Map.copyOf(byName);
  }

  /// Those that a dashboard declares; it may name others, as real ones do.
  public Variables(Map<String, Variable> byName) {
    this(byName, Others.KEPT);
  }

  /// What becomes of a variable that is not declared.
  public enum Others {
    KEPT,
    REFUSED
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

  /// Whether a name may stand in a query, declared or not.
  boolean allows(String name) {
    return others == Others.KEPT || byName.containsKey(name);
  }

  /// The tag key that a variable stands for; empty for one of whole tags, or that is not declared.
  public Optional<String> prefix(String name) {
    return Optional.ofNullable(byName.get(name)).flatMap(Variable::prefix);
  }

  /// The longest declared name that a text goes on with: names may hold dots and dashes.
  public Optional<String> longestAt(String text, int position) {
    return byName.keySet().stream()
        .filter(name -> text.startsWith(name, position))
        .max(Comparator.comparingInt(String::length));
  }
}
