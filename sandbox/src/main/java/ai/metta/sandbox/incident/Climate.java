// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.incident;

/// How well an organisation does.
public sealed interface Climate {
  /// Whatever can happen does, all the time: nothing that a collector must cope with is rare.
  record Rough() implements Climate {}

  /// Things mostly go as they should, but for one incident.
  record Settled(Incident incident) implements Climate {}
}
