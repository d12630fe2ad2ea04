// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import static ai.metta.sandbox.skypilot.fleet.Instants.MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.sandbox.skypilot.fleet.RunningTruth.Bucket;
import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import ai.metta.sandbox.skypilot.fleet.Setting.Era;
import ai.metta.sandbox.skypilot.fleet.Setting.Sharing;
import ai.metta.sandbox.skypilot.fleet.Task.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FleetTest {
  @Test
  void theSameSeedAndInstantGiveTheSameTruth() {
    assertThat(Fleet.of(11, 300).truth(MORNING)).isEqualTo(Fleet.of(11, 300).truth(MORNING));
    assertThat(Fleet.of(11, 300).truth(MORNING)).isNotEqualTo(Fleet.of(12, 300).truth(MORNING));
  }

  /// As SkyPilot itself names them.
  @ParameterizedTest
  @CsvSource({
    "Train_v1.2, train-v1-2-7",
    "evaluate-policy-nightly-v2-large, evaluate-policy-nightl-e0-7",
    "nightly-eval-regressi--suite-of-all, nightly-eval-regressi-37-7"
  })
  void aLongTaskNameIsCutInItsClustersName(String task, String cluster) {
    assertThat(JobUsages.clusterName(task, 7)).isEqualTo(cluster);
  }

  @Test
  void whatIsSoAtAnInstantDoesNotDependOnWhatWasAskedBefore() {
    Fleet travelled = Fleet.of(3, 200);
    travelled.truth(MORNING.plus(Duration.ofDays(40)));
    travelled.truth(MORNING.minusMillis(1));

    assertThat(travelled.truth(MORNING)).isEqualTo(Fleet.of(3, 200).truth(MORNING));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 137, 4000, 9000})
  void listsExactlyAsManyJobsAsItIsLarge(int jobs) {
    FleetView view = Fleet.of(5, jobs).at(MORNING);

    assertThat(view.jobCount()).isEqualTo(jobs);
    assertThat(IntStream.range(0, jobs).mapToObj(view::job).mapToInt(Job::id))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "1, 60", "-77, 100", "987654321, 300", "5, 700"})
  void hasEveryStatusAndKindOfRunAtAnyInstant(long seed, int jobs) {
    Fleet fleet = Fleet.of(seed, jobs);

    Instants.from(Instant.parse("2025-12-31T00:00:00Z"), Duration.ofMinutes(613), 300)
        .forEach(now -> {
          FleetTruth truth = fleet.truth(now);
          String where = "seed " + seed + ", " + jobs + " jobs at " + now;
          assertThat(truth.byStatus()).as(where).doesNotContainValue(0);
          assertThat(truth.running().byBucket()).as(where).doesNotContainValue(0);
          assertThat(truth.running().byPricing()).as(where).doesNotContainValue(0);
          assertThat(truth.running().gpus()).as(where).doesNotContainValue(0.0);
          assertThat(truth.running().withRecoveries()).as(where).isPositive();
          assertThat(truth.clusters()).as(where).doesNotContainValue(0);
          assertThat(regions(truth)).as(where).isGreaterThanOrEqualTo(2);
        });
  }

  @Test
  void hasSeveralNodesAndTasksAndPoolsAndCpuOnlyJobsAtAnyInstant() {
    Fleet fleet = Fleet.of(21, 2 * Fleet.SMALLEST_JOBS);

    Instants.from(MORNING, Duration.ofHours(31), 60)
        .forEach(now -> {
          List<Job> jobs = jobs(fleet.at(now));
          List<Task> running = running(jobs, now);
          assertThat(running).anyMatch(task -> task.requirement().nodes() > 1);
          assertThat(running).anyMatch(task -> task.requirement().candidates().isEmpty());
          assertThat(jobs).anyMatch(job -> job.tasks().size() == 3);
          assertThat(jobs).anyMatch(job -> job.order() == Job.Order.PARALLEL);
          assertThat(jobs).anyMatch(job -> job.pool().isPresent());
          assertThat(jobs).anyMatch(job -> job.tasks().getFirst().life().isDroppedInQueue());
        });
  }

  @Test
  void hasLostRecordsAndLostUsersAndOpenChoicesNowAndThen() {
    List<Job> jobs = jobs(Fleet.of(21, 1000).at(MORNING));

    assertThat(jobs).anyMatch(job -> job.tasks().getFirst().records() == Records.LOST);
    assertThat(jobs).anyMatch(job -> job.owner().equals(Person.GONE));
    assertThat(jobs)
        .anyMatch(job -> job.tasks().getFirst().requirement().ask() == Requirement.Ask.EITHER);
  }

  @Test
  void findsAJobByItsId() {
    FleetView view = Fleet.of(8, 500).at(MORNING);

    for (int position = 0; position < view.jobCount(); position++) {
      assertThat(view.position(view.job(position).id())).contains(position);
    }
    assertThat(view.position(0)).isEmpty();
    assertThat(view.position(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void isALargerOrganisationBeyondTheUsualSize() {
    FleetTruth usual = Fleet.of(2, Fleet.USUAL_JOBS).truth(MORNING);
    FleetTruth large = Fleet.of(2, 10 * Fleet.USUAL_JOBS).truth(MORNING);

    assertThat(large.running().count()).isGreaterThan(5 * usual.running().count());
    assertThat(Fleet.of(2, 1000).truth(MORNING).running()).isEqualTo(usual.running());
  }

  @Test
  void failsNowAndThenUnlessItIsSmall() {
    FleetTruth truth = Fleet.of(2, Fleet.USUAL_JOBS).truth(MORNING);
    int failed = truth.failedByUser() + truth.failedByPlatform();

    assertThat(failed / (double) (failed + truth.byStatus().get(Status.SUCCEEDED)))
        .isBetween(0.05, 0.15);
  }

  @Test
  void hasClustersButNoJobsWhenItsSizeIsZero() {
    FleetTruth truth = Fleet.of(1, 0).truth(MORNING);

    assertThat(truth.jobs()).isZero();
    assertThat(truth.tasks()).isZero();
    assertThat(truth.activeUsers()).isZero();
    assertThat(truth.clusters().get(ClusterStatus.UP)).isPositive();
    assertThat(truth.cost24hUsd()).isPositive();
  }

  @Test
  void hasNothingBeforeItsEpoch() {
    FleetTruth truth = Fleet.of(1, 60).truth(Beat.EPOCH);

    assertThat(truth.jobs()).isZero();
    assertThat(truth.cost7dUsd()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 59, 200_001})
  void refusesASizeItCannotHave(int jobs) {
    assertThatThrownBy(() -> Fleet.of(1, jobs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not " + jobs);
  }

  @Test
  void knowsNoWindingDownAndNoSideBySideInOldTimes() {
    Fleet old =
        Fleet.of(4, 2000).in(new Setting(Era.PLAIN, Controller.CONSOLIDATED, Sharing.WHOLE_GPUS));

    assertThat(old.truth(MORNING).byStatus()).containsEntry(Status.WINDING_DOWN, 0);
    assertThat(jobs(old.at(MORNING))).allMatch(job -> job.order() == Job.Order.SERIAL);
    assertThat(jobs(old.at(MORNING)))
        .allMatch(job -> job.tasks().stream().filter(task -> isBusy(task)).count() <= 1);
  }

  @Test
  void sharesGpusOnRequestAndChangesNothingElse() {
    Fleet whole = Fleet.of(4, 60);
    FleetTruth shared = whole.in(Setting.NOW.with(Sharing.HALF_GPUS)).truth(MORNING);

    assertThat(shared.byStatus()).isEqualTo(whole.truth(MORNING).byStatus());
    assertThat(shared.running().gpus().get(Gpu.L4))
        .isLessThan(whole.truth(MORNING).running().gpus().get(Gpu.L4));
  }

  @Test
  void listsAControllerWhereThereIsASeparateOne() {
    Fleet fleet = Fleet.of(4, 60);
    Map<ClusterStatus, Integer> usual = fleet.truth(MORNING).clusters();

    FleetTruth separate = fleet.in(Setting.NOW.with(Controller.SEPARATE)).truth(MORNING);
    FleetTruth stopped = fleet.in(Setting.NOW.with(Controller.STOPPED)).truth(MORNING);

    assertThat(separate.clusters())
        .containsEntry(ClusterStatus.UP, usual.get(ClusterStatus.UP) + 1);
    assertThat(stopped.clusters())
        .containsEntry(ClusterStatus.STOPPED, usual.get(ClusterStatus.STOPPED) + 1);
    assertThat(separate.cost7dUsd()).isLessThan(fleet.truth(MORNING).cost7dUsd());
  }

  @Test
  void countsEveryRunningTaskOnceInEachBreakdown() {
    RunningTruth running = Fleet.of(6, 20_000).truth(MORNING).running();

    assertThat(sum(running.byBucket())).isEqualTo(running.count());
    assertThat(sum(running.byPricing())).isEqualTo(running.count());
    assertThat(sum(running.byRegion()) + running.unknownRegion()).isEqualTo(running.count());
    assertThat(running.unknownRegion()).isPositive();
    assertThat(running.byBucket().get(Bucket.FROM_24_HOURS)).isPositive();
  }

  private static boolean isBusy(Task task) {
    Status status = task.statusAt(MORNING.toEpochMilli());
    return status != Status.PENDING && !status.isTerminal();
  }

  private static long regions(FleetTruth truth) {
    return truth.running().byRegion().values().stream().filter(count -> count > 0).count();
  }

  private static int sum(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static List<Job> jobs(FleetView view) {
    return IntStream.range(0, view.jobCount()).mapToObj(view::job).toList();
  }

  private static List<Task> running(List<Job> jobs, Instant now) {
    return jobs.stream()
        .flatMap(job -> job.tasks().stream())
        .filter(task -> task.statusAt(now.toEpochMilli()) == Status.RUNNING)
        .toList();
  }
}
