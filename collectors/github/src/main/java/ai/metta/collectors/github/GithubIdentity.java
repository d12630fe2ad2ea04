// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Credential;

/// As whom GitHub is asked.
interface GithubIdentity {
  Credential credential();

  /// Gets a new credential after the old one was refused.
  ///
  /// @return whether there is one
  boolean renew();

  /// A token that somebody made.
  record Token(Credential credential) implements GithubIdentity {
    @Override
    public boolean renew() {
      return false;
    }
  }
}
