// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import java.util.Optional;
import java.util.stream.Stream;

/// What must hold before a pull request enters a branch.
///
/// @param approvals how many are required; empty where none is asked for
/// @param checks whether any check must have succeeded
record Protection(Optional<Long> approvals, boolean checks) {
  static final Protection NONE = new Protection(Optional.empty(), false);

  /// Classic branch protection, by a `BranchProtectionRule` or, without switches, a `RefUpdateRule`
  /// of GitHub's schema; nothing where there is none.
  static Protection classic(Json rule) {
    boolean reviews = rule.at("requiresApprovingReviews").flag().orElse(true);
    boolean statuses = rule.at("requiresStatusChecks").flag().orElse(true);
    return new Protection(
        rule.at("requiredApprovingReviewCount").whole().filter(count -> reviews && count > 0),
        statuses && !rule.at("requiredStatusCheckContexts").items().isEmpty());
  }

  /// What holds where both do.
  Protection and(Protection other) {
    return new Protection(
        Stream.of(approvals, other.approvals).flatMap(Optional::stream).max(Long::compare),
        checks || other.checks);
  }

  boolean asksForNothing() {
    return approvals.isEmpty() && !checks;
  }
}
