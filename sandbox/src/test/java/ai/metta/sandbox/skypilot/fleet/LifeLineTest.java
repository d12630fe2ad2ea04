// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Pen;
import ai.metta.sandbox.skypilot.fleet.LifeLine.Segment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LifeLineTest {
  private static final long MINUTE = 60_000;

  /// Waits 10, launches 5, runs 60, recovers 20, runs 30 minutes.
  private static final LifeLine LIFE =
      new Pen(Dice.of(1, 1, 1), 0)
          .enter(Phase.WAITING)
          .minutes(10, 10)
          .enter(Phase.LAUNCHING)
          .minutes(5, 5)
          .enter(Phase.RUNNING)
          .minutes(60, 60)
          .enter(Phase.RECOVERING)
          .minutes(20, 20)
          .enter(Phase.RUNNING)
          .minutes(30, 30)
          .end(Phase.SUCCEEDED);

  @Test
  void isInAPhaseFromItsFirstMillisecondOn() {
    assertThat(LIFE.phaseAt(10 * MINUTE - 1)).isEqualTo(Phase.WAITING);
    assertThat(LIFE.phaseAt(10 * MINUTE)).isEqualTo(Phase.LAUNCHING);
    assertThat(LIFE.phaseAt(1_000 * MINUTE)).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void runsWhileItRunsAndStandsStillWhileItRecovers() {
    assertThat(LIFE.runningMillis(14 * MINUTE)).isZero();
    assertThat(LIFE.runningMillis(25 * MINUTE)).isEqualTo(10 * MINUTE);
    assertThat(LIFE.runningMillis(80 * MINUTE)).isEqualTo(60 * MINUTE);
    assertThat(LIFE.runningMillis(94 * MINUTE)).isEqualTo(60 * MINUTE);
    assertThat(LIFE.runningMillis(500 * MINUTE)).isEqualTo(90 * MINUTE);
  }

  @Test
  void countsARecoveryWhenItRunsAgain() {
    assertThat(LIFE.recoveries(94 * MINUTE)).isZero();
    assertThat(LIFE.recoveries(95 * MINUTE)).isEqualTo(1);
    assertThat(LIFE.segmentStartedMillis(95 * MINUTE)).isEqualTo(OptionalLong.of(95 * MINUTE));
    assertThat(LIFE.startedMillis(95 * MINUTE)).isEqualTo(OptionalLong.of(15 * MINUTE));
  }

  @Test
  void knowsNothingOfWhatHasNotHappened() {
    assertThat(LIFE.pickedUpMillis(9 * MINUTE)).isEmpty();
    assertThat(LIFE.startedMillis(14 * MINUTE)).isEmpty();
    assertThat(LIFE.endedMillis(124 * MINUTE)).isEmpty();
    assertThat(LIFE.segmentAt(80 * MINUTE)).isEmpty();
    assertThat(LIFE.turnsUntil(80 * MINUTE)).hasSize(4);
  }

  @Test
  void holdsAClusterForEachStretchOfRunning() {
    assertThat(LIFE.segments())
        .containsExactly(
            new Segment(11 * 60, 15 * MINUTE, 75 * 60),
            new Segment(91 * 60, 95 * MINUTE, 125 * 60));
  }
}
