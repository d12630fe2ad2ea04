// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.Optional;

/// Something that moved a branch.
///
/// @param branch without `refs/heads/`
/// @param rules what the branch's rules said to it
public record Push(
    long id,
    Instant at,
    String branch,
    Kind kind,
    String before,
    String after,
    Optional<Account> actor,
    Rules rules) {
  /// How it moved, in the words of GitHub's activity.
  public enum Kind {
    PUSH,
    FORCE_PUSH,
    PR_MERGE
  }

  /// What came of the rules, in the words of GitHub's rule suites; none where none apply.
  public enum Rules {
    NONE,
    PASS,
    BYPASS
  }
}
