// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import java.util.List;

/// What a task asks for.
///
/// @param nodes how many machines, all alike
/// @param candidates the GPUs a node must have, any one of these; empty for a CPU-only task
/// @param ask the price model asked for
public record Requirement(int nodes, List<Accelerators> candidates, Ask ask) {
  /// The price model a task asks for.
  public enum Ask {
    SPOT,
    ON_DEMAND,
    /// Whichever can be had.
    EITHER
  }

  public Requirement {
    candidates = List.copyOf(candidates);
  }

  static Requirement of(int nodes, Gpu gpu, double count, Ask ask) {
    return new Requirement(nodes, List.of(new Accelerators(gpu, count)), ask);
  }

  static Requirement cpusOnly() {
    return new Requirement(1, List.of(), Ask.ON_DEMAND);
  }

  Requirement asking(Ask other) {
    return new Requirement(nodes, candidates, other);
  }

  Placement draw(Dice dice) {
    Machine machine = candidates.isEmpty() ? Machine.CPU_ONLY : Machine.with(dice.pick(candidates));
    Pricing pricing =
        switch (ask) {
          case SPOT -> Pricing.SPOT;
          case ON_DEMAND -> Pricing.ON_DEMAND;
          case EITHER -> dice.chance(50) ? Pricing.SPOT : Pricing.ON_DEMAND;
        };
    return Placement.draw(dice, machine, pricing);
  }
}
