// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.Job.Execution;
import ai.metta.collectors.jobresults.JobResultsConfig.Keys;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What came of training jobs.
final class TrainingMetrics {
  private static final String GROUP = "Training jobs";
  private static final String CRON = "metta.infra.cron.training.";
  private static final String NONE_RAN = "no training job ended in the last 24 hours";

  static final Metric CHECKPOINT =
      reported("checkpoint", "saved a checkpoint: a 1 for checkpoint_saved", 1)
          .fom("training", "local_checkpoint_success", 0, 1)
          .alias(CRON + "local_arena.first_checkpoint", "workload:local_arena");
  static final Metric RESUME =
      reported("resume", "went on from a checkpoint: a 1 for resumed_from_checkpoint", 2)
          .fom("training", "local_resume_success", 0, 1)
          .alias(CRON + "local_arena.continues", "workload:local_arena");
  static final Metric COMPLETED =
      JobResults.jobs(
              "training.jobs.completed_24h",
              "Training jobs that ended within 24 hours, by what came of them",
              GROUP,
              3)
          .window(Lookback.DAY)
          .across(SUM)
          .taggedBy(JobTags.STATUS, JobTags.WORKLOAD, JobTags.EXECUTION)
          .alias(CRON + "multigpu.runs_success", "status:succeeded", "workload:multigpu_arena")
          .alias(CRON + "multinode.runs_success", "status:succeeded", "workload:multinode");
  static final Metric DURATION =
      JobResults.documented(
              "training.jobs.duration_minutes",
              "How long training jobs took that ended within 24 hours, skipped ones and those whose time was up left out; percentiles interpolate between closest ranks (type 7)",
              GROUP,
              4)
          .unit(Unit.MINUTE)
          .window(Lookback.DAY)
          .across(NEVER)
          .taggedBy(JobTags.WORKLOAD, TagKey.bounded("metric", "avg", "p90"));
  static final Metric HEARTS =
      measured("hearts", "Hearts, by the first of job_results.hearts_keys", 5)
          .noun("heart")
          .alias(CRON + "multigpu.hearts", "workload:multigpu_arena")
          .alias(CRON + "multinode.hearts", "workload:multinode");
  static final Metric SPS =
      measured("sps", "Steps a second, by the first of job_results.sps_keys", 6)
          .unit(Unit.of("step").per(Unit.SECOND))
          .alias(CRON + "multigpu.sps", "workload:multigpu_arena");
  static final Metric SHAPED_SPS =
      measured(
              "shaped_sps",
              "Steps a second under a shaped reward, by the first of job_results.shaped_sps_keys",
              7)
          .unit(Unit.of("step").per(Unit.SECOND))
          .alias(CRON + "multinode.shaped", "workload:multinode");
  static final Metric UNCLASSIFIED =
      JobResults.jobs(
              "training.jobs.unclassified_24h",
              "Training jobs that ended within 24 hours and that no rule of job_results.workloads fits; their workload is other",
              GROUP,
              8)
          .window(Lookback.DAY)
          .across(SUM)
          .orientation(LOWER_IS_BETTER);

  static final Catalogue<JobResultsSnapshot> CATALOGUE =
      Catalogue.under("training", "jobs", "collector.training", "metta.infra.cron")
          .of(
              Stream.of(
                      emissions(),
                      AcceptanceMetrics.emissions(),
                      new ArrivalMetrics("training", Category.TRAINING).emissions())
                  .<Emission<JobResultsSnapshot>>flatMap(List::stream)
                  .toList())
          .scopedBy(JobTags.SUITE);

  private TrainingMetrics() {}

  private static List<Emission<JobResultsSnapshot>> emissions() {
    return List.of(
        emit(CHECKPOINT)
            .from(JobResultsSnapshot::suite)
            .by((suite, asOf) -> reporting("checkpoint_saved", suite, asOf)),
        emit(RESUME)
            .from(JobResultsSnapshot::suite)
            .by((suite, asOf) -> reporting("resumed_from_checkpoint", suite, asOf)),
        emit(COMPLETED).from(JobResultsSnapshot::suite).by(TrainingMetrics::completed),
        emit(DURATION).from(JobResultsSnapshot::suite).by(TrainingMetrics::duration),
        newest(HEARTS, Keys::hearts),
        newest(SPS, Keys::sps),
        newest(SHAPED_SPS, Keys::shapedSps),
        JobResultsSnapshot.counted(
            UNCLASSIFIED,
            (suite, asOf) ->
                ended(suite, asOf)
                    .filter(finish -> finish.kind().workload().equals(Classes.OTHER))
                    .count()));
  }

  private static Stream<Finish> ended(Suite suite, Instant asOf) {
    return Finish.within(Lookback.DAY, suite, asOf, Category.TRAINING).stream();
  }

  private static Stream<Finish> ran(Suite suite, Instant asOf) {
    return ended(suite, asOf).filter(Finish::ran);
  }

  private static Map<String, List<Finish>> byWorkload(Stream<Finish> finishes) {
    return finishes.collect(
        Collectors.groupingBy(
            finish -> finish.kind().workload(), TreeMap::new, Collectors.toList()));
  }

