// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How forced merges are known.
sealed interface Bypasses {
  /// GitHub's own record of pushes that bypassed a rule.
  record Recorded(List<Instant> pushes) implements Bypasses {
    public Recorded {
      pushes = List.copyOf(pushes);
    }
  }

  /// Today's rules, to hold past merges against: an estimate.
  ///
  /// @param approvals how many are required; empty where none is
  /// @param checked the merged pull requests whose required checks had succeeded by then, by
  ///   number; empty where no check is required
  record Reconstructed(Optional<Long> approvals, Optional<Set<Long>> checked, Fetched<Pulls> pulls)
      implements Bypasses {
    public Reconstructed {
      checked = checked.map(Set::copyOf);
    }
  }
}
