// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import java.math.BigDecimal;

/// Numbers as queries, messages and trials write them.
final class Numbers {
  private Numbers() {}

  /// Plain digits, whole ones without a point.
  static String text(double number) {
    return number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
