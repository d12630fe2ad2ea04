// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import java.util.regex.Pattern;

/// When a fault strikes.
///
/// @param asked the path and query of the requests that it strikes, as a regular expression that
///   fits a part of them
/// @param first of the requests that fit, from 1
/// @param last the same; it is struck too
public record KubernetesStrike(KubernetesFault fault, String asked, int first, int last) {

  /// Whatever is asked.
  public static KubernetesStrike always(KubernetesFault fault) {
    return new KubernetesStrike(fault, "", 1, Integer.MAX_VALUE);
  }

  public KubernetesStrike at(String part) {
    return new KubernetesStrike(fault, part, first, last);
  }

  /// Only one of the requests that fit.
  ///
  /// @param number from 1
  public KubernetesStrike onlyRequest(int number) {
    return new KubernetesStrike(fault, asked, number, number);
  }

  boolean fits(String request) {
    return Pattern.compile(asked).matcher(request).find();
  }
}
