// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.util.Optional;

/// Whole numbers as headers hold them.
final class WholeNumber {
  private static final int MOST_DIGITS = 18;

  private WholeNumber() {}

  static Optional<Long> read(String text) {
    String digits = text.strip();
    boolean readable =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return readable ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }
}
