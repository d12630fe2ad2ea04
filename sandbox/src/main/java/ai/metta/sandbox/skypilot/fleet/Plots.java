// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Pen;
import ai.metta.sandbox.skypilot.fleet.Setting.Era;
import java.time.Duration;
import java.util.List;

/// How each storyline goes: its phases and how long they last, in minutes.
///
/// A phase is present at any instant when it lasts at least as long as one gap of its storyline
/// plus the spread of its beginning. STARTING and back-off of [Storyline#HUNT], WAITING of
/// [Storyline#SWEEP], RECOVERING of [Storyline#PREEMPTED], CANCELLING of [Storyline#ABLATION] and
/// WINDING_DOWN of [Storyline#EMBED] are written so, and so are runs of under 1 h
/// ([Storyline#EVAL]), 1-4 h ([Storyline#SWEEP]), 4-24 h ([Storyline#TRAIN]) and more
/// ([Storyline#PRETRAIN]).
final class Plots {
  /// No job lives longer than this, from submission to end.
  static final Duration LONGEST_LIFE = Duration.ofDays(7);

  private static final List<Phase> DOOMS =
      List.of(
          Phase.FAILED,
          Phase.FAILED_SETUP,
          Phase.FAILED_PRECHECKS,
          Phase.FAILED_NO_RESOURCE,
          Phase.FAILED_CONTROLLER);

  private Plots() {}

  /// The lives of a job's tasks, in task order.
  static List<LifeLine> play(Storyline storyline, Cue cue) {
    return switch (storyline) {
      case SWEEP -> List.of(sweep(cue));
      case TRAIN -> List.of(train(cue));
      case PRETRAIN -> List.of(cue.launched(1, 10, 10, 40).minutes(3000, 5400).end(cue.mostly()));
      case FINETUNE -> List.of(cue.launched(1, 10, 3, 10).minutes(1290, 2160).end(cue.mostly()));
      case EVAL -> List.of(eval(cue));
      case BUILD -> List.of(cue.launched(1, 3, 1, 3).minutes(540, 700).end(Phase.SUCCEEDED));
      case PIPELINE -> pipeline(cue);
      case GROUP -> cue.era() == Era.PLAIN ? oneAfterTheOther(cue) : sideBySide(cue);
      case EMBED -> List.of(embed(cue));
      case ABLATION -> List.of(ablation(cue));
      case PREEMPTED -> List.of(preempted(cue));
      case HUNT -> List.of(hunt(cue));
      case REGRETTED -> List.of(regretted(cue));
      case DOOMED -> List.of(doomed(cue));
    };
  }

  /// What a plot is played from.
  ///
  /// @param number which job of its storyline this is
  record Cue(Dice dice, long submittedMillis, long number, Era era) {
    Pen pen() {
      return new Pen(dice, submittedMillis);
    }

    /// A life up to its first running, with the minutes in the queue and in launching.
    Pen launched(int waitLow, int waitHigh, int launchLow, int launchHigh) {
      return pen()
          .enter(Phase.WAITING)
          .minutes(waitLow, waitHigh)
          .enter(Phase.LAUNCHING)
          .minutes(launchLow, launchHigh)
          .enter(Phase.RUNNING);
    }

    Phase mostly() {
      long roll = dice.below(100);
      return roll < 93 ? Phase.SUCCEEDED : roll < 97 ? Phase.FAILED : Phase.CANCELLED;
    }
  }

  private static LifeLine sweep(Cue cue) {
    return cue.launched(300, 330, 2, 8).minutes(225, 400).end(cue.mostly());
  }

  private static LifeLine train(Cue cue) {
    Pen pen = cue.launched(1, 20, 2, 12);
    long recoveries = cue.dice().chance(35) ? cue.dice().between(1, 3) : 0;
    for (int i = 0; i < recoveries; i++) {
      pen.minutes(30, 240).enter(Phase.RECOVERING).minutes(5, 18).enter(Phase.RUNNING);
    }
    return pen.minutes(720, 1500).end(cue.mostly());
  }

  private static LifeLine eval(Cue cue) {
    return cue.pen()
        .enter(Phase.WAITING)
        .seconds(2, 20)
        .enter(Phase.LAUNCHING)
        .seconds(4, 9)
        .enter(Phase.RUNNING)
        .minutes(59, 64)
        .end(cue.mostly());
  }

