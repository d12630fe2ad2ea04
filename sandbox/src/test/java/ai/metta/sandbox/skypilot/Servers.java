// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.Instants;
import java.time.InstantSource;

/// Servers to test with. Their clock stands still.
final class Servers {
  static final InstantSource CLOCK = InstantSource.fixed(Instants.MORNING);

  private Servers() {}

  static SkypilotOptions options(long seed, int jobs, ServerVersion version) {
    return SkypilotOptions.of(Fleet.of(seed, jobs), CLOCK).withVersion(version);
  }

  /// A small fleet behind the newest release.
  static SkypilotOptions small() {
    return options(7, 60, ServerVersion.V52);
  }
}
