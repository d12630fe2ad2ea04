// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  /// @param checks what the checks of each merged pull request's head came to, in GitHub's word, by
  ///   number; one that had none is not in it. Empty where no check is required
  record Reconstructed(
      Optional<Long> approvals, Optional<Map<Long, String>> checks, Fetched<Pulls> pulls)
      implements Bypasses {
    public Reconstructed {
      checks = checks.map(Map::copyOf);
    }
  }
}
