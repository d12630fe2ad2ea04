// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

/// Whether Datadog keeps points of these metrics that are older than an hour.
public enum Historical {
  /// Historical metrics are switched on for them: old points are sent.
  ALLOWED,
  /// It would drop them without a word: they are taken out and counted.
  EXPIRED
}
