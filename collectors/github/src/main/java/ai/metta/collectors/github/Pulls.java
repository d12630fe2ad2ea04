// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Collection;

/// A repository's pull requests, with whatever was set that their metrics go by.
///
/// @param defaultBranch empty text for an empty repository
record Pulls(Collection<PullRequest> all, String defaultBranch, GithubConfig rules) {
  boolean isOnDefault(PullRequest pull) {
    return pull.base().equals(defaultBranch);
  }
}
