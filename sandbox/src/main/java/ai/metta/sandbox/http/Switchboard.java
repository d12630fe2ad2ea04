// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Which faults are on, and how many requests each has met. Safe for use by many threads.
public final class Switchboard<S extends Switchboard.Strikes> {

  /// When a fault strikes: some of the requests that fit.
  public interface Strikes {
    /// The first of the requests that fit, from 1.
    int first();

    /// The last; it is struck too.
    int last();
  }

  private final Map<S, Integer> seen = new LinkedHashMap<>();

  public synchronized void add(S strike) {
    seen.put(strike, 0);
  }

  public synchronized void clear() {
    seen.clear();
  }

  /// What strikes a request, the first where several do; counts the request for all that it fits.
  public synchronized Optional<S> struck(Predicate<S> fits) {
    Optional<S> found = Optional.empty();
    for (Map.Entry<S, Integer> entry : seen.entrySet()) {
      S strike = entry.getKey();
      if (fits.test(strike)) {
        int number = entry.getValue() + 1;
        entry.setValue(number);
        if (found.isEmpty() && number >= strike.first() && number <= strike.last()) {
          found = Optional.of(strike);
        }
      }
    }
    return found;
  }
}
