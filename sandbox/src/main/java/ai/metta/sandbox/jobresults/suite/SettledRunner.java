// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults.suite;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.jobresults.suite.SuiteJob.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What a runner does on its own machine where all is well, but for an incident: that takes away
/// the checkpoints which it would go on from, and leaves it to evaluate half-trained policies.
///
/// @param now of what has not ended by then, no end is told
record SettledRunner(Incident incident, Dice dice, Instant now) {

  SuiteJob training(Instant begin) {
    Instant started = begin.plusSeconds(dice.between(60, 3600));
    Instant end = started.plusSeconds(dice.between(600, 2400));
    TreeMap<String, Double> measured = new TreeMap<>();
    measured.put("checkpoint_saved", dice.chance(97) ? 1.0 : 0.0);
    if (dice.chance(95) && !incident.isFelt(end)) {
      measured.put("resumed_from_checkpoint", 1.0);
    }
    measured.put("env_agent/heart.gained", dice.between(540, 860) / 1000.0);
    return SuiteStory.onRunner(
        "runner." + started.toString().substring(0, 10) + "-arena_basic.local_smoke",
        "recipes.arena.basic.train",
        Optional.of("training"),
        started,
        told(end),
        dice.chance(97),
        measured,
        List.of(new Ask("env_agent/heart.gained", "in", 0.1, 1)),
        now);
  }

  SuiteJob evaluation(Instant begin) {
    Instant started = begin.plusSeconds(dice.between(3700, 5000));
    Instant end = started.plusSeconds(dice.between(60, 240));
    return SuiteStory.onRunner(
        "evaluate basic",
        "recipes.arena.basic.evaluate",
        Optional.empty(),
        started,
        told(end),
        dice.chance(97),
        hearts(incident, dice, end),
        List.of(new Ask("hearts", ">", 0.3, 0)),
        now);
  }

  private Optional<Instant> told(Instant end) {
    return end.isAfter(now) ? Optional.empty() : Optional.of(end);
  }

  /// What an evaluation that ends then comes to.
  static TreeMap<String, Double> hearts(Incident incident, Dice dice, Instant end) {
    long hearts = incident.isFelt(end) ? dice.between(420, 480) : dice.between(605, 645);
    TreeMap<String, Double> measured = new TreeMap<>();
    measured.put("hearts", hearts / 1000.0);
    measured.put("expected_hearts", 0.625);
    return measured;
  }
}
