// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// Whether a metric can be evaluated for a past instant.
public enum History {
  /// Its facts carry their own dates.
  DERIVABLE,
  /// The service shows the present only.
  NOW_ONLY
}
