// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.Optional;

/// A review.
///
/// @param begun when it was first written down; reviews are listed in this order
/// @param submitted empty for one that was not handed in
/// @param author empty for an account that was deleted
public record Review(
    Instant begun, Optional<Instant> submitted, State state, Optional<Account> author) {
  /// GitHub's words.
  public enum State {
    PENDING,
    COMMENTED,
    APPROVED,
    CHANGES_REQUESTED,
    DISMISSED
  }
}
