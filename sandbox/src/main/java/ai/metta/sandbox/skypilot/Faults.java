// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.Fault.Strikes;
import java.util.Optional;

/// The switch: which fault is on, and whether for one path only.
final class Faults {
  private record Active(Fault fault, Optional<String> path) {}

  private volatile Optional<Active> active = Optional.empty();

  void set(Fault fault, Optional<String> path) {
    active = Optional.of(new Active(fault, path));
  }

  void clear() {
    active = Optional.empty();
  }

  /// The fault that is on for whatever has to do with a path.
  Optional<Fault> at(String path) {
    return active.filter(on -> on.path().map(path::equals).orElse(true)).map(Active::fault);
  }

  /// The same, of one sort only.
  Optional<Fault> at(String path, Strikes strikes) {
    return at(path).filter(fault -> fault.strikes() == strikes);
  }

  /// The fault that is on for anything at all.
  Optional<Fault> anywhere() {
    return active.map(Active::fault);
  }
}
