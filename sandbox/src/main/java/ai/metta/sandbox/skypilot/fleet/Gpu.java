// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// The GPU types of the fleet.
public enum Gpu {
  L4("L4", 24),
  A10G("A10G", 24),
  A100("A100", 40),
  A100_80GB("A100-80GB", 80),
  H100("H100", 80);

  private final String canonicalName;
  private final int memoryGib;

  Gpu(String canonicalName, int memoryGib) {
    this.canonicalName = canonicalName;
    this.memoryGib = memoryGib;
  }

  /// SkyPilot's spelling.
  public String canonicalName() {
    return canonicalName;
  }

  public int memoryGib() {
    return memoryGib;
  }
}
