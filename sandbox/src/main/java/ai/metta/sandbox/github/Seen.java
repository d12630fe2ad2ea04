// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Repository;
import java.time.Instant;

/// Something of a repository as it is at an instant.
///
/// @param it pull request, commit, branch or whatever
record Seen<T>(T it, Repository repository, Instant now) {
  <O> Seen<O> of(O other) {
    return new Seen<>(other, repository, now);
  }
}
