// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import java.util.Optional;

/// Something about a document that its author should know.
///
/// @param place the titles that lead to it, such as `Jobs › Queue wait`; empty for the whole
///   document
/// @param problem what is wrong, and what to do
/// @param quote the query that it is about
public record Finding(Level level, String place, String problem, Optional<Quote> quote) {
  /// How bad it is.
  public enum Level {
    /// It shows nothing, or something else than it says.
    ERROR,
    /// It shows something, perhaps not what was meant.
    WARNING,
    /// Nothing is wrong; something could not be judged.
    NOTE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A query as it stands in the document.
  ///
  /// @param position of what is meant, from 0
  public record Quote(String query, int position) {}
}
