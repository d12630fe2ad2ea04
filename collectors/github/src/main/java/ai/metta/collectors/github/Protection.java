// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must hold before a change enters a branch.
///
/// @param approvals how many a pull request needs, at least one; empty where none is asked for
/// @param checks the names of those that must have succeeded
/// @param more whether it asks for what merges cannot be held against, such as signatures, or a
///   pull request that nobody need approve
record Protection(Optional<Long> approvals, Set<String> checks, boolean more) {
  Protection {
    checks = Set.copyOf(checks);
  }

  static final Protection NONE = new Protection(Optional.empty(), Set.of(), false);
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
        statuses ? names(rule.at("requiredStatusCheckContexts").items().stream()) : Set.of(),
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
    Set<String> checks =
        type.equals("required_status_checks")
            ? names(
                parameters.at("required_status_checks").unbroken().map(one -> one.at("context")))
            : Set.of();
    return new Protection(
        approvals, checks, approvals.isEmpty() && checks.isEmpty() && !OF_REFS.contains(type));
  }

  private static Set<String> names(Stream<Json> contexts) {
    return contexts.map(context -> context.required(Json::text)).collect(Collectors.toSet());
  }

  /// What holds where both do.
  Protection and(Protection other) {
    return new Protection(
        Stream.of(approvals, other.approvals).flatMap(Optional::stream).max(Long::compare),
        Stream.concat(checks.stream(), other.checks.stream()).collect(Collectors.toSet()),
        more || other.more);
  }

  boolean isNone() {
    return equals(NONE);
  }

  /// Whether it asks for something, and for nothing that merges can be held against.
  boolean isUnseen() {
    return more && approvals.isEmpty() && checks.isEmpty();
  }
}
