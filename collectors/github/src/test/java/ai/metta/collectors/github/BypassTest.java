// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A token that may not read GitHub's record of bypassed rules.
final class BypassTest {
  private static final String FORCED = "github.commits.force_merge_7d";
  private static final String RULES = "GET /repos/acme/rocket/rules/branches/main";

  private final ScriptedGithub server =
      World.served()
          .answering(
              "GET /repos/acme/rocket/rulesets/rule-suites",
              _ -> Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}"));

  @AfterEach
  void stop() {
    server.close();
  }

  private Reported run() {
    return World.collecting(server).run();
  }

  private void requireChecks() {
    server.answering(
        RULES,
        """
        [{"type":"required_status_checks",
          "parameters":{"required_status_checks":[{"context":"test"}]}}]\
        """);
  }

  @Test
  void aMergeWithoutARequiredCheckIsCounted() {
    requireChecks();
    assertThat(run().value(FORCED)).isEqualTo(1);
  }

  /// Other checks may fail, and nobody need force anything.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'test','conclusion':'SUCCESS','completedAt':'2026-03-10T11:00:00Z'} | 0",
        "{'name':'test','conclusion':'NEUTRAL','completedAt':'2026-03-10T11:00:00Z'} | 0",
        "{'name':'test','conclusion':'SKIPPED','completedAt':'2026-03-10T11:00:00Z'} | 0",
        "{'context':'test','state':'SUCCESS','createdAt':'2026-03-10T11:00:00Z'} | 0",
        "{'name':'test','conclusion':'SUCCESS','completedAt':'2026-03-10T12:00:01Z'} | 1",
        "{'name':'test','conclusion':'FAILURE','completedAt':'2026-03-10T11:00:00Z'} | 1",
        "{'name':'test','conclusion':null,'completedAt':null} | 1",
        "{'context':'test','state':'PENDING','createdAt':'2026-03-10T11:00:00Z'} | 1",
        "{'name':'lint','conclusion':'SUCCESS','completedAt':'2026-03-10T11:00:00Z'} | 1",
      })
  void onlyTheRequiredCheckMustHavePassedByThen(String check, int forced) {
    requireChecks();
    server.answering(
        "Checks",
        World.connection(
            """
            {"number":3,"updatedAt":"2026-03-10T13:00:00Z","mergedAt":"2026-03-10T12:00:00Z",
             "commits":{"nodes":[{"commit":{"statusCheckRollup":{"contexts":{"totalCount":2,"nodes":[
               {"name":"coverage","conclusion":"FAILURE","completedAt":"2026-03-10T11:00:00Z"},%s]}}}}]}}\
            """
                .formatted(check.replace('\'', '"'))));
    assertThat(run().value(FORCED)).isEqualTo(forced);
  }

  @Test
  void checksThatAreNotShownAreNotGuessed() {
    requireChecks();
    server.answering(
        "Checks",
        World.connection(
            """
            {"number":3,"updatedAt":"2026-03-10T13:00:00Z","mergedAt":"2026-03-10T12:00:00Z",
             "commits":{"nodes":[{"commit":{"statusCheckRollup":{"contexts":{"totalCount":101,"nodes":[]}}}}]}}\
            """));
    assertThat(run().reasons(FORCED).getFirst())
        .isEqualTo("pull request 3 has more checks than GitHub shows beside it");
  }

  @Test
  void checksAreNotAskedForWhereNoneIsRequired() {
    assertThat(run().value(FORCED)).isZero();
    assertThat(server.asked("Checks")).isEmpty();
  }

  /// GitHub's record is of rulesets, and whoever bypasses a classic rule is not in it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'requiresApprovingReviews':true,'requiredApprovingReviewCount':2} | 1",
        "{'requiresApprovingReviews':true,'requiredApprovingReviewCount':1} | 0",
        "{'requiresApprovingReviews':false,'requiredApprovingReviewCount':2} | 2",
        "{'requiresStatusChecks':true,'requiredStatusCheckContexts':['test']} | 1",
        "{'requiresStatusChecks':false,'requiredStatusCheckContexts':['test']} | 2",
        "null | 2",
      })
  void aClassicRuleIsHeldAgainstMergesWhateverTheRecordSays(String rule, int forced) {
    protectClassically(rule);
    assertThat(run().value(FORCED)).isEqualTo(forced);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'requiredApprovingReviewCount':2} | 1",
        "{'requiredApprovingReviewCount':1} | 0",
        "{'requiredStatusCheckContexts':['test']} | 1",
        "null | 0",
      })
  void whoeverMayNotSeeTheRecordSeesTheClassicRuleAllTheSame(String rule, int forced) {
    server
        .answering(RULES, "[]")
        .answering(
            "BranchRule",
            World.data("\"defaultBranchRef\":{\"refUpdateRule\":" + rule.replace('\'', '"') + "}"));
    assertThat(run().value(FORCED)).isEqualTo(forced);
  }

  /// Whoever bypasses such a rule is in no record, and no merge shows it: zero would be a guess.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'requiresCommitSignatures':true}",
        "{'requiresCodeOwnerReviews':true}",
        "{'restrictsPushes':true,'isAdminEnforced':false}",
        "{'requiresApprovingReviews':true,'requiredApprovingReviewCount':0,'isAdminEnforced':true}",
      })
  void aClassicRuleWhoseBypassesCannotBeSeenIsNoZero(String rule) {
    protectClassically(rule);
    assertThat(run().reasons(FORCED).getFirst()).contains("does not tell who bypassed them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'requiresCommitSignatures':true,'isAdminEnforced':true}",
        "{'requiresCommitSignatures':false,'isAdminEnforced':false}",
      })
  void aClassicRuleThatNobodyCanBypassLeavesTheRecordAsItIs(String rule) {
    protectClassically(rule);
    assertThat(run().value(FORCED)).isEqualTo(2);
  }

  private void protectClassically(String rule) {
    server
        .answering(
            "GET /repos/acme/rocket/rulesets/rule-suites",
            "[{\"pushed_at\":\"2026-03-09T10:00:00Z\"},{\"pushed_at\":\"2026-03-09T11:00:00Z\"}]")
        .answering(RULES, "[]")
        .answering(
            "Overview",
            World.overview()
                .replace(
                    "\"name\":\"main\",",
                    "\"name\":\"main\",\"branchProtectionRule\":" + rule.replace('\'', '"') + ","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'required_signatures'}",
        "{'type':'pull_request','parameters':{'required_approving_review_count':0}}",
      })
  void aRuleWhoseBypassesAreOnlyInARecordThatMayNotBeSeenIsNoZero(String rule) {
    server.answering(RULES, "[" + rule.replace('\'', '"') + "]");
    assertThat(run().reasons(FORCED).getFirst()).contains("does not tell who bypassed them");
  }

  /// As of a fine-grained token, which has no permission for checks.
  @Test
  void checksThatMayNotBeReadCostTheEstimateOnly() {
    requireChecks();
    server.answering(
        "Checks",
        """
        {"data":{"repository":{"connection":{"pageInfo":{"hasNextPage":false,"endCursor":null},"nodes":[
          {"number":3,"updatedAt":"2026-03-10T13:00:00Z","mergedAt":"2026-03-10T12:00:00Z",
           "commits":{"nodes":[{"commit":{"statusCheckRollup":null}}]}}]}}},
         "errors":[{"type":"FORBIDDEN","message":"Resource not accessible by personal access token",
           "path":["repository","connection","nodes",0,"commits","nodes",0,"commit","statusCheckRollup"]}]}\
        """);
    Reported reported = run();
    assertThat(reported.failed()).containsExactly(FORCED);
    assertThat(reported.reasons(FORCED).getFirst())
        .contains("Resource not accessible by personal access token")
        .contains("needs \"checks:read\" and \"statuses:read\"");
  }
}
