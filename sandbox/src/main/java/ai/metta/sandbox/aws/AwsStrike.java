// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import java.util.regex.Pattern;

/// When a fault strikes.
///
/// @param asked a regular expression for what [AwsServer#requests] lists
/// @param first the number of the first request that fits and is struck, from 1
/// @param last the number of the last
public record AwsStrike(AwsFault fault, String asked, int first, int last) {

  /// Whatever is asked.
  public static AwsStrike always(AwsFault fault) {
    return new AwsStrike(fault, "", 1, Integer.MAX_VALUE);
  }

  public AwsStrike at(String part) {
    return new AwsStrike(fault, part, first, last);
  }

  /// Only one of the requests that fit.
  ///
  /// @param number from 1
  public AwsStrike onlyRequest(int number) {
    return new AwsStrike(fault, asked, number, number);
  }

  boolean fits(String request) {
    return Pattern.compile(asked).matcher(request).find();
  }
}
