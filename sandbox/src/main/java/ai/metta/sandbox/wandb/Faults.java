// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

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
  synchronized Optional<Fault> strike(String operation, String project) {
    Optional<Fault> found = Optional.empty();
    for (Map.Entry<Strike, Integer> entry : seen.entrySet()) {
      Strike strike = entry.getKey();
      if (strike.fits(operation, project)) {
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
