// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.http.Switchboard;
import java.util.Optional;

/// When a fault strikes.
///
/// @param route empty for any
/// @param operation name of a GraphQL query; empty for any
/// @param first of the requests that fit, from 1
/// @param last the same; it is struck too
public record Strike(
    Fault fault, Optional<Route> route, Optional<String> operation, int first, int last)
    implements Switchboard.Strikes {

  /// Whatever is asked.
  public static Strike always(Fault fault) {
    return new Strike(fault, Optional.empty(), Optional.empty(), 1, Integer.MAX_VALUE);
  }

  public Strike at(Route one) {
    return new Strike(fault, Optional.of(one), operation, first, last);
  }

  public Strike during(String query) {
    return new Strike(fault, Optional.of(Route.GRAPHQL), Optional.of(query), first, last);
  }

  /// Only one of the requests that fit.
  ///
  /// @param number from 1
  public Strike onlyRequest(int number) {
    return new Strike(fault, route, operation, number, number);
  }

  boolean fits(Route asked, String query) {
    return route.map(asked::equals).orElse(true) && operation.map(query::equals).orElse(true);
  }
}
