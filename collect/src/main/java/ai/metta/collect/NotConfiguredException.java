// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Failure;

/// A collector that this installation has not set up: nothing is wrong, and nothing can be
/// collected.
public final class NotConfiguredException extends RuntimeException {
  private final transient Failure missing;

  /// Says what to set.
  ///
  /// @param missing [Failure.Configuration] for a setting, [Failure.Credentials] for a secret; its
  ///   message names it
  public NotConfiguredException(Failure missing) {
    super(missing.message());
    this.missing = missing;
  }

  public Failure missing() {
    return missing;
  }
}
