// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.List;
import java.util.Optional;

/// Where a secret came from, and where it was looked for; never what it is.
///
/// @param from `env SKYPILOT_API_KEY`; empty where no source has it
/// @param tried each place that was asked before, with what it said
public record Whereabouts(Optional<String> from, List<Tried> tried) {
  public Whereabouts {
    tried = List.copyOf(tried);
  }

  /// Why places that may have it could not say; empty where each just has none.
  public Optional<String> problem() {
    return tried.stream()
        .flatMap(one -> one.problem().stream())
        .reduce((one, other) -> one + "; " + other);
  }

  /// A place that gave no value.
  ///
  /// @param problem why it could not say; empty where it just has none
  public record Tried(String place, Optional<String> problem) {
    @Override
    public String toString() {
      return problem.map(what -> place + " (" + what + ")").orElse(place);
    }
  }
}
