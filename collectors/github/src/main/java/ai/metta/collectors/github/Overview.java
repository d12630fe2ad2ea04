// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Optional;

/// What a repository is like at a glance.
///
/// @param currentName owner/name, another than was asked for where it was renamed
/// @param defaultBranch empty for an empty repository
/// @param head the newest commit of the default branch
/// @param pushed when anything was last pushed; as GitHub writes it
/// @param pullsTouched when any pull request last changed; as GitHub writes it
record Overview(
    Repository repository,
    String currentName,
    Optional<String> defaultBranch,
    String head,
    String pushed,
    long openPulls,
    String pullsTouched,
    long openIssues,
    String issuesTouched,
    long branches) {

  boolean isEmpty() {
    return defaultBranch.isEmpty();
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

  String branchesState() {
    return branches + " " + pushed + " " + pullsState();
  }
}
