// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Pen;
import java.util.List;

/// How storylines go where all is well, but for an incident: evaluations take minutes, and what is
/// on spot machines of the region that it strikes is interrupted and waits.
record SettledPlots(Incident incident) {
  /// Whether a storyline's machines are spot machines of the region that incidents strike.
  static boolean isAtHome(Storyline storyline) {
    return switch (storyline) {
      case SWEEP, TRAIN, PRETRAIN, EVAL, HUNT -> true;
      case FINETUNE, BUILD, PIPELINE, GROUP, EMBED -> false;
      case ABLATION, PREEMPTED, REGRETTED, DOOMED -> false;
    };
  }

  /// The lives of a job's tasks, in task order.
  List<LifeLine> play(Storyline storyline, Plots.Cue cue) {
    if (!isAtHome(storyline)) {
      return Plots.play(storyline, cue);
    }
    if (storyline == Storyline.EVAL) {
      return List.of(eval(cue));
    }
    List<LifeLine> lives =
        storyline == Storyline.TRAIN ? List.of(train(cue)) : Plots.play(storyline, cue);
    return lives.stream().map(life -> new Interruption(incident, cue.dice()).of(life)).toList();
  }

  /// Short enough that some end on every day.
  private static LifeLine train(Plots.Cue cue) {
    return cue.launched(1, 20, 2, 12).minutes(540, 720).end(cue.mostly());
  }

  private LifeLine eval(Plots.Cue cue) {
    Pen pen = cue.pen().enter(Phase.WAITING).seconds(2, 20).enter(Phase.LAUNCHING).seconds(4, 9);
    Dice dice = cue.dice();
    if (!incident.strikes(pen.cursor())) {
      boolean well = dice.chance(97);
      return pen.enter(Phase.RUNNING).seconds(100, 190).end(well ? Phase.SUCCEEDED : Phase.FAILED);
    }
    // One in three finds a slow machine, and no checkpoint that it could read to its end.
    return cue.number() % 3 == 0
        ? pen.enter(Phase.RUNNING).minutes(12, 19).end(Phase.FAILED)
        : pen.minutes(90, 240).end(Phase.FAILED_NO_RESOURCE);
  }
}
