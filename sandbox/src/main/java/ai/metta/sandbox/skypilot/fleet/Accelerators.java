// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// So many GPUs of a type on one node. The count may be a fraction.
public record Accelerators(Gpu gpu, double count) {
  public boolean isFractional() {
    return count != Math.rint(count);
  }
}
