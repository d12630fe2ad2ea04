// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

/// Whether an answer is kept between runs.
public enum Caching {
  NONE,
  /// Kept with its validators, and the service is asked each time whether it still holds.
  VALIDATED
}
