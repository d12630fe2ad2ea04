// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.http;

import java.util.regex.Pattern;

/// When a fault strikes.
///
/// @param asked the requests that it strikes, as the server lists them: a regular expression that
///   fits a part of them
/// @param first of the requests that fit, from 1
/// @param last the same; it is struck too
public record Strike<F>(F fault, Pattern asked, int first, int last)
    implements Switchboard.Strikes {

  /// Whatever is asked.
  public static <F> Strike<F> always(F fault) {
    return new Strike<>(fault, Pattern.compile(""), 1, Integer.MAX_VALUE);
  }

  public Strike<F> at(String part) {
    return new Strike<>(fault, Pattern.compile(part), first, last);
  }

  /// Only one of the requests that fit.
  ///
  /// @param number from 1
  public Strike<F> onlyRequest(int number) {
    return new Strike<>(fault, asked, number, number);
  }

  public boolean fits(String request) {
    return asked.matcher(request).find();
  }
}
