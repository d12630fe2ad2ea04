// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Optional;

/// Where a GitHub App was let in: by one owner, whose repositories it sees.
///
/// @param owner empty where nobody said
record Installation(String id, Optional<String> owner) {

  /// What is to be said, after all else, of a repository that is not there for this one; may be
  /// empty text.
  String cannotSee(Repository repository) {
    if (owner.filter(repository.owner()::equalsIgnoreCase).isPresent()) {
      return "";
    }
    return "; the GitHub App's installation "
        + id
        + owner.map(" is of "::concat).orElse(" is of one owner")
        + ", and sees nothing private of another: read "
        + repository.owner()
        + " in a run of its own, with the GITHUB_APP_INSTALLATION_ID of the App's installation"
        + " there";
  }
}
