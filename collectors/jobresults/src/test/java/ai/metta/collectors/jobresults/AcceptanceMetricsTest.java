// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.collectors.jobresults.Given.document;
import static ai.metta.collectors.jobresults.Given.ended;
import static ai.metta.collectors.jobresults.Given.facts;
import static ai.metta.collectors.jobresults.Given.job;
import static ai.metta.collectors.jobresults.Given.jobs;
import static ai.metta.collectors.jobresults.Given.rules;
import static ai.metta.collectors.jobresults.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptanceMetricsTest {
  private static final String SINCE = "18T10:00:00";

  private static String arena(String more) {
    return job(
        "runner.x",
        "\"recipe\": \"recipes.arena.basic.train\", " + ended("succeeded", "remote", SINCE) + more);
  }

  private static String asked(String metrics, String... criteria) {
    return ", \"metrics\": {%s}, \"acceptance\": [%s]"
        .formatted(metrics, String.join(",", criteria));
  }

  private static String criterion(String metric, String operator, String threshold) {
    return "{\"metric\": \"%s\", \"operator\": \"%s\", \"threshold\": %s}"
        .formatted(metric, operator, threshold);
  }

  private static List<String> only(List<String> told, String criterion) {
    return told.stream()
        .filter(one -> one.contains("criterion:" + criterion + ","))
        .map(one -> one.substring(one.indexOf('=') + 1))
        .toList();
  }

  @Test
  void everyJobIsAskedWhetherItRanWell() {
    JobResultsSnapshot facts = jobs(arena(""));
    String tags =
        "category:training,criterion:runs_success,execution:remote,job:arena_basic_train,operator:ge";
    assertThat(told(facts, "jobs.acceptance.value")).containsExactly(tags + "=1.0");
    assertThat(told(facts, "jobs.acceptance.target")).containsExactly(tags + "=1.0");
    assertThat(told(facts, "jobs.acceptance.status")).containsExactly(tags + "=1.0");
  }

  /// Not only until the first that is not met.
  @Test
  void everyCriterionIsHeldAgainstWhatWasMeasured() {
    JobResultsSnapshot facts =
        jobs(
            arena(
                asked(
                    "\"overview/sps\": 39000, \"heart.gained\": 0.6",
                    criterion("overview/sps", ">=", "40000"),
                    criterion("heart.gained", ">", "0.5"))));
    assertThat(only(told(facts, "jobs.acceptance.status"), "overview_sps")).containsExactly("0.0");
    assertThat(only(told(facts, "jobs.acceptance.status"), "heart_gained")).containsExactly("1.0");
    assertThat(only(told(facts, "jobs.acceptance.status"), "runs_success")).containsExactly("0.0");
    assertThat(only(told(facts, "jobs.acceptance.value"), "overview_sps"))
        .containsExactly("39000.0");
    assertThat(only(told(facts, "jobs.acceptance.target"), "overview_sps"))
        .containsExactly("40000.0");
    assertThat(told(facts, "training.jobs.completed_24h"))
        .contains("execution:remote,status:failed,workload:multigpu_arena=1.0");
  }

  @ParameterizedTest
  @CsvSource({
    ">=, 40, 40, 1",
    ">, 40, 40, 0",
    "<=, 40, 40, 1",
    "<, 40, 40, 0",
    "==, 40, 40, 1",
    "==, 40, 41, 0",
    ">=, 40, 39.9, 0",
    ">, 40, 40.1, 1",
    "<=, 40, 40.1, 0",
    "<, 40, 39.9, 1"
  })
  void aNumberAtItsThresholdIsWhereTheOperatorSays(
      String operator, String threshold, String value, double status) {
    JobResultsSnapshot facts =
        jobs(arena(asked("\"m\": " + value, criterion("m", operator, threshold))));
    assertThat(only(told(facts, "jobs.acceptance.status"), "m"))
        .containsExactly(Double.toString(status));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1", "1, 1", "0.5, 1", "0.0999, 0", "1.0001, 0"})
  void bothEndsOfARangeAreInIt(double value, double status) {
    JobResultsSnapshot facts =
        jobs(arena(asked("\"m\": " + value, criterion("m", "in", "[0.1, 1]"))));
    assertThat(only(told(facts, "jobs.acceptance.status"), "m"))
        .containsExactly(Double.toString(status));
    assertThat(only(told(facts, "jobs.acceptance.target"), "m")).isEmpty();
    assertThat(only(told(facts, "jobs.acceptance.target_low"), "m")).containsExactly("0.1");
    assertThat(only(told(facts, "jobs.acceptance.target_high"), "m")).containsExactly("1.0");
  }

  @Test
  void aNumberNearEnoughIsEqual() {
    JobResultsSnapshot facts =
        jobs(
            arena(
                asked(
                    "\"m\": 0.52",
                    criterion("m", "==", "0.5").replace("}", ", \"tolerance\": 0.05}"))));
    assertThat(only(told(facts, "jobs.acceptance.status"), "m")).containsExactly("1.0");
  }

  @Test
  void aCriterionWithoutAMeasuredValueIsNotEvaluatedAndNotMet() {
    JobResultsSnapshot facts =
        jobs(
            arena(
                asked(
                    "\"lost\": NaN", criterion("lost", ">=", "1"), criterion("never", ">=", "1"))));
    assertThat(told(facts, "jobs.acceptance.not_evaluated"))
        .containsExactly("category:training,job:arena_basic_train=2.0");
    assertThat(only(told(facts, "jobs.acceptance.value"), "lost")).isEmpty();
    assertThat(only(told(facts, "jobs.acceptance.status"), "never")).isEmpty();
    assertThat(only(told(facts, "jobs.acceptance.status"), "runs_success")).containsExactly("0.0");
  }

  @Test
  void whatAFailedJobMeasuredIsToldAllTheSame() {
    JobResultsSnapshot facts =
        jobs(
            job(
                "runner.x",
                "\"recipe\": \"recipes.arena\", "
                    + ended("failed", "remote", SINCE)
                    + asked("\"overview/sps\": 41000", criterion("overview/sps", ">=", "40000"))));
    assertThat(only(told(facts, "jobs.acceptance.value"), "overview_sps"))
        .containsExactly("41000.0");
    assertThat(only(told(facts, "jobs.acceptance.status"), "overview_sps")).containsExactly("1.0");
    assertThat(only(told(facts, "jobs.acceptance.status"), "runs_success")).containsExactly("0.0");
  }

  /// A status that turned is a value of the same series.
  @Test
  void theNewestJobSpeaksForThoseBeforeIt() {
    String asked = asked("\"m\": %s", criterion("m", ">=", "10"));
    String before = ended("succeeded", "remote", "18T02:00:00") + asked.formatted("20");
    String after = ended("succeeded", "remote", "18T03:00:00") + asked.formatted("5");
    JobResultsSnapshot facts =
        facts(rules(), document("b", job("x", after)), document("a", job("x", before)));
    assertThat(only(told(facts, "jobs.acceptance.value"), "m")).containsExactly("5.0");
    assertThat(only(told(facts, "jobs.acceptance.status"), "m")).containsExactly("0.0");
  }

  @Test
  void jobsOfOneRecipeInOneRunAreToldApart() {
    JobResultsSnapshot facts =
        jobs(
            arena(asked("\"m\": 1", criterion("m", ">", "0"))),
            arena(asked("\"m\": 2", criterion("m", ">", "0"))));
    assertThat(told(facts, "jobs.acceptance.value"))
        .contains(
            "category:training,criterion:m,execution:remote,job:arena_basic_train,operator:gt=1.0",
            "category:training,criterion:m,execution:remote,job:arena_basic_train_2,operator:gt=2.0");
  }

  @Test
  void aJobsOwnWordOnRunningWellIsNotASecondOne() {
    JobResultsSnapshot facts =
        jobs(arena(asked("\"runs_success\": 1", criterion("runs_success", ">=", "1"))));
    assertThat(told(facts, "jobs.acceptance.status")).hasSize(1);
    assertThat(told(facts, "jobs.acceptance.not_evaluated"))
        .containsExactly("category:training,job:arena_basic_train=0.0");
  }

  @Test
  void whatDidNotRunIsNotAsked() {
    JobResultsSnapshot facts =
        jobs(
            job("skipped", ended("skipped", "local", SINCE)),
            job("runs", "\"status\": \"running\", \"started_at\": \"2026-03-18T11:00:00Z\""),
            job("old", ended("succeeded", "local", "17T12:00:00")));
    assertThat(told(facts, "jobs.acceptance.value"))
        .containsExactly("absent: no job ended in the last 24 hours");
    assertThat(told(facts, "jobs.acceptance.not_evaluated"))
        .containsExactly("absent: no job ended in the last 24 hours");
    assertThat(told(facts, "jobs.acceptance.target_low"))
        .containsExactly("absent: no job ended in the last 24 hours");
  }

  @Test
  void jobsOfEveryCategoryAreAsked() {
    JobResultsSnapshot facts =
        jobs(
            job("lint", "\"category\": \"hygiene\", " + ended("succeeded", "local", SINCE)),
            job("tests", "\"category\": \"ci\", " + ended("failed", "local", SINCE)));
    assertThat(told(facts, "jobs.acceptance.status"))
        .containsExactlyInAnyOrder(
            "category:hygiene,criterion:runs_success,execution:local,job:lint,operator:ge=1.0",
            "category:ci,criterion:runs_success,execution:local,job:tests,operator:ge=0.0");
    assertThat(told(facts, "training.jobs.hearts"))
        .containsExactly("absent: no training job ended in the last 24 hours that measured it");
  }
}
