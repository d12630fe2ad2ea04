// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

/// Who changed something since the last push.
public enum Editor {
  /// What is generated, or in the files.
  CODE,
  /// An overlay that was changed, or taken out, and pushed from another checkout.
  OVERLAY,
  /// Whoever pushed from another checkout, of a file that is not this one's.
  ELSEWHERE,
  /// Somebody in Datadog.
  UI,
  /// One of these there, and somebody here, each in another way.
  BOTH,
  /// Nobody knows: the live document has no mark that says what was pushed.
  UNKNOWN;

  /// Whether a push may lose what somebody did in Datadog, or elsewhere.
  public boolean mayBeLost() {
    return this != CODE;
  }
}
