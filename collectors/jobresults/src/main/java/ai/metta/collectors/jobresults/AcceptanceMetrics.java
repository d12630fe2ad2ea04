// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.metric.Across.MIN;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.jobresults.Criterion.Bound;
import ai.metta.collectors.jobresults.Criterion.Operator;
import ai.metta.collectors.jobresults.Criterion.Range;
import ai.metta.collectors.jobresults.Criterion.Threshold;
import ai.metta.collectors.jobresults.Finish.Result;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is asked of jobs, and whether they do it: of each job the newest that ended within a day,
/// whatever its category. Every criterion is held against what was measured, whether the job
/// failed, and whatever another criterion came to.
final class AcceptanceMetrics {
  /// What every job is asked.
  static final String RUNS = "runs_success";

  private static final String FORMER = "metta.infra.cron.stable.acceptance.";
  private static final String GROUP = "Acceptance";
  private static final String NONE = "no job ended in the last 24 hours";
  private static final String OWN_UNIT = "unit of the criterion";
  private static final Bound ONCE = new Threshold(1, 0);

  static final Metric VALUE =
      criterion("value", "What a job measured, of each criterion", OWN_UNIT, 1)
          .renamed(FORMER + "value");
  static final Metric TARGET =
      criterion("target", "What a criterion holds that against", OWN_UNIT, 2)
          .renamed(FORMER + "target");
  static final Metric TARGET_LOW =
      criterion("target_low", "Least value of a criterion with operator in", OWN_UNIT, 3);
  static final Metric TARGET_HIGH =
      criterion("target_high", "Largest value of a criterion with operator in", OWN_UNIT, 4);
  static final Metric STATUS =
      criterion("status", "Whether a job meets a criterion: 1 or 0", "pass", 5)
          .flag()
          .target(Target.exactly(1))
          .across(MIN)
          .orientation(HIGHER_IS_BETTER)
          .renamed(FORMER + "status");
  static final Metric NOT_EVALUATED =
      acceptance(
              "not_evaluated",
              "Criteria of a job whose metric it did not measure, or not as a finite number",
              6,
              JobTags.JOB,
              JobTags.CATEGORY)
          .noun("criterion")
          .across(SUM)
          .orientation(LOWER_IS_BETTER);

  private AcceptanceMetrics() {}

  static List<Emission<JobResultsSnapshot>> emissions() {
    return List.of(
        triple(VALUE, held -> Optional.of(held.value())),
        triple(
            TARGET,
            held ->
                held.bound() instanceof Threshold(double at, double _)
                    ? Optional.of(at)
                    : Optional.empty()),
        triple(
            TARGET_LOW,
            held ->
                held.bound() instanceof Range(double low, double _)
                    ? Optional.of(low)
                    : Optional.empty()),
        triple(
            TARGET_HIGH,
            held ->
                held.bound() instanceof Range(double _, double high)
                    ? Optional.of(high)
                    : Optional.empty()),
        triple(STATUS, held -> Optional.of(held.isMet() ? 1.0 : 0.0)),
        emit(NOT_EVALUATED).from(JobResultsSnapshot::suite).by(AcceptanceMetrics::notEvaluated));
  }

  /// A criterion that was held against what was measured.
  private record Held(Tags tags, double value, Bound bound, boolean isMet) {}

  private static Emission<JobResultsSnapshot> triple(
      Metric metric, Function<Held, Optional<Double>> number) {
    return emit(metric)
        .from(JobResultsSnapshot::suite)
        .by((suite, asOf) -> {
          List<Held> held = held(suite, asOf);
          return Outcome.samples(
              held.stream()
                  .flatMap(
                      one -> number.apply(one).stream().map(value -> new Sample(one.tags(), value)))
                  .toList(),
              held.isEmpty() ? NONE : "no criterion of the last 24 hours' jobs has one");
        });
  }

  /// Each criterion of each job, as the newest job that measured it has it.
  private static List<Held> held(Suite suite, Instant asOf) {
    Map<Tags, Held> newest = new LinkedHashMap<>();
    ran(suite, asOf)
        .flatMap(AcceptanceMetrics::held)
        .forEach(one -> newest.putIfAbsent(one.tags(), one));
    return List.copyOf(newest.values());
  }

  private static Stream<Finish> ran(Suite suite, Instant asOf) {
    return Finish.within(Lookback.DAY, suite, asOf).stream().filter(Finish::ran);
  }

  private static Stream<Held> held(Finish finish) {
    boolean succeeded = finish.result() == Result.SUCCEEDED;
    Held runs = new Held(tags(finish, RUNS, Operator.AT_LEAST), succeeded ? 1 : 0, ONCE, succeeded);
    return Stream.concat(Stream.of(runs), criteria(finish).flatMap(one -> held(finish, one)));
  }

  private static Stream<Held> held(Finish finish, Criterion criterion) {
    return criterion.measuredBy(finish.job()).stream()
        .map(value ->
            new Held(
                tags(finish, criterion.name(), criterion.operator()),
                value,
                criterion.bound(),
                criterion.isMet(value)));
  }

  /// What a job is asked beside what every one is.
  private static Stream<Criterion> criteria(Finish finish) {
    return finish.job().criteria().stream().filter(one -> !one.name().equals(RUNS));
  }

  private static Tags tags(Finish finish, String criterion, Operator operator) {
    return job(finish)
        .and("execution", JobTags.word(finish.job().machines().execution()))
        .and("criterion", criterion)
        .and("operator", operator.word());
  }

  private static Tags job(Finish finish) {
    return Tags.of("job", finish.name()).and("category", JobTags.word(finish.kind().category()));
  }

  private static Outcome notEvaluated(Suite suite, Instant asOf) {
    Map<Tags, Sample> newest = new LinkedHashMap<>();
    ran(suite, asOf)
        .map(finish ->
            new Sample(
                job(finish),
                (double)
                    criteria(finish).filter(one -> one.measuredBy(finish.job()).isEmpty()).count()))
        .forEach(sample -> newest.putIfAbsent(sample.tags(), sample));
    return Outcome.samples(new ArrayList<>(newest.values()), NONE);
  }

  private static Metric criterion(String name, String says, String noun, int order) {
    return acceptance(
            name,
            says,
            order,
            JobTags.JOB,
            JobTags.CATEGORY,
            JobTags.CRITERION,
            JobTags.OPERATOR,
            JobTags.EXECUTION)
        .noun(noun)
        .across(NEVER);
  }

  private static Metric acceptance(String name, String says, int order, TagKey... tags) {
    return Metric.gauge("jobs.acceptance." + name)
        .says(says + "; of the newest job that ended within 24 hours")
        .window(Lookback.DAY)
        .history(History.DERIVABLE)
        .taggedBy(tags)
        .from(JobResults.DOCUMENTS)
        .shownIn(GROUP, order);
  }
}
