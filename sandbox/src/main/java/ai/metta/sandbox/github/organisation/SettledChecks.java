// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.WorkflowRun.Attempt;
import ai.metta.sandbox.github.organisation.WorkflowRun.End;
import ai.metta.sandbox.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The attempts of a workflow run where checks are quick and mostly succeed. While an incident
/// lasts they are slow, some run into their limit, and what had landed fails; what failed is tried
/// again when it is over.
///
/// @param least seconds that a run takes
record SettledChecks(Incident incident, long least, Dice dice) {
  private static final int MOST = 4;

  /// @param hasLanded whether it is of the default branch
  List<Attempt> attempts(Instant created, boolean hasLanded) {
    List<Attempt> attempts = new ArrayList<>();
    Instant at = created;
    while (true) {
      Attempt attempt = attempt(attempts.size() + 1, at, hasLanded);
      attempts.add(attempt);
      boolean isTriedAgain = attempt.failed() && (hasLanded || dice.chance(92));
      if (!isTriedAgain || attempts.size() == MOST) {
        return attempts;
      }
      Instant next = attempt.ended().plusSeconds(dice.between(300, 2_400));
      at = incident.strikes(next) ? incident.until().plusSeconds(dice.between(600, 14_400)) : next;
    }
  }

  private Attempt attempt(int number, Instant at, boolean hasLanded) {
    long seconds = least + dice.below(least * 3 / 4);
    long drawn = dice.below(1000);
    return incident.strikes(at)
        ? struck(number, at, 3 * seconds, drawn, hasLanded)
        : usual(number, at, seconds, drawn);
  }

  private static Attempt usual(int number, Instant at, long seconds, long drawn) {
    if (number > 1 || drawn < 986) {
      return new Attempt(number, at, at.plusSeconds(seconds), "success", End.ITSELF);
    }
    if (drawn < 992) {
      return new Attempt(number, at, at.plusSeconds(seconds), "failure", End.ITSELF);
    }
    return drawn < 998
        ? new Attempt(number, at, at.plusSeconds(seconds / 2), "cancelled", End.SOMEBODY)
        : new Attempt(number, at, at.plusSeconds(7_200), "cancelled", End.TIME_LIMIT);
  }

  private static Attempt struck(
      int number, Instant at, long seconds, long drawn, boolean hasLanded) {
    long bad = hasLanded ? 950 : 40;
    if (drawn < bad) {
      return new Attempt(number, at, at.plusSeconds(seconds), "failure", End.ITSELF);
    }
    return !hasLanded && drawn < bad + 50
        ? new Attempt(number, at, at.plusSeconds(7_200), "cancelled", End.TIME_LIMIT)
        : new Attempt(number, at, at.plusSeconds(seconds), "success", End.ITSELF);
  }
}
