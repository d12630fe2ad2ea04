// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

/// What becomes of an edit that somebody made in Datadog since the last push.
public enum Intent {
  /// It stops the push of that document.
  KEEP,
  /// It is lost.
  OVERWRITE
}
