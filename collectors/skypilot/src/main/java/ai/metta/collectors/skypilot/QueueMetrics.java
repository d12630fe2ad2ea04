// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Counted;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.MonitorHint;
import ai.metta.metric.Orientation;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Tally;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What the job queue comes to as a whole: its rows by status, and what those that run hold.
final class QueueMetrics {
  static final Source SOURCE = new Source("POST /jobs/queue/v2", Optional.of("role viewer"));

  private static final Duration WEEK = Duration.ofDays(7);
  private static final TagKey ACTIVE = TagKey.bounded("status", "active");
  private static final TagKey STATUS =
      TagKey.bounded(
          "status",
          "queued",
          "starting",
          "running",
          "recovering",
          "cancelling",
          "winding_down",
          "other",
          "succeeded",
          "cancelled",
          "failed");
  private static final TagKey ENDED = TagKey.bounded("status", "succeeded", "cancelled", "failed");
  private static final TagKey FAILURE = TagKey.bounded("failure", "user", "platform").sometimes();
  private static final TagKey TIMEFRAME = TagKey.bounded("timeframe", "7d");
  private static final TagKey BUCKET =
      TagKey.bounded("runtime_bucket", "0_1h", "1_4h", "4_24h", "over_24h")
          .orUpTo(1, Overflow.DROP);
  private static final TagKey PRICING = TagKey.bounded("pricing", "spot", "ondemand", "unknown");
  private static final TagKey REGION =
      TagKey.bounded("region", "us_east_1", "us_west_2", "other", "unknown")
          .orUpTo(20, Overflow.OTHER);
  private static final TagKey RECOVERIES =
      TagKey.bounded("has_recoveries", "true").orUpTo(1, Overflow.DROP);
  private static final TagKey GPU_TYPE =
      TagKey.bounded("type", "l4", "a10g", "h100", "total").orUpTo(20, Overflow.OTHER);
  private static final TagKey SPREAD =
      TagKey.bounded("metric", "min", "max", "avg", "p50", "p90", "p99");

  static final Metric JOBS =
      Metric.gauge("skypilot.jobs")
          .unit(Unit.JOB)
          .says(
              "Rows of the job queue, by status, and those that run by runtime, pricing, region and recoveries")
          .across(SUM)
          .priority(Priority.HIGH)
          .taggedBy(STATUS, FAILURE)
          .taggedBy(ENDED, FAILURE, TIMEFRAME)
          .taggedBy(BUCKET)
          .taggedBy(PRICING)
          .taggedBy(REGION)
          .taggedBy(RECOVERIES)
          .from(SOURCE)
          .shownIn("Jobs", 1)
          .alias("skypilot.jobs.queued", "status:queued")
          .alias("skypilot.jobs.running", "status:running")
          .alias("skypilot.jobs.failed", "status:failed")
          .alias("skypilot.jobs.succeeded", "status:succeeded")
          .alias("skypilot.jobs.cancelled", "status:cancelled")
          .alias("skypilot.jobs.failed_7d", "status:failed", "timeframe:7d")
          .alias("skypilot.jobs.runtime_buckets.0_1h", "runtime_bucket:0_1h")
          .alias("skypilot.jobs.runtime_buckets.1_4h", "runtime_bucket:1_4h")
          .alias("skypilot.jobs.runtime_buckets.4_24h", "runtime_bucket:4_24h")
          .alias("skypilot.jobs.runtime_buckets.over_24h", "runtime_bucket:over_24h")
          .alias("skypilot.resources.spot_jobs", "pricing:spot")
          .alias("skypilot.resources.ondemand_jobs", "pricing:ondemand")
          .alias("skypilot.regions.us_east_1", "region:us_east_1")
          .alias("skypilot.regions.us_west_2", "region:us_west_2")
          .alias("skypilot.regions.other", "region:other")
          .alias("skypilot.jobs.with_recoveries", "has_recoveries:true");

