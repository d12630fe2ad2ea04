// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Collection;
import java.util.Optional;

/// A repository's pull requests, with whatever was set that their metrics go by.
///
/// @param defaultBranch empty where it is not known
record Pulls(Collection<PullRequest> all, Optional<String> defaultBranch, GithubConfig rules) {
  boolean isOnDefault(PullRequest pull) {
    return defaultBranch.filter(pull.base()::equals).isPresent();
  }
}
