// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.jobresults.suite.SuiteTruth;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Status;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An incident is felt by every service, in its own way, and by none before or after it.
final class WorldTest {
  private static final Instant AROUND = Instant.parse("2026-03-04T15:20:00Z");
  private static final World WORLD = World.of(7, 600, AROUND);
  private static final Incident INCIDENT = WORLD.incident();

  /// A day before, deep in it, and a day after what it interrupted is back.
  private static final Instant BEFORE = INCIDENT.from().minus(Duration.ofHours(20));

  private static final Instant DEEP = INCIDENT.until().minus(Duration.ofHours(6));
  private static final Instant AFTER =
      INCIDENT.until().plus(Incident.RECOVERY).plus(Duration.ofDays(1));

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 8, 1234})
  void theIncidentLiesWithinTheLastWeekAndIsOver(long seed) {
    Incident one = Incident.before(seed, AROUND);
    assertThat(one).isEqualTo(Incident.before(seed, AROUND.plus(Duration.ofHours(8))));
    assertThat(one.from()).isAfter(AROUND.minus(Duration.ofDays(6)));
    assertThat(one.until()).isBefore(AROUND.minus(Duration.ofDays(2)));
    assertThat(Duration.between(one.from(), one.until()))
        .isBetween(Duration.ofHours(40), Duration.ofHours(50));
  }

  @Test
  void itIsTheSameWheneverItIsTold() {
    World again = World.of(7, 600, AROUND.plus(Duration.ofMinutes(90)));
    assertThat(again.incident()).isEqualTo(INCIDENT);
    assertThat(again.organisation().truth(DEEP).repositories())
        .isEqualTo(WORLD.organisation().truth(DEEP).repositories());
    assertThat(again.fleet().truth(DEEP)).isEqualTo(WORLD.fleet().truth(DEEP));
    assertThat(again.suites().truth(DEEP, DEEP)).isEqualTo(WORLD.suites().truth(DEEP, DEEP));
  }

  @Test
  void jobsOnSpotMachinesRecoverOrWaitAndRunAgainAfterwards() {
    assertThat(recovering(DEEP)).isGreaterThan(3 * Math.max(1, recovering(BEFORE)));
    assertThat(recovering(AFTER)).isLessThan(recovering(DEEP) / 2);
    assertThat(running(DEEP)).isLessThan(running(BEFORE));
    assertThat(running(AFTER)).isGreaterThan(running(DEEP));
  }

  @Test
  void noRunOfTheArenaFinishesUntilItsMachinesAreBack() {
    assertThat(finished(BEFORE)).isPositive();
    assertThat(finished(DEEP)).isZero();
    assertThat(finished(AFTER)).isPositive();
  }

  @Test
  void fewerSpotInstancesOfTheRegionRun() {
    assertThat(spotInstances(DEEP)).isLessThan(spotInstances(BEFORE) / 2);
    assertThat(spotInstances(AFTER)).isGreaterThan(spotInstances(DEEP));
  }

  @Test
  void evaluationsComeToNothingAndTakeLong() {
    assertThat(evaluated("eval.remote.success_24h", BEFORE)).isGreaterThan(10);
    assertThat(evaluated("eval.remote.success_24h", DEEP)).isZero();
    assertThat(evaluated("eval.remote.success_24h", AFTER)).isGreaterThan(10);
    assertThat(evaluated("eval.remote.duration_minutes", BEFORE)).isLessThan(4);
    assertThat(evaluated("eval.remote.duration_minutes", DEEP)).isGreaterThan(10);
    assertThat(evaluated("eval.local.hearts_accuracy_pct", BEFORE)).isLessThan(5);
    assertThat(evaluated("eval.local.hearts_accuracy_pct", DEEP)).isGreaterThan(20);
  }

  @Test
  void peopleFileBugsAndCloseThem() {
    assertThat(bugs(BEFORE)).isZero();
    assertThat(bugs(DEEP)).isGreaterThanOrEqualTo(3);
    assertThat(bugs(AFTER)).isZero();
    assertThat(WORLD.board().tasks())
        .anySatisfy(task -> {
          assertThat(task.name()).contains(INCIDENT.region());
          assertThat(task.isOpenAt(BEFORE)).isFalse();
          assertThat(task.isOpenAt(DEEP)).isTrue();
          assertThat(task.isOpenAt(AFTER)).isFalse();
        });
  }

  @Test
  void checksOfWhatLandedFailUntilItIsOver() {
    assertThat(arena("github.ci.tests_passing_on_main", BEFORE)).isOne();
    assertThat(arena("github.ci.tests_passing_on_main", DEEP)).isZero();
    assertThat(arena("github.ci.tests_passing_on_main", AFTER)).isOne();
    assertThat(arena("github.ci.failed_workflows_7d", DEEP))
        .isGreaterThan(3 + arena("github.ci.failed_workflows_7d", BEFORE));
  }

  private static int recovering(Instant at) {
    return WORLD.fleet().truth(at).byStatus().get(Status.RECOVERING)
        + WORLD.fleet().truth(at).byStatus().get(Status.PENDING);
  }

  private static int running(Instant at) {
    FleetView view = WORLD.fleet().at(at);
    return view.count(Status.RUNNING);
  }

  private static double finished(Instant at) {
    return WORLD
        .experiments()
        .truth(Experiments.ARENA, at)
        .values()
        .get("wandb.training.arena.runs_completed_24h");
  }

  private static long spotInstances(Instant at) {
    return Estate.of(WORLD.fleet(), 0, at).boxes().stream()
        .filter(box -> box.place().region().equals(INCIDENT.region()))
        .filter(box -> box.lifecycle().isPresent() && box.lifecycle().get().equals("spot"))
        .count();
  }

  private static double evaluated(String metric, Instant at) {
    SuiteTruth truth = WORLD.suites().truth(at, at);
    return truth.eval().get(Series.of(metric, "suite", "stable"));
  }

  private static double bugs(Instant at) {
    return arena("github.issues.training_bugs", at);
  }

  private static double arena(String metric, Instant at) {
    return WORLD
        .organisation()
        .truth(at)
        .repositories()
        .get("metta-sandbox/arena")
        .get(Series.of(metric));
  }
}