  static final Metric RUNTIME =
      Metric.gauge("skypilot.jobs.runtime_seconds")
          .unit(Unit.SECOND)
          .says(
              "Time spent running by the rows that run; percentiles interpolate between closest ranks (type 7)")
          .across(NEVER)
          .orientation(Orientation.LOWER_IS_BETTER)
          .taggedBy(SPREAD)
          .from(SOURCE)
          .shownIn("Runtime and capacity", 1)
          .alerts(MonitorHint.beyond(172_800, Duration.ofMinutes(30)).once().about("metric:p99"))
          .alias("skypilot.jobs.runtime_seconds.min", "metric:min")
          .alias("skypilot.jobs.runtime_seconds.max", "metric:max")
          .alias("skypilot.jobs.runtime_seconds.avg", "metric:avg")
          .alias("skypilot.jobs.runtime_seconds.p50", "metric:p50")
          .alias("skypilot.jobs.runtime_seconds.p90", "metric:p90")
          .alias("skypilot.jobs.runtime_seconds.p99", "metric:p99");

  static final Metric RECOVERY_COUNT =
      Metric.gauge("skypilot.jobs.recovery_count")
          .noun("recovery")
          .says("Recoveries of the rows that run, those without any included")
          .across(NEVER)
          .orientation(Orientation.LOWER_IS_BETTER)
          .taggedBy(MeanAndMost.KEY)
          .from(SOURCE)
          .shownIn("Jobs", 3)
          .alias("skypilot.jobs.recovery_count.avg", "metric:avg")
          .alias("skypilot.jobs.recovery_count.max", "metric:max");

  static final Metric GPUS =
      Metric.gauge("skypilot.resources.gpus")
          .noun("gpu")
          .says(
              "GPUs held by the rows that run, on all their nodes; rows whose GPUs nobody knows are left out, and counted in skypilot.jobs.gpus_unknown; GPUs of a pool's worker are counted once for each row that runs on it, see skypilot.jobs.on_shared_worker")
          .across(SUM)
          .priority(Priority.HIGH)
          .taggedBy(GPU_TYPE)
          .from(SOURCE)
          .shownIn("Runtime and capacity", 2)
          .alias("skypilot.resources.gpus.l4_count", "type:l4")
          .alias("skypilot.resources.gpus.a10g_count", "type:a10g")
          .alias("skypilot.resources.gpus.h100_count", "type:h100")
          .alias("skypilot.resources.gpus.total_count", "type:total");

  static final Metric UNTIMED =
      Metric.gauge("skypilot.jobs.untimed")
          .unit(Unit.JOB)
          .says(
              "Rows that ended when nobody knows; they are in no count and no mean of the last 7 days")
          .across(SUM)
          .from(SOURCE)
          .shownIn("Jobs", 5);

  static final Metric GPUS_UNKNOWN =
      Metric.gauge("skypilot.jobs.gpus_unknown")
          .unit(Unit.JOB)
          .says("Rows that run and whose GPUs nobody knows; they are in no count of GPUs")
          .across(SUM)
          .from(SOURCE)
          .shownIn("Runtime and capacity", 3);

  static final Metric ON_SHARED_WORKER =
      Metric.gauge("skypilot.jobs.on_shared_worker")
          .unit(Unit.JOB)
          .says(
              "Rows that run on a pool's worker where others run too, or may: each counts all of the worker's GPUs, and has no price")
          .across(SUM)
          .from(SOURCE)
          .shownIn("Runtime and capacity", 4);

  static final Metric USERS =
      Metric.gauge("skypilot.users")
          .unit(Unit.USER)
          .says("Different users with rows that have not ended")
          .across(MAX)
          .taggedBy(ACTIVE)
          .from(SOURCE)
          .shownIn("Runtime and capacity", 6)
          .alias("skypilot.users.active_count", "status:active");

  static final Metric AVERAGE_DURATION =
      Metric.gauge("skypilot.jobs.avg_duration_minutes")
          .unit(Unit.MINUTE)
          .says(
              "Mean time spent running by the rows that are known to have ended in the last 7 days")
          .across(NEVER)
          .window(WEEK)
          .history(History.DERIVABLE)
          .from(SOURCE)
          .shownIn("Jobs", 4);

  private static final String UNKNOWN = "unknown";
  private static final String NONE_RUNS = "no job is running";

  private QueueMetrics() {}

