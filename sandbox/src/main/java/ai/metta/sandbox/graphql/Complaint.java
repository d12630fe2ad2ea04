// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.List;

/// What is wrong with a query, before a service puts it into its own words.
///
/// @param name of what is wrong
/// @param on what it was looked for in: a type, a field or an operation; may be empty text
/// @param path to it, the operation's title first
public record Complaint(Kind kind, String name, String on, List<String> path, Location location) {
  /// How something is wrong.
  public enum Kind {
    /// The text is no query; the name says why.
    UNREADABLE,
    UNKNOWN_FIELD,
    UNKNOWN_ARGUMENT,
    UNKNOWN_TYPE,
    UNKNOWN_FRAGMENT,
    FRAGMENT_IN_A_CIRCLE,
    SELECTIONS_ON_A_LEAF,
    NO_SELECTIONS,
    UNUSED_VARIABLE,
    UNDECLARED_VARIABLE,
    MISSING_VARIABLE,
    /// The name is no position in a list.
    UNKNOWN_CURSOR
  }
}
