// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.collectors.jobresults.Given.AS_OF;
import static ai.metta.collectors.jobresults.Given.document;
import static ai.metta.collectors.jobresults.Given.ended;
import static ai.metta.collectors.jobresults.Given.facts;
import static ai.metta.collectors.jobresults.Given.job;
import static ai.metta.collectors.jobresults.Given.jobs;
import static ai.metta.collectors.jobresults.Given.rules;
import static ai.metta.collectors.jobresults.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Event;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvalMetricsTest {
  private static String hearts(String hearts, String expected) {
    return ", \"metrics\": {\"hearts\": " + hearts + ", \"expected_hearts\": " + expected + "}";
  }

  private static String eval(String execution, String ended, String more) {
    return job("arena.evaluate", ended("succeeded", execution, ended) + more);
  }

  @Test
  void evaluationsAreCountedByWhereTheyRan() {
    JobResultsSnapshot facts =
        jobs(
            eval("local", "18T01:00:00", ""),
            eval("local", "18T02:00:00", ", \"exit_code\": 2"),
            job("eval skipped", ended("skipped", "local", "18T02:00:00")),
            job(
                "eval runs",
                "\"status\": \"running\", \"execution\": \"local\", \"started_at\": \"2026-03-18T11:00:00Z\""),
            eval("remote", "18T01:00:00", hearts("1", "1")),
            job("train", ended("succeeded", "local", "18T01:00:00")));
    assertThat(told(facts, "eval.local.success_24h")).containsExactly("1.0");
    assertThat(told(facts, "eval.local.failed_24h")).containsExactly("2.0");
    assertThat(told(facts, "eval.remote.success_24h")).containsExactly("1.0");
    assertThat(told(facts, "eval.remote.failed_24h")).containsExactly("0.0");
    assertThat(told(facts, "eval.jobs.unplaced_24h")).containsExactly("0.0");
    assertThat(told(facts, "eval.jobs.unfinished")).containsExactly("1.0");
  }

  @Test
  void aRemoteOneWithoutNumbersHasNotSucceeded() {
    JobResultsSnapshot facts = jobs(eval("remote", "18T01:00:00", ""));
    assertThat(told(facts, "eval.remote.success_24h")).containsExactly("0.0");
    assertThat(told(facts, "eval.remote.failed_24h")).containsExactly("1.0");
    assertThat(told(facts, "eval.local.success_24h"))
        .containsExactly("absent: no local evaluation ended in the last 24 hours");
  }

  @Test
  void oneThatDoesNotSayWhereItRanIsCountedApart() {
    JobResultsSnapshot facts =
        jobs(job("eval", "\"status\": \"succeeded\", \"completed_at\": \"2026-03-18T01:00:00Z\""));
    assertThat(told(facts, "eval.jobs.unplaced_24h")).containsExactly("1.0");
    assertThat(told(facts, "eval.local.success_24h")).singleElement().asString().contains("absent");
  }

  @ParameterizedTest
  @CsvSource({"0.9, 1, 10, -10", "1.2, 1, 20, 20", "0.5, 0.5, 0, 0", "0, 2, 100, -100"})
  void heartsAreHeldAgainstWhatIsExpected(
      String found, String expected, double accuracy, double delta) {
    JobResultsSnapshot facts = jobs(eval("local", "18T01:00:00", hearts(found, expected)));
    assertThat(Double.parseDouble(told(facts, "eval.local.hearts_accuracy_pct").getFirst()))
        .isCloseTo(accuracy, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(Double.parseDouble(told(facts, "eval.local.heart_delta_pct").getFirst()))
        .isCloseTo(delta, org.assertj.core.api.Assertions.within(1e-9));
  }

  /// No hearts are not 0 hearts, and no expectation is not met.
  @ParameterizedTest
  @CsvSource({"NaN, 1", "1, NaN", "1, 0"})
  void withoutHeartsOrExpectationThereIsNoDifference(String found, String expected) {
    JobResultsSnapshot facts = jobs(eval("local", "18T01:00:00", hearts(found, expected)));
    assertThat(told(facts, "eval.local.heart_delta_pct"))
        .singleElement()
        .asString()
        .startsWith(
            "absent: no local evaluation succeeded in the last 24 hours that reports hearts");
  }

  @Test
  void theNewestThatSucceededAndTellsBothCounts() {
    JobResultsSnapshot facts =
        jobs(
            eval("remote", "18T01:00:00", hearts("1", "2")),
            eval("remote", "18T03:00:00", hearts("1.5", "2")),
            eval("remote", "18T04:00:00", ", \"metrics\": {\"other\": 1}"),
            eval("remote", "18T05:00:00", hearts("2", "2") + ", \"exit_code\": 1"),
            eval("local", "18T06:00:00", hearts("2", "2")));
    assertThat(told(facts, "eval.remote.heart_delta_pct")).containsExactly("-25.0");
    assertThat(told(facts, "eval.local.heart_delta_pct")).containsExactly("0.0");
  }

  @Test
  void theExpectationMayBeConfigured() {
    JobResultsSnapshot facts =
        facts(
            rules("job_results.expected_hearts", "4"),
            document("run", eval("local", "18T01:00:00", ", \"metrics\": {\"hearts\": 3}")));
    assertThat(told(facts, "eval.local.heart_delta_pct")).containsExactly("-25.0");
  }

  @Test
  void durationsAreThoseOfTheDay() {
    JobResultsSnapshot facts =
        jobs(
            eval("remote", "18T01:00:00", "").replace("3600", "120"),
            eval("remote", "18T02:00:00", "").replace("3600", "240"),
            eval("remote", "18T03:00:00", ", \"exit_code\": 1").replace("3600", "600"),
            eval("remote", "17T03:00:00", "").replace("3600", "6000"));
    assertThat(Double.parseDouble(told(facts, "eval.remote.duration_minutes").getFirst()))
        .isCloseTo(16.0 / 3, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(told(facts, "eval.remote.duration_p50_minutes")).containsExactly("4.0");
    assertThat(told(facts, "eval.remote.duration_p90_minutes")).containsExactly("8.8");
    assertThat(told(facts, "eval.local.duration_p90_minutes"))
        .containsExactly(
            "absent: no local evaluation ended in the last 24 hours whose duration is known");
  }

  @Test
  void anEvaluationThatEndedIsAnEventWithItsPolicy() {
    Document run =
        document(
            "run",
            eval("remote", "18T11:50:00", ", \"policy\": \"arena:v7\", \"external_run\": \"abc\""),
            eval("local", "18T11:51:00", ""),
            eval("local", "18T11:40:00", ""));
    List<Event> events =
        EvalEvents.completed(
            new Suite("stable", List.of(run), rules()),
            Window.ending(AS_OF, Duration.ofMinutes(15)));
    assertThat(events)
        .extracting(event -> event.title() + " | " + event.text() + " | " + event.level())
        .containsExactly(
            "Evaluation arena.evaluate succeeded after 60.0 min |  | SUCCESS",
            "Evaluation arena.evaluate ended without numbers after 60.0 min | Policy arena:v7. W&B"
                + " run abc. | ERROR");
    assertThat(events).extracting(Event::aggregationKey).doesNotHaveDuplicates();
  }
}
