// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.Optional;

/// What a repository is like at a glance.
///
/// @param currentName owner/name, another than was asked for where it was renamed
/// @param isEmpty whether there is no branch at all
/// @param defaultBranch empty for an empty repository, and where it is not told
/// @param protection the default branch's by classic rules, as those see it who administer the
///   repository; nothing for others
/// @param head the newest commit of the default branch
/// @param pushed when anything was last pushed; as GitHub writes it
/// @param pullsTouched when any pull request last changed; as GitHub writes it
record Overview(
    Repository repository,
    String currentName,
    boolean isEmpty,
    Optional<String> defaultBranch,
    Protection protection,
    String head,
    String pushed,
    long openPulls,
    String pullsTouched,
    long openIssues,
    String issuesTouched,
    long branches) {

  /// The default branch of a repository that is not empty.
  ///
  /// @throws FailureException where it is not told
  String branch() {
    return defaultBranch.orElseThrow(() ->
        new FailureException(
            new Failure.Credentials(
                "github: the default branch of "
                    + repository
                    + " is not there, or the token may not see it")));
  }

  /// What the list of pull requests depends on.
  String pullsState() {
    return openPulls + " " + pullsTouched;
  }

  String issuesState() {
    return openIssues + " " + issuesTouched;
  }

  String commitsState() {
    return head;
  }

  /// The same with the labels of the pull requests behind them, which may change later.
  String labelledCommitsState() {
    return head + " " + pullsTouched;
  }

  String branchesState() {
    return branches + " " + pushed + " " + pullsState();
  }
}
