// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.MEAN;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.jobresults.Finish.Result;
import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.Job.Execution;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Outcome;
import ai.metta.metric.Summary;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What came of evaluations that ran in one place, and of the others.
///
/// @param execution where
record EvalMetrics(Execution execution) {
  /// The hearts that a job expects.
  private static final String EXPECTED = "expected_hearts";

  static final Metric UNPLACED =
      JobResults.jobs(
              "eval.jobs.unplaced_24h",
              "Evaluations that ended within 24 hours and do not say where they ran: in no number of local or remote ones",
              "Evaluations",
              1)
          .window(Lookback.DAY)
          .across(SUM)
          .orientation(LOWER_IS_BETTER);

  static final Catalogue<JobResultsSnapshot> CATALOGUE =
      Catalogue.under("eval", "collector.eval", "metta.infra.cron")
          .of(
              Stream.of(
                      new EvalMetrics(Execution.LOCAL).emissions(),
                      new EvalMetrics(Execution.REMOTE).emissions(),
                      List.of(unplaced()),
                      new ArrivalMetrics("eval", Category.EVAL).emissions())
                  .<Emission<JobResultsSnapshot>>flatMap(List::stream)
                  .toList())
          .telling(Occurrences.of(JobResultsSnapshot::suite, EvalEvents::completed))
          .scopedBy(JobTags.SUITE);

  private static Emission<JobResultsSnapshot> unplaced() {
    return JobResultsSnapshot.counted(
        UNPLACED, (suite, asOf) -> new EvalMetrics(Execution.UNKNOWN).ended(suite, asOf).size());
  }

  private List<Emission<JobResultsSnapshot>> emissions() {
    return List.of(
        count(success(), EvalMetrics::hasSucceeded),
        count(failed(), Predicate.not(EvalMetrics::hasSucceeded)),
        hearts(accuracy(), Math::abs),
        hearts(delta(), percent -> percent),
        minutes(duration(), Summary::mean),
        minutes(percentile("p50"), minutes -> minutes.percentile(0.5)),
        minutes(percentile("p90"), minutes -> minutes.percentile(0.9)));
  }

  private List<Finish> ended(Suite suite, Instant asOf) {
    return Finish.within(Lookback.DAY, suite, asOf, Category.EVAL).stream()
        .filter(finish -> finish.job().machines().execution() == execution)
        .toList();
  }

  /// A remote one has not succeeded before its numbers could be fetched.
  static boolean hasSucceeded(Finish finish) {
    return finish.result() == Result.SUCCEEDED
        && (finish.job().machines().execution() != Execution.REMOTE
            || !finish.job().metrics().isEmpty());
  }

  private Emission<JobResultsSnapshot> count(Metric metric, Predicate<Finish> counts) {
    return emit(metric)
        .from(JobResultsSnapshot::suite)
        .by((suite, asOf) -> {
          List<Finish> ended = ended(suite, asOf);
          return ended.isEmpty()
              ? new Outcome.Absent(none())
              : Outcome.count(ended.stream().filter(counts).count());
        });
  }

  private Emission<JobResultsSnapshot> hearts(Metric metric, ToDoubleFunction<Double> told) {
    return emit(metric)
        .from(JobResultsSnapshot::suite)
        .by((suite, asOf) ->
            ended(suite, asOf).stream()
                .filter(EvalMetrics::hasSucceeded)
                .flatMap(finish -> difference(finish, suite.rules()).stream())
                .findFirst()
                .map(percent -> Outcome.value(told.applyAsDouble(percent)))
                .orElseGet(() ->
                    new Outcome.Absent(
                        "no "
                            + word()
                            + " evaluation succeeded in the last 24 hours that reports hearts, and"
                            + " has an expectation other than 0")));
  }

