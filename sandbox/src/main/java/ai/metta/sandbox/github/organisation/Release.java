// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.Optional;

/// A release.
public record Release(String tag, Instant created, Optional<Instant> published, Stage stage) {
  /// How far it got.
  public enum Stage {
    DRAFT,
    PRERELEASE,
    FINAL
  }
}
