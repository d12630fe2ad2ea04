// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Credential;

/// As whom GitHub is asked.
interface GithubIdentity {
  Credential credential();

  /// Gets another credential than the one that was refused.
  ///
  /// @return whether there is one
  boolean renew(Credential refused);

  /// A token that somebody made.
  record Token(Credential credential) implements GithubIdentity {
    @Override
    public boolean renew(Credential refused) {
      return false;
    }
  }
}
