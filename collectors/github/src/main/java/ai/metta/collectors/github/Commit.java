// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A commit on the default branch.
///
/// @param committed by the committer's clock
/// @param parents two or more for a merge
/// @param author empty where nobody is known to have made it
/// @param pull the pull request that brought it; empty for a direct push
record Commit(
    String oid,
    Instant committed,
    String subject,
    String body,
    long additions,
    long deletions,
    long parents,
    Optional<Person> author,
    Optional<Origin> pull) {

  /// The pull request behind a commit.
  record Origin(long number, String head, List<String> labels) {
    Origin {
      labels = List.copyOf(labels);
    }
  }

  /// A merge's lines are those of the commits that it brings; they would count twice.
  boolean isMerge() {
    return parents > 1;
  }
}