  static List<Emission<SkypilotSnapshot>> emissions() {
    return List.of(
        emit(JOBS).from(SkypilotSnapshot::jobs).each(QueueMetrics::jobs),
        emit(UNTIMED).from(SkypilotSnapshot::jobs).value((queue, _) -> queue.endings().untimed()),
        emit(RUNTIME).from(SkypilotSnapshot::jobs).by(QueueMetrics::runtime),
        emit(RECOVERY_COUNT).from(SkypilotSnapshot::jobs).by(QueueMetrics::recoveries),
        emit(GPUS).from(SkypilotSnapshot::jobs).by(QueueMetrics::gpus),
        emit(GPUS_UNKNOWN)
            .from(SkypilotSnapshot::jobs)
            .value((queue, _) -> queue.running().filter(QueueMetrics::hasUnknownGpus).count()),
        emit(ON_SHARED_WORKER)
            .from(SkypilotSnapshot::jobs)
            .value((queue, _) -> queue.running().filter(Task::isOnSharedWorker).count()),
        emit(USERS).from(SkypilotSnapshot::jobs).by(QueueMetrics::users),
        emit(AVERAGE_DURATION).from(SkypilotSnapshot::jobs).by(QueueMetrics::averageDuration));
  }

  /// All rows by status; those that ended within the week once more, apart, unless nobody knows
  /// when any did; those that run by four further views. A view counts what the server does not say
  /// as `unknown`; where it says nothing of any row, that is all there is, since zeros would be
  /// nobody's count.
  static List<Sample> jobs(JobQueue queue, Instant asOf) {
    List<Sample> samples = new ArrayList<>(byStatus(queue.states(), STATUS, Tags.none()));
    if (queue.endings().areTimed()) {
      samples.addAll(
          byStatus(
              queue.endings().within(Window.ending(asOf, WEEK)).map(Endings.Ending::state),
              ENDED,
              Tags.of("timeframe", "7d")));
    }
    List<Task> running = queue.running().toList();
    samples.addAll(view(BUCKET, running, task -> task.ranHours().map(QueueMetrics::bucket)));
    samples.addAll(view(PRICING, running, QueueMetrics::pricing));
    samples.addAll(view(regions(queue), running, task -> region(task, queue)));
    samples.addAll(recovered(running));
    return samples;
  }

  private static List<Sample> view(
      TagKey key, List<Task> tasks, Function<Task, Optional<String>> word) {
    Tally tally = tally(key, tasks, task -> word.apply(task).isPresent());
    tasks.forEach(task -> tally.count(word.apply(task).orElse(UNKNOWN)));
    return tally.samples();
  }

  private static Optional<String> pricing(Task task) {
    return Optional.of(task.pricing().word()).filter(_ -> task.pricing() != Pricing.UNKNOWN);
  }

  private static List<Sample> recovered(List<Task> tasks) {
    Tally tally = tally(RECOVERIES, tasks, task -> task.recoveries().isPresent());
    tasks.forEach(task ->
        task.recoveries()
            .ifPresentOrElse(
                count -> tally.add("true", count > 0 ? 1 : 0), () -> tally.add(UNKNOWN, 1)));
    return tally.samples();
  }

  private static Tally tally(TagKey key, List<Task> tasks, Predicate<Task> isTold) {
    boolean told = tasks.isEmpty() || tasks.stream().anyMatch(isTold);
    return Tally.by(told ? key : TagKey.bounded(key.key(), UNKNOWN));
  }

  /// A failed row says whose fault it was, in place of the plain status, so that a sum over
  /// `status:failed` is exact.
  private static List<Sample> byStatus(Stream<TaskState> states, TagKey statuses, Tags further) {
    Tally byState = Tally.by(statuses);
    Tally byFailure = Tally.by(FAILURE);
    states.forEach(state ->
        state.failure().ifPresentOrElse(byFailure::count, () -> byState.count(state.word())));
    return Stream.concat(
            byState.samples(further).stream()
                .filter(sample -> !sample.tags().contains(Tags.of("status", "failed"))),
            byFailure.samples(further.and("status", "failed")).stream())
        .toList();
  }

  /// Buckets hold their lower bound, not their upper.
  static String bucket(double hours) {
    return hours < 1 ? "0_1h" : hours < 4 ? "1_4h" : hours < 24 ? "4_24h" : "over_24h";
  }

  private static Optional<String> region(Task task, JobQueue queue) {
    return Optional.of(task.region())
        .filter(region -> !region.isEmpty())
        .map(region -> queue.namedRegions().contains(region) ? word(region) : "other");
  }

