// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A task, as its last reading shows it.
///
/// @param fields custom fields of all projects that it is in, those without a value among them
/// @param memberships the projects that it is in, with its section in each; of bugs only
/// @param tags by name; of bugs only
record Task(
    String gid,
    Instant created,
    Optional<Instant> completed,
    Optional<Due> due,
    List<Field> fields,
    List<Membership> memberships,
    List<String> tags) {
  Task {
    fields = List.copyOf(fields);
    memberships = List.copyOf(memberships);
    tags = List.copyOf(tags);
  }

  /// A custom field.
  ///
  /// @param values the names of what was chosen, or what is shown; none where nothing is
  record Field(String gid, String name, Kind kind, List<String> values) {
    Field {
      values = List.copyOf(values);
    }

    /// What its values are.
    enum Kind {
      /// Some of those that it offers.
      OPTIONS,
      /// A text, a number, or whatever else Asana may show as a text.
      FREE
    }

    /// Whether its value is known, were it that there is none.
    boolean isTold() {
      return kind == Kind.OPTIONS || !values.isEmpty();
    }

    /// @param word a name, in any case, or a gid
    boolean isCalled(String word) {
      return gid.equals(word) || name.strip().equalsIgnoreCase(word);
    }
  }

  /// Where it stands in one project.
  record Membership(String project, String section) {}

  /// Whether it was there, and not done.
  boolean isOpenAt(Instant asOf) {
    return !created.isAfter(asOf) && completed.filter(at -> !at.isAfter(asOf)).isEmpty();
  }

  boolean isIn(String project) {
    return memberships.stream().anyMatch(one -> one.project().equals(project));
  }

  /// The name of its first section in a project; empty text where it has none.
  String sectionIn(String project) {
    return memberships.stream()
        .filter(one -> one.project().equals(project))
        .map(Membership::section)
        .findFirst()
        .orElse("");
  }

  /// Whether a tag of it, or a chosen value of a custom field, is called so.
  ///
  /// @param lower in lower case
  boolean carries(String lower) {
    return tags.stream().anyMatch(tag -> AsanaConfig.lower(tag).equals(lower))
        || fields.stream()
            .flatMap(field -> field.values().stream())
            .anyMatch(value -> AsanaConfig.lower(value).equals(lower));
  }
}