  private static List<LifeLine> pipeline(Cue cue) {
    LifeLine prepare = cue.launched(1, 5, 2, 6).minutes(90, 150).end(Phase.SUCCEEDED);
    boolean fits = cue.dice().chance(80);
    LifeLine fit =
        after(prepare, cue)
            .minutes(3, 9)
            .enter(Phase.RUNNING)
            .minutes(800, 1100)
            .end(fits ? Phase.SUCCEEDED : Phase.FAILED);
    LifeLine score =
        fits
            ? after(fit, cue).minutes(2, 6).enter(Phase.RUNNING).minutes(60, 90).end(cue.mostly())
            : cue.pen().enter(Phase.NEXT).until(fit.endMillis()).seconds(2, 4).end(Phase.CANCELLED);
    return List.of(prepare, fit, score);
  }

  private static List<LifeLine> sideBySide(Cue cue) {
    LifeLine trainer = cue.launched(1, 4, 4, 7).minutes(2520, 3100).end(Phase.SUCCEEDED);
    LifeLine rollout =
        cue.launched(1, 4, 4, 7).until(trainer.endMillis()).seconds(1, 60).end(Phase.SUCCEEDED);
    return List.of(trainer, rollout);
  }

  private static List<LifeLine> oneAfterTheOther(Cue cue) {
    LifeLine trainer = cue.launched(1, 4, 4, 7).minutes(1260, 1500).end(Phase.SUCCEEDED);
    LifeLine rollout =
        after(trainer, cue)
            .minutes(4, 7)
            .enter(Phase.RUNNING)
            .minutes(1260, 1500)
            .end(Phase.SUCCEEDED);
    return List.of(trainer, rollout);
  }

  private static Pen after(LifeLine before, Cue cue) {
    return cue.pen().enter(Phase.NEXT).until(before.endMillis()).enter(Phase.LAUNCHING);
  }

  private static LifeLine embed(Cue cue) {
    Pen pen = cue.launched(1, 3, 3, 6).minutes(60, 100);
    if (cue.era() == Era.BATCHES) {
      pen.enter(Phase.WINDING_DOWN);
    }
    return pen.minutes(240, 270).end(Phase.SUCCEEDED);
  }

  private static LifeLine ablation(Cue cue) {
    return cue.launched(1, 3, 3, 6)
        .minutes(50, 80)
        .enter(Phase.CANCELLING)
        .minutes(165, 190)
        .end(Phase.CANCELLED);
  }

  private static LifeLine preempted(Cue cue) {
    Pen pen =
        cue.launched(1, 5, 3, 8)
            .minutes(60, 90)
            .enter(Phase.RECOVERING)
            .minutes(295, 340)
            .enter(Phase.RUNNING)
            .minutes(345, 400);
    long more = cue.dice().below(5);
    for (int i = 0; i < more; i++) {
      pen.enter(Phase.RECOVERING).minutes(5, 12).enter(Phase.RUNNING).minutes(20, 60);
    }
    return pen.end(cue.mostly());
  }

  private static LifeLine hunt(Cue cue) {
    Pen pen =
        cue.pen()
            .enter(Phase.WAITING)
            .minutes(1, 3)
            .enter(Phase.LAUNCHING)
            .minutes(195, 215)
            .enter(Phase.BACKOFF)
            .minutes(215, 260)
            .enter(Phase.LAUNCHING);
    return cue.number() % 6 == 0
        ? pen.minutes(4, 15).end(Phase.FAILED_NO_RESOURCE)
        : pen.minutes(5, 10).enter(Phase.RUNNING).minutes(30, 120).end(cue.mostly());
  }

  private static LifeLine regretted(Cue cue) {
    Pen pen = cue.pen().enter(Phase.WAITING);
    return cue.number() % 2 == 0
        ? pen.minutes(30, 120).end(Phase.CANCELLED)
        : pen.minutes(1, 2).enter(Phase.LAUNCHING).minutes(2, 4).end(Phase.CANCELLED);
  }

  private static LifeLine doomed(Cue cue) {
    Phase doom = DOOMS.get((int) (cue.number() % DOOMS.size()));
    Pen pen = cue.pen().enter(Phase.WAITING).minutes(1, 3).enter(Phase.LAUNCHING);
    if (doom == Phase.FAILED_PRECHECKS || doom == Phase.FAILED_NO_RESOURCE) {
      return pen.minutes(4, 18).end(doom);
    }
    pen.minutes(2, 4).enter(Phase.RUNNING);
    return doom == Phase.FAILED_SETUP
        ? pen.seconds(35, 70).end(doom)
        : pen.minutes(15, 30).end(doom);
  }
}
