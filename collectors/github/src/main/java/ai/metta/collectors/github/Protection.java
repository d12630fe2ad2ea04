// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What must hold before a change enters a branch.
///
/// @param approvals how many a pull request needs, at least one; empty where none is asked for
/// @param checks whether any check must have succeeded
/// @param more whether it asks for what merges cannot be held against, such as signatures, or a
///   pull request that nobody need approve
record Protection(Optional<Long> approvals, boolean checks, boolean more) {
  static final Protection NONE = new Protection(Optional.empty(), false, false);
  private static final List<String> UNSEEN =
      List.of(
          "requiresCodeOwnerReviews",
          "requiresCommitSignatures",
          "requiresSignatures",
          "requiresLinearHistory",
          "requiresConversationResolution",
          "restrictsPushes");

  /// Of rules of rulesets that nothing bypasses which is merged or pushed.
  private static final Set<String> OF_REFS = Set.of("creation", "deletion", "non_fast_forward");

  /// Classic branch protection, by a `BranchProtectionRule` or, without switches, a `RefUpdateRule`
  /// of GitHub's schema; nothing where there is none.
  static Protection classic(Json rule) {
    boolean reviews = rule.at("requiresApprovingReviews").flag().orElse(true);
    boolean statuses = rule.at("requiresStatusChecks").flag().orElse(true);
    Optional<Long> approvals = rule.at("requiredApprovingReviewCount").whole().filter(_ -> reviews);
    boolean forAll = rule.at("isAdminEnforced").flag().orElse(false);
    return new Protection(
        approvals.filter(count -> count > 0),
        statuses && !rule.at("requiredStatusCheckContexts").items().isEmpty(),
        approvals.filter(count -> count == 0).isPresent()
            || (!forAll && UNSEEN.stream().anyMatch(key -> rule.at(key).flag().orElse(false))));
  }

  /// A rule of a ruleset.
  static Protection ofRuleset(Json rule) {
    String type = rule.at("type").required(Json::text);
    Json parameters = rule.at("parameters");
    Optional<Long> approvals =
        type.equals("pull_request")
            ? parameters.at("required_approving_review_count").whole().filter(count -> count > 0)
            : Optional.empty();
    boolean checks =
        type.equals("required_status_checks")
            && parameters.at("required_status_checks").unbroken().findAny().isPresent();
    return new Protection(
        approvals, checks, approvals.isEmpty() && !checks && !OF_REFS.contains(type));
  }

  /// What holds where both do.
  Protection and(Protection other) {
    return new Protection(
        Stream.of(approvals, other.approvals).flatMap(Optional::stream).max(Long::compare),
        checks || other.checks,
        more || other.more);
  }

  boolean isNone() {
    return equals(NONE);
  }

  /// Whether it asks for something, and for nothing that merges can be held against.
  boolean isUnseen() {
    return more && approvals.isEmpty() && !checks;
  }
}
