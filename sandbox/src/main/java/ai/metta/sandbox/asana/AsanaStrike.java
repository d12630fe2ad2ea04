// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import java.util.regex.Pattern;

/// When a fault strikes.
///
/// @param asked the path and query of the requests that it strikes, as a regular expression that
///   fits a part of them
/// @param first of the requests that fit, from 1
/// @param last the same; it is struck too
public record AsanaStrike(AsanaFault fault, String asked, int first, int last) {

  /// Whatever is asked.
  public static AsanaStrike always(AsanaFault fault) {
    return new AsanaStrike(fault, "", 1, Integer.MAX_VALUE);
  }

  public AsanaStrike at(String part) {
    return new AsanaStrike(fault, part, first, last);
  }

  /// Only one of the requests that fit.
  ///
  /// @param number from 1
  public AsanaStrike onlyRequest(int number) {
    return new AsanaStrike(fault, asked, number, number);
  }

  boolean fits(String request) {
    return Pattern.compile(asked).matcher(request).find();
  }
}