  /// Those that this installation names start at 0. A region that it does not name is counted as
  /// `other`, so a 0 of its own would be false.
  private static TagKey regions(JobQueue queue) {
    return TagKey.bounded(
        REGION.key(),
        Stream.concat(
                queue.namedRegions().stream().sorted().map(QueueMetrics::word),
                Stream.of("other", "unknown"))
            .toArray(String[]::new));
  }

  private static String word(String region) {
    return region.replace('-', '_');
  }

  static Outcome runtime(JobQueue queue, Instant asOf) {
    return ofAll(
        queue.running().map(Task::ranSeconds),
        "runtime",
        "running row",
        seconds ->
            Summary.of(seconds)
                .map(spread ->
                    Outcome.samples(
                        List.of(
                            Sample.of("metric", "min", spread.minimum()),
                            Sample.of("metric", "max", spread.maximum()),
                            Sample.of("metric", "avg", spread.mean()),
                            Sample.of("metric", "p50", spread.percentile(0.5)),
                            Sample.of("metric", "p90", spread.percentile(0.9)),
                            Sample.of("metric", "p99", spread.percentile(0.99))),
                        NONE_RUNS))
                .orElseGet(() -> new Outcome.Absent(NONE_RUNS)));
  }

  static Outcome recoveries(JobQueue queue, Instant asOf) {
    return ofAll(
        queue.running().map(task -> task.recoveries().map(Integer::doubleValue)),
        "recoveries",
        "running row",
        counts -> MeanAndMost.of(counts, NONE_RUNS));
  }

  /// A number that leaves out a row would be no number of the fleet's.
  ///
  /// @param what what is to be known of each row
  /// @param row what a row is called
  private static Outcome ofAll(
      Stream<Optional<Double>> numbers,
      String what,
      String row,
      Function<DoubleStream, Outcome> figures) {
    List<Optional<Double>> all = numbers.toList();
    long untold = all.stream().filter(Optional::isEmpty).count();
    return untold > 0
        ? new Outcome.Absent(
            "the server does not say the " + what + " of " + Counted.of(untold, row))
        : figures.apply(all.stream().mapToDouble(Optional::orElseThrow));
  }

  /// Where those of no row are known, zeros would be nobody's count.
  static Outcome gpus(JobQueue queue, Instant asOf) {
    long running = queue.running().count();
    if (running > 0 && queue.running().allMatch(QueueMetrics::hasUnknownGpus)) {
      return new Outcome.Absent(
          "the server does not say the GPUs of " + Counted.of(running, "running row"));
    }
    Tally types = Tally.by(GPU_TYPE);
    queue
        .running()
        .forEach(task -> {
          if (task.gpus() instanceof Gpus.Known(Map<String, Double> byType)) {
            byType.forEach((type, count) -> {
              types.add(type, count);
              types.add("total", count);
            });
          }
        });
    return Outcome.samples(types.samples(), NONE_RUNS);
  }

  private static boolean hasUnknownGpus(Task task) {
    return task.gpus() instanceof Gpus.Unknown;
  }

  /// By hash, else by name: two users may share a name.
  static Outcome users(JobQueue queue, Instant asOf) {
    List<String> users =
        queue
            .live()
            .map(task -> task.userHash().isEmpty() ? task.user() : task.userHash())
            .toList();
    return users.contains("")
        ? new Outcome.Absent("the server does not say whose some rows are")
        : Outcome.samples(
            List.of(Sample.of("status", "active", (double) users.stream().distinct().count())),
            NONE_RUNS);
  }

  static Outcome averageDuration(JobQueue queue, Instant asOf) {
    return ofAll(
        queue.endings().within(Window.ending(asOf, WEEK)).map(Endings.Ending::ranMinutes),
        "runtime",
        "ended row",
        minutes -> Outcome.number(minutes.average(), noneEnded(queue)));
  }

  private static String noneEnded(JobQueue queue) {
    long untimed = queue.endings().untimed();
    return untimed == 0
        ? "no job ended in the last 7 days"
        : "no job is known to have ended in the last 7 days; the server does not say when "
            + Counted.of(untimed, "row")
            + " ended";
  }
}