  /// How many local jobs of each workload that ran report something; whether they succeeded in the
  /// end is another matter.
  private static Outcome reporting(String metric, Suite suite, Instant asOf) {
    List<Sample> samples = new ArrayList<>();
    byWorkload(
            ran(suite, asOf)
                .filter(finish -> finish.job().machines().execution() == Execution.LOCAL))
        .forEach((workload, finishes) ->
            samples.add(
                Sample.of(
                    "workload",
                    workload,
                    (double)
                        finishes.stream().filter(finish -> finish.job().reports(metric)).count())));
    return Outcome.samples(samples, "no local training job ended in the last 24 hours");
  }

  /// Zeros are believed as long as documents come.
  private static Outcome completed(Suite suite, Instant asOf) {
    if (suite.documents().stream().noneMatch(document -> isFresh(document, asOf))) {
      return new Outcome.Absent("no document of the suite came in the last 48 hours");
    }
    Map<Tags, Double> counts = new LinkedHashMap<>();
    for (String workload : workloads(suite, asOf)) {
      for (String execution : JobTags.EXECUTION.declared()) {
        for (String status : JobTags.STATUS.declared()) {
          counts.put(tags(status, workload, execution), 0.0);
        }
      }
    }
    ended(suite, asOf)
        .forEach(finish ->
            counts.merge(
                tags(
                    status(finish),
                    finish.kind().workload(),
                    JobTags.word(finish.job().machines().execution())),
                1.0,
                Double::sum));
    return new Outcome.Value(
        counts.entrySet().stream()
            .map(count -> new Sample(count.getKey(), count.getValue()))
            .toList());
  }

  private static boolean isFresh(Document document, Instant asOf) {
    return document.heardBy(asOf).filter(at -> at.isAfter(asOf.minus(Lookback.DAYS_2))).isPresent();
  }

  /// Those that were met of late; where none was, there is one all the same to say zero of.
  private static Set<String> workloads(Suite suite, Instant asOf) {
    Set<String> met =
        suite.finishes().stream()
            .filter(finish -> finish.kind().category() == Category.TRAINING)
            .filter(finish -> isFresh(finish.run(), asOf))
            .map(finish -> finish.kind().workload())
            .collect(Collectors.toCollection(TreeSet::new));
    return met.isEmpty() ? Set.of(Classes.OTHER) : met;
  }

  private static Tags tags(String status, String workload, String execution) {
    return Tags.of("status", status).and("workload", workload).and("execution", execution);
  }

  private static String status(Finish finish) {
    return switch (finish.result()) {
      case SUCCEEDED -> "succeeded";
      case FAILED, TIMED_OUT -> "failed";
      case SKIPPED -> "skipped";
    };
  }

  private static Outcome duration(Suite suite, Instant asOf) {
    List<Sample> samples = new ArrayList<>();
    byWorkload(ran(suite, asOf))
        .forEach((workload, finishes) ->
            Summary.of(finishes.stream().flatMapToDouble(Finish::minutes))
                .ifPresent(minutes -> {
                  Tags tags = Tags.of("workload", workload);
                  samples.add(new Sample(tags.and("metric", "avg"), minutes.mean()));
                  samples.add(new Sample(tags.and("metric", "p90"), minutes.percentile(0.9)));
                }));
    return Outcome.samples(
        samples, "no training job ended in the last 24 hours whose duration is known");
  }

  /// Of each workload, as the newest job has it that measured it: a failed one's number is one all
  /// the same.
  private static Emission<JobResultsSnapshot> newest(
      Metric metric, Function<Keys, List<String>> names) {
    return emit(metric)
        .from(JobResultsSnapshot::suite)
        .by((suite, asOf) -> {
          List<String> keys = names.apply(suite.rules().keys());
          List<Sample> samples = new ArrayList<>();
          byWorkload(ran(suite, asOf))
              .forEach((workload, finishes) ->
                  finishes.stream()
                      .flatMap(finish -> finish.job().first(keys).stream())
                      .findFirst()
                      .ifPresent(value -> samples.add(Sample.of("workload", workload, value))));
          return Outcome.samples(samples, NONE_RAN + " that measured it");
        });
  }

  private static Metric reported(String what, String says, int order) {
    return JobResults.jobs(
            "training.local." + what + "_success_24h",
            "Local training jobs that ended within 24 hours and reported that they " + says,
            GROUP,
            order)
        .window(Lookback.DAY)
        .across(SUM)
        .taggedBy(JobTags.WORKLOAD)
        .orientation(HIGHER_IS_BETTER)
        .target(Target.atLeast(1));
  }

  private static Metric measured(String what, String says, int order) {
    return JobResults.documented(
            "training.jobs." + what,
            says + "; of the newest training job that ended within 24 hours and measured it",
            GROUP,
            order)
        .window(Lookback.DAY)
        .across(NEVER)
        .taggedBy(JobTags.WORKLOAD)
        .orientation(HIGHER_IS_BETTER);
  }
}
