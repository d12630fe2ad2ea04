// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;

/// Whether Datadog knows the key.
public sealed interface KeyCheck {
  record Valid() implements KeyCheck {}

  /// It does not, or not for this.
  ///
  /// @param message what it said and what to do
  record Refused(String message) implements KeyCheck {}

  /// It could not be asked.
  record Unreachable(Failure failure) implements KeyCheck {}
}
