// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// A number and what it counts, as sentences say it.
public final class Counted {
  private Counted() {}

  /// `1 point`, `0 points`, `2 points`.
  ///
  /// @param noun in the singular, of those that take an s
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