  /// By how many percent of what was expected its hearts are more.
  private static Optional<Double> difference(Finish finish, JobResultsConfig rules) {
    Optional<Double> expected =
        finish
            .job()
            .first(List.of(EXPECTED))
            .or(rules::expectedHearts)
            .filter(hearts -> hearts != 0);
    return expected.flatMap(hearts ->
        finish
            .job()
            .first(rules.keys().hearts())
            .map(found -> 100 * (found - hearts) / Math.abs(hearts)));
  }

  private Emission<JobResultsSnapshot> minutes(Metric metric, ToDoubleFunction<Summary> told) {
    return emit(metric)
        .from(JobResultsSnapshot::suite)
        .by((suite, asOf) ->
            Summary.of(
                    ended(suite, asOf).stream()
                        .filter(Finish::ran)
                        .flatMapToDouble(Finish::minutes))
                .map(minutes -> Outcome.value(told.applyAsDouble(minutes)))
                .orElseGet(() -> new Outcome.Absent(none() + " whose duration is known")));
  }

  private String word() {
    return JobTags.word(execution);
  }

  private String none() {
    return "no " + word() + " evaluation ended in the last 24 hours";
  }

  Metric success() {
    return JobResults.jobs(
            name("success_24h"),
            switch (execution) {
              case REMOTE ->
                  "Remote evaluations that ended within 24 hours, succeeded, and whose numbers could be fetched";
              case LOCAL, UNKNOWN -> "Local evaluations that ended within 24 hours and succeeded";
            },
            group(),
            1)
        .window(Lookback.DAY)
        .across(SUM)
        .orientation(HIGHER_IS_BETTER)
        .target(Target.atLeast(1))
        .fom("eval", word() + "_run_success", 0, 1)
        .alias(cron("success"));
  }

  Metric failed() {
    return JobResults.jobs(
            name("failed_24h"),
            "The other "
                + word()
                + " evaluations that ended within 24 hours, skipped ones included",
            group(),
            2)
        .window(Lookback.DAY)
        .across(SUM)
        .orientation(LOWER_IS_BETTER);
  }

  Metric accuracy() {
    return hearts(
            "hearts_accuracy_pct",
            "By how many percent of what was expected hearts differ from it, either way",
            3)
        .across(MAX)
        .orientation(LOWER_IS_BETTER)
        .target(Target.below(10).warningAt(5))
        .fom("eval", word() + "_hearts_accuracy", 20, 0);
  }

  private Metric delta() {
    return hearts(
            "heart_delta_pct",
            "By how many percent of what was expected hearts are more; below 0, less",
            4)
        .across(NEVER)
        .alias(cron("heart_delta_pct"));
  }

  private Metric hearts(String name, String says, int order) {
    return JobResults.documented(
            name(name),
            says
                + "; of the newest "
                + word()
                + " evaluation that succeeded within 24 hours and tells both",
            group(),
            order)
        .unit(Unit.PERCENT)
        .window(Lookback.DAY);
  }

  Metric duration() {
    Metric mean = took("duration_minutes", "Mean duration", 5).across(MEAN);
    return switch (execution) {
      case LOCAL, UNKNOWN -> mean;
      case REMOTE ->
          mean.target(Target.atMost(5))
              .fom("eval", "remote_duration", 10, 3)
              .alertsAt(60, Duration.ofHours(1))
              .alias(cron("duration_minutes"));
    };
  }

  Metric percentile(String which) {
    return took(
            "duration_" + which + "_minutes",
            "Duration at " + which + ", interpolated between closest ranks (type 7),",
            6)
        .across(NEVER);
  }

  private Metric took(String name, String says, int order) {
    return JobResults.documented(
            name(name),
            says + " of " + word() + " evaluations that ended within 24 hours",
            group(),
            order)
        .unit(Unit.MINUTE)
        .window(Lookback.DAY)
        .orientation(LOWER_IS_BETTER);
  }

  private String group() {
    return execution == Execution.LOCAL ? "Local evaluations" : "Remote evaluations";
  }

  private String name(String what) {
    return "eval." + word() + "." + what;
  }

  private String cron(String what) {
    return "metta.infra.cron.eval." + word() + "." + what;
  }
}
