// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.metric.Failure;
import java.net.URI;
import java.util.Optional;

/// What became of one document.
///
/// @param url where people see it; empty where it is not there
/// @param failure why it is not as it should be; empty where it is
public record Outcome(String name, Done done, Optional<URI> url, Optional<Failure> failure) {

  /// What a push did.
  public enum Done {
    CREATED,
    UPDATED,
    UNCHANGED,
    /// Left alone, since somebody edited it in Datadog.
    STOPPED,
    FAILED
  }
}
