// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.jobresults.Finish.Result;
import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Arrivals;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Expectation;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Emission;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Whether anything came, and what of it is told nowhere else: what both collectors say of their
/// own.
///
/// @param collector the first part of its metrics' names
record ArrivalMetrics(String collector, Category category) {
  private static final String GROUP = "Arrival";

  List<Emission<JobResultsSnapshot>> emissions() {
    return List.of(
        emit(missing())
            .<JobResultsSnapshot, Arrivals>from(facts -> Fetched.known(facts.arrivals()))
            .by(ArrivalMetrics::isMissing),
        JobResultsSnapshot.counted(
            timedOut(),
            (suite, asOf) ->
                Finish.within(Lookback.DAY, suite, asOf, category).stream()
                    .filter(finish -> finish.result() == Result.TIMED_OUT)
                    .count()),
        JobResultsSnapshot.counted(unfinished(), this::unfinished),
        emit(documents())
            .from(JobResultsSnapshot::suite)
            .value((suite, _) -> suite.documents().size()));
  }

  /// That one came is known though another source cannot be read; that none came is not.
  static Outcome isMissing(Arrivals arrivals, Instant asOf) {
    if (arrivals.expectation() == Expectation.UNEXPECTED) {
      return new Outcome.Unsupported(
          "nobody expects suite " + arrivals.suite() + ": name it in job_results.suites");
    }
    Duration within = arrivals.rules().expected(arrivals.suite());
    if (arrivals.anyWithin(within, asOf)) {
      return Outcome.value(0);
    }
    return switch (arrivals.whole()) {
      case Fetched.Known<Boolean> _ -> Outcome.value(1);
      case Fetched.Unsupported<Boolean>(String reason) -> new Outcome.Unsupported(reason);
      case Fetched.Failed<Boolean>(Failure cause) -> new Outcome.Failed(cause);
    };
  }

  private long unfinished(Suite suite, Instant asOf) {
    return suite.finishes().stream()
        .filter(finish -> finish.kind().category() == category)
        .filter(finish -> !finish.job().life().started().isAfter(asOf))
        .filter(finish -> finish.at().isAfter(asOf))
        .count();
  }

  Metric missing() {
    return Metric.gauge(collector + ".data_missing")
        .noun("suite")
        .says(
            "Whether no document of the suite came within the hours of job_results.expected_hours: 1 or 0")
        .flag()
        .across(MAX)
        .history(History.DERIVABLE)
        .orientation(LOWER_IS_BETTER)
        .target(Target.exactly(0))
        .from(JobResults.DOCUMENTS)
        .shownIn(GROUP, 1)
        .alias("metta.infra.cron." + collector + ".data_missing");
  }

  private Metric timedOut() {
    return JobResults.jobs(
            collector + ".jobs.timed_out_24h",
            "Jobs that had not ended when their time was up, within 24 hours; among the failed",
            GROUP,
            2)
        .window(Lookback.DAY)
        .across(SUM)
        .orientation(LOWER_IS_BETTER);
  }

  private Metric unfinished() {
    return JobResults.jobs(
            collector + ".jobs.unfinished",
            "Jobs that began and have not ended, their time not being up; in no other number",
            GROUP,
            3)
        .across(SUM);
  }

  private Metric documents() {
    return Metric.gauge("collector." + collector + ".documents_read")
        .noun("document")
        .says("Runs of the suite whose documents were read")
        .across(SUM)
        .from(JobResults.DOCUMENTS)
        .shownIn(GROUP, 4);
  }
}
