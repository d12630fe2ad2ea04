// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// What a cluster is doing. A terminated one has no status and is not listed.
public enum ClusterStatus {
  /// Being provisioned, or found unhealthy. It is billed.
  INIT,
  UP,
  STOPPED
}
