// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.collectors.jobresults.Given.AS_OF;
import static ai.metta.collectors.jobresults.Given.begun;
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

final class TrainingMetricsTest {
  private static final String CHECKPOINT = ", \"metrics\": {\"checkpoint_saved\": 1}";
  private static final String CHECKPOINTS = "training.local.checkpoint_success_24h";
  private static final String COMPLETED = "training.jobs.completed_24h";

  private static String running(String name, String started, String more) {
    return job(
        name,
        "\"status\": \"running\", \"execution\": \"local\", \"started_at\": \"2026-03-%sZ\"%s"
            .formatted(started, more));
  }

  private static List<String> counted(JobResultsSnapshot facts) {
    return told(facts, COMPLETED).stream().filter(one -> !one.endsWith("=0.0")).toList();
  }

  @Test
  void aCheckpointIsReportedAndNotGuessed() {
    JobResultsSnapshot facts =
        jobs(
            job("arena a", ended("succeeded", "local", "18T01:00:00")),
            job("arena b", ended("failed", "local", "18T02:00:00") + CHECKPOINT),
            job("arena c", ended("succeeded", "remote", "18T03:00:00") + CHECKPOINT),
            job("maze", ended("succeeded", "local", "18T04:00:00") + CHECKPOINT));
    assertThat(told(facts, CHECKPOINTS))
        .containsExactly("workload:local_arena=1.0", "workload:other=1.0");
    assertThat(told(facts, "training.local.resume_success_24h"))
        .containsExactly("workload:local_arena=0.0", "workload:other=0.0");
  }

  @Test
  void whereNoLocalJobRanNothingIsSaidOfCheckpoints() {
    JobResultsSnapshot facts =
        jobs(
            job("arena", ended("succeeded", "remote", "18T01:00:00") + CHECKPOINT),
            job("arena skipped", ended("skipped", "local", "18T01:00:00")),
            job("arena eval", ended("succeeded", "local", "18T01:00:00") + CHECKPOINT));
    assertThat(told(facts, CHECKPOINTS))
        .containsExactly("absent: no local training job ended in the last 24 hours");
  }

  /// The window holds its end, and not its beginning.
  @ParameterizedTest
  @CsvSource({"17T12:00:00, 0", "17T12:00:01, 1", "18T12:00:00, 1", "18T12:00:01, 0"})
  void aDayHoldsItsEndAndNotItsBeginning(String ended, int counted) {
    JobResultsSnapshot facts = jobs(job("x", ended("succeeded", "local", ended)));
    assertThat(counted(facts)).hasSize(counted);
  }

  @Test
  void jobsAreCountedByWhatCameOfThem() {
    JobResultsSnapshot facts =
        jobs(
            job("arena 1", ended("succeeded", "local", "18T01:00:00")),
            job("arena 2", ended("succeeded", "local", "18T01:00:00") + ", \"exit_code\": 1"),
            job("arena 3", ended("succeeded", "local", "18T01:00:00") + ", \"exit_code\": 0"),
            job(
                "arena 4",
                ended("succeeded", "local", "18T01:00:00") + ", \"acceptance_passed\": false"),
            job("arena 5", ended("failed", "local", "18T01:00:00")),
            job("arena 6", ended("skipped", "local", "18T01:00:00")),
            job("arena 7", "\"status\": \"failed\", \"completed_at\": \"2026-03-18T01:00:00Z\""));
    assertThat(counted(facts))
        .containsExactlyInAnyOrder(
            "execution:local,status:succeeded,workload:local_arena=2.0",
            "execution:local,status:failed,workload:local_arena=3.0",
            "execution:local,status:skipped,workload:local_arena=1.0",
            "execution:unknown,status:failed,workload:other=1.0");
  }

  @Test
  void theZeroOfASuiteThatGoesOnIsOne() {
    JobResultsSnapshot facts = jobs(job("x", ended("succeeded", "local", "17T11:00:00")));
    assertThat(told(facts, COMPLETED)).hasSize(9).allMatch(one -> one.endsWith("=0.0"));
  }

  @Test
  void withoutADocumentInTwoDaysNoZeroIsOne() {
    JobResultsSnapshot facts =
        facts(
            rules(),
            begun(
                "old", "2026-03-16T11:00:00Z", job("x", ended("skipped", "local", "16T12:00:00"))));
    assertThat(told(facts, COMPLETED))
        .containsExactly("absent: no document of the suite came in the last 48 hours");
    assertThat(told(facts, "training.data_missing")).containsExactly("1.0");
  }

  @Test
  void anUnfinishedJobIsInNoNumberButItsOwn() {
    JobResultsSnapshot facts = jobs(running("arena", "18T11:00:00", CHECKPOINT));
    assertThat(counted(facts)).isEmpty();
    assertThat(told(facts, CHECKPOINTS)).hasSize(1).first().asString().startsWith("absent");
    assertThat(told(facts, "training.jobs.unfinished")).containsExactly("1.0");
    assertThat(told(facts, "training.jobs.timed_out_24h")).containsExactly("0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18T00:00:00||1|0", // 12 hours ago, and that is the time it has
        "18T00:00:01||0|1",
        "18T11:00:00|, \"timeout_s\": 3600|1|0",
        "17T10:00:00|, \"timeout_s\": 7200|0|0", // it failed a day ago
        "17T10:00:01|, \"timeout_s\": 7200|1|0"
      })
  void aJobThatHasNotEndedInItsTimeHasFailed(
      String started, String timeout, String late, String unfinished) {
    JobResultsSnapshot facts = jobs(running("arena", started, timeout == null ? "" : timeout));
    assertThat(told(facts, "training.jobs.timed_out_24h")).containsExactly(late + ".0");
    assertThat(told(facts, "training.jobs.unfinished")).containsExactly(unfinished + ".0");
    assertThat(counted(facts))
        .isEqualTo(
            late.equals("1")
                ? List.of("execution:local,status:failed,workload:local_arena=1.0")
                : List.of());
    assertThat(told(facts, "training.jobs.duration_minutes"))
        .containsExactly(
            "absent: no training job ended in the last 24 hours whose duration is known");
  }

