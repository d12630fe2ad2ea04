// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.util.Locale;

/// A workflow.
///
/// @param path of its file
public record Workflow(long id, String name, String path, State state) {
  /// Whether it runs.
  public enum State {
    ACTIVE,
    DISABLED_MANUALLY
  }

  /// Whether its name or file says so.
  boolean speaksOf(String word) {
    return name.toLowerCase(Locale.ROOT).contains(word) || path.contains(word);
  }
}
