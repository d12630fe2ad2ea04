// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The switchboard of faults. Safe for use by many threads.
final class Faults {
  private final Map<Strike, Integer> seen = new LinkedHashMap<>();

  synchronized void add(Strike strike) {
    seen.put(strike, 0);
  }

  synchronized void clear() {
    seen.clear();
  }

  /// What strikes a request; counts it.
  ///
  /// @param operation the name of its query; empty text for REST
  synchronized Optional<Fault> strike(Route route, String operation) {
    Optional<Fault> found = Optional.empty();
    for (Map.Entry<Strike, Integer> entry : seen.entrySet()) {
      Strike strike = entry.getKey();
      if (strike.fits(route, operation)) {
        int number = entry.getValue() + 1;
        entry.setValue(number);
        if (number >= strike.first() && number <= strike.last() && found.isEmpty()) {
          found = Optional.of(strike.fault());
        }
      }
    }
    return found;
  }
}
