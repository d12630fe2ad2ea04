// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.math.BigDecimal;

/// CPU and memory: what is asked for, or what is used.
///
/// @param cpu in cores
/// @param memory in bytes
record Amounts(BigDecimal cpu, BigDecimal memory) {
  static final Amounts NONE = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO);

  Amounts plus(Amounts other) {
    return new Amounts(cpu.add(other.cpu), memory.add(other.memory));
  }

  /// The larger of either.
  Amounts max(Amounts other) {
    return new Amounts(cpu.max(other.cpu), memory.max(other.memory));
  }

  boolean isNone() {
    return cpu.signum() == 0 && memory.signum() == 0;
  }
}
