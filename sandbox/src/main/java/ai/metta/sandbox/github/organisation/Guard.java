// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

/// What stands before the default branch; a check named `build` must have succeeded, too.
///
/// @param approvals how many a pull request needs
public record Guard(Kind kind, int approvals) {
  /// How GitHub keeps the rule. Of a ruleset it records who bypassed it; of a classic one it does
  /// not.
  public enum Kind {
    RULESET,
    CLASSIC
  }

  boolean isRecorded() {
    return kind == Kind.RULESET;
  }
}