  @Test
  void theNewestDocumentOfARunIsTheOneThatCounts() {
    Document before = document("run", running("arena", "18T01:00:00", ""));
    Document after = document("run", job("arena", ended("failed", "local", "18T02:00:00")));
    for (JobResultsSnapshot facts :
        List.of(facts(rules(), before, after), facts(rules(), after, before))) {
      assertThat(counted(facts))
          .containsExactly("execution:local,status:failed,workload:local_arena=1.0");
      assertThat(told(facts, "training.jobs.unfinished")).containsExactly("0.0");
      assertThat(told(facts, "collector.training.documents_read")).containsExactly("1.0");
    }
  }

  /// An absent duration is no short one.
  @Test
  void durationsAreThoseThatAreKnown() {
    JobResultsSnapshot facts =
        jobs(
            job("arena a", ended("succeeded", "local", "18T01:00:00")),
            job("arena b", ended("failed", "local", "18T01:00:00").replace("3600", "1800")),
            job(
                "arena c",
                ended("succeeded", "local", "18T01:00:00")
                    .replace("\"duration_s\": 3600", "\"gpus\": 1")),
            job("arena d", ended("skipped", "local", "18T01:00:00").replace("3600", "0")));
    assertThat(told(facts, "training.jobs.duration_minutes"))
        .containsExactly(
            "metric:avg,workload:local_arena=45.0", "metric:p90,workload:local_arena=57.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"nodes\": 2, \"gpus\": 8, \"execution\": \"remote\"|arena|multinode",
        "\"nodes\": 1, \"gpus\": 8, \"execution\": \"remote\"|arena|multigpu_arena",
        "\"gpus\": 4, \"execution\": \"local\"|ARENA basic|multigpu_arena",
        "\"execution\": \"remote\"|arena|multigpu_arena",
        "\"gpus\": 1, \"execution\": \"remote\"|arena|other", // one GPU is not several
        "\"gpus\": 1, \"execution\": \"local\"|arena|local_arena",
        "\"gpus\": 8, \"execution\": \"remote\"|cvc|cvc",
        "\"gpus\": 8, \"execution\": \"remote\"|maze|other",
        "\"gpus\": 1|arena|other",
      })
  void aJobsWorkloadIsThatOfTheFirstRuleThatFits(String machines, String name, String workload) {
    JobResultsSnapshot facts =
        jobs(
            job(
                name,
                machines
                    + ", \"status\": \"succeeded\", \"completed_at\": \"2026-03-18T01:00:00Z\""));
    assertThat(counted(facts)).singleElement().asString().contains("workload:" + workload + "=");
    assertThat(told(facts, "training.jobs.unclassified_24h"))
        .containsExactly(workload.equals("other") ? "1.0" : "0.0");
  }

  @Test
  void rulesMayBeOthers() {
    JobResultsConfig rules =
        rules(
            "job_results.workloads",
            "mazes=contains:maze+local",
            "job_results.eval_words",
            "judge");
    JobResultsSnapshot facts =
        facts(
            rules,
            document(
                "run",
                job("maze eval", ended("succeeded", "local", "18T01:00:00")),
                job("judge maze", ended("succeeded", "local", "18T01:00:00"))));
    assertThat(counted(facts))
        .containsExactly("execution:local,status:succeeded,workload:mazes=1.0");
    assertThat(told(facts, "eval.local.success_24h")).containsExactly("1.0");
  }

  /// Shaped speed was once read from the plain one.
  @Test
  void numbersAreThoseOfTheNewestJobThatMeasuredThem() {
    String arena = ", \"gpus\": 4, \"metrics\": {%s}";
    JobResultsSnapshot facts =
        jobs(
            job(
                "arena a",
                ended("succeeded", "remote", "18T01:00:00")
                    + arena.formatted("\"hearts\": 0.4, \"sps\": 30000")),
            job(
                "arena b",
                ended("failed", "remote", "18T02:00:00")
                    + arena.formatted("\"overview/sps\": 41000")),
            job(
                "big",
                ended("succeeded", "remote", "18T02:00:00")
                    + ", \"nodes\": 2, \"metrics\": {\"shaped\": 52000}"));
    assertThat(told(facts, "training.jobs.hearts")).containsExactly("workload:multigpu_arena=0.4");
    assertThat(told(facts, "training.jobs.sps")).containsExactly("workload:multigpu_arena=41000.0");
    assertThat(told(facts, "training.jobs.shaped_sps"))
        .containsExactly("workload:multinode=52000.0");
  }

  @Test
  void nothingAtAllMakesNoNumberButThatItIsMissing() {
    JobResultsSnapshot facts = facts(rules());
    assertThat(told(facts, "training.data_missing", AS_OF)).containsExactly("1.0");
    for (String metric :
        List.of(
            COMPLETED,
            CHECKPOINTS,
            "training.jobs.hearts",
            "training.jobs.sps",
            "jobs.acceptance.status",
            "training.jobs.duration_minutes",
            "eval.local.heart_delta_pct",
            "eval.remote.duration_minutes",
            "eval.local.success_24h",
            "eval.remote.failed_24h")) {
      assertThat(told(facts, metric)).as(metric).singleElement().asString().startsWith("absent: ");
    }
  }
}
