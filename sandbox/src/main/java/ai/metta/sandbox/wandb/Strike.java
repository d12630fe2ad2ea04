// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.http.Switchboard;
import java.util.Optional;

/// When a fault strikes.
///
/// @param operation name of a query; empty for any
/// @param project empty for any
/// @param first of the requests that fit, from 1
/// @param last the same; it is struck too
public record Strike(
    Fault fault, Optional<String> operation, Optional<String> project, int first, int last)
    implements Switchboard.Strikes {

  /// Whatever is asked.
  public static Strike always(Fault fault) {
    return new Strike(fault, Optional.empty(), Optional.empty(), 1, Integer.MAX_VALUE);
  }

  public Strike during(String query) {
    return new Strike(fault, Optional.of(query), project, first, last);
  }

  public Strike of(String name) {
    return new Strike(fault, operation, Optional.of(name), first, last);
  }

  /// Only one of the requests that fit.
  ///
  /// @param number from 1
  public Strike onlyRequest(int number) {
    return new Strike(fault, operation, project, number, number);
  }

  boolean fits(String query, String about) {
    return operation.map(query::equals).orElse(true) && project.map(about::equals).orElse(true);
  }
}
