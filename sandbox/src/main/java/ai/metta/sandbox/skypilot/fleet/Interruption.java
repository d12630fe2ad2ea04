// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Pen;
import java.util.List;

/// What an incident makes of a life on spot machines of its region. What runs is preempted and
/// recovers after it, or fails; what is launched finds no machine until then, or never; what was to
/// follow follows later.
final class Interruption {
  private static final long MINUTE = 60_000;

  /// How long it takes until the cloud has taken the last machine back.
  private static final long TAKEN_BACK = 45 * MINUTE;

  private final long fromMillis;
  private final long untilMillis;
  private final Dice dice;

  Interruption(Incident incident, Dice dice) {
    this.fromMillis = incident.from().toEpochMilli();
    this.untilMillis = incident.until().toEpochMilli();
    this.dice = dice;
  }

  LifeLine of(LifeLine life) {
    if (life.endMillis() < fromMillis || life.firstMillis() >= untilMillis) {
      return life;
    }
    Pen pen = new Pen(dice, life.firstMillis());
    List<LifeLine.Turn> turns = life.turnsUntil(life.endMillis());
    for (int i = 0; i + 1 < turns.size(); i++) {
      long lasts = turns.get(i + 1).atMillis() - turns.get(i).atMillis();
      Phase phase = turns.get(i).phase();
      pen.enter(phase);
      boolean isOver =
          switch (phase) {
            case RUNNING, CANCELLING, WINDING_DOWN -> ran(pen, lasts);
            case LAUNCHING, RECOVERING -> launched(pen, phase, lasts);
            case WAITING, NEXT, BACKOFF -> {
              pen.after(lasts);
              yield false;
            }
            case SUCCEEDED, CANCELLED, FAILED, FAILED_SETUP -> throw unfinished(phase);
            case FAILED_PRECHECKS, FAILED_NO_RESOURCE, FAILED_CONTROLLER -> throw unfinished(phase);
          };
      if (isOver) {
        return pen.end(phase == Phase.LAUNCHING ? Phase.FAILED_NO_RESOURCE : Phase.FAILED);
      }
    }
    return pen.end(life.lastPhase());
  }

  private static IllegalStateException unfinished(Phase phase) {
    return new IllegalStateException("nothing follows " + phase);
  }

  /// One in eight has lost what it would have gone on from, and fails some time after it was
  /// preempted.
  private boolean ran(Pen pen, long lasts) {
    long began = pen.cursor().toEpochMilli();
    long preempted = Math.max(began, fromMillis) + dice.below(TAKEN_BACK);
    boolean isHit = began < untilMillis && began + lasts > preempted;
    if (!isHit) {
      pen.after(lasts);
      return false;
    }
    pen.until(preempted).enter(Phase.RECOVERING);
    if (dice.chance(12)) {
      pen.minutes(20, 200);
      return true;
    }
    pen.until(back()).enter(Phase.RUNNING).after(lasts - (preempted - began));
    return false;
  }

  /// One in five launches is given up.
  private boolean launched(Pen pen, Phase phase, long lasts) {
    long end = pen.cursor().toEpochMilli() + lasts;
    if (end < fromMillis || end >= untilMillis) {
      pen.after(lasts);
      return false;
    }
    if (phase == Phase.LAUNCHING) {
      pen.minutes(8, 20).enter(Phase.BACKOFF);
      if (dice.chance(20)) {
        pen.minutes(120, 600).enter(Phase.LAUNCHING).minutes(8, 20);
        return true;
      }
      pen.until(back()).enter(Phase.LAUNCHING).after(lasts);
      return false;
    }
    pen.until(back());
    return false;
  }

  /// When there are machines again for this one.
  private long back() {
    return untilMillis + dice.below(Incident.RECOVERY.toMillis());
  }
}
