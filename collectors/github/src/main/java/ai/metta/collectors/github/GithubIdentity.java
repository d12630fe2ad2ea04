// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Credential;
import ai.metta.access.secret.Secret;
import ai.metta.metric.FailureException;

/// As whom GitHub is asked.
interface GithubIdentity {
  Credential credential();

  /// Tells this one from others, in files too; no secret.
  ///
  /// @throws FailureException where it cannot be had
  String who();

  /// What is to be said, after all else, of a repository that is not there for this one; may be
  /// empty text.
  String cannotSee(Repository repository);

  /// What is to be done where GitHub does not take what is shown, nor anything instead.
  String remedy();

  /// Gets another credential than the one that was refused.
  ///
  /// @return whether there is one
  boolean renew(Credential refused);

  /// A token that somebody made.
  ///
  /// @param who a checksum of the token
  record Token(Credential credential, String who) implements GithubIdentity {
    static Token of(Secret token) {
      return new Token(new Credential.Bearer(token), token.fingerprint());
    }

    @Override
    public String cannotSee(Repository repository) {
      return "";
    }

    @Override
    public String remedy() {
      return "the token is wrong, revoked or expired: set GITHUB_TOKEN anew";
    }

    @Override
    public boolean renew(Credential refused) {
      return false;
    }
  }
}
