// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import java.math.BigDecimal;

/// What a pod asks for and uses.
enum Resource {
  CPU("cpu"),
  MEMORY("memory");

  private static final double BYTES_OF_A_GIBIBYTE = 1L << 30;

  private final String word;

  Resource(String word) {
    this.word = word;
  }

  /// As Kubernetes names it.
  String word() {
    return word;
  }

  BigDecimal of(Amounts amounts) {
    return switch (this) {
      case CPU -> amounts.cpu();
      case MEMORY -> amounts.memory();
    };
  }

  /// An amount in cores or gibibytes.
  double told(BigDecimal amount) {
    return switch (this) {
      case CPU -> amount.doubleValue();
      case MEMORY -> amount.doubleValue() / BYTES_OF_A_GIBIBYTE;
    };
  }
}
