// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// How a launched machine is paid.
public enum Pricing {
  SPOT,
  ON_DEMAND
}
