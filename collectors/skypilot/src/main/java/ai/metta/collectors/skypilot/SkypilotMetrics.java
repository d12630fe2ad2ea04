// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Orientation;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.Summary;
import ai.metta.metric.Tag;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The fleet's metrics: jobs, what they run on, what they cost. Per-job metrics are in
/// [JobMetrics].
final class SkypilotMetrics {
  static final Duration WEEK = Duration.ofDays(7);
  static final Duration DAY = Duration.ofDays(1);
  static final Source QUEUE = new Source("POST /jobs/queue/v2", Optional.of("role viewer"));
  static final Source COSTS = new Source("POST /cost_report", Optional.of("role viewer"));
  private static final Source CLUSTERS_SOURCE =
      new Source("POST /status", Optional.of("role viewer"));

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
      TagKey.bounded("runtime_bucket", "0_1h", "1_4h", "4_24h", "over_24h");
  private static final TagKey PRICING = TagKey.bounded("pricing", "spot", "ondemand", "unknown");
  private static final TagKey REGION =
      TagKey.bounded("region", "us_east_1", "us_west_2", "other", "unknown")
          .orUpTo(20, Overflow.OTHER);
  private static final TagKey RECOVERIES = TagKey.bounded("has_recoveries", "true");
  private static final TagKey GPU_TYPE =
      TagKey.bounded("type", "l4", "a10g", "h100", "total").orUpTo(20, Overflow.OTHER);
  private static final TagKey SPREAD =
      TagKey.bounded("metric", "min", "max", "avg", "p50", "p90", "p99");
  private static final TagKey MEAN_AND_MOST = TagKey.bounded("metric", "avg", "max");
  private static final int DEAREST = 20;
  private static final TagKey CLUSTER = TagKey.open("cluster", DEAREST + 1, Overflow.OTHER);
  private static final TagKey ACTIVE = TagKey.bounded("status", "active");

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
          .from(QUEUE)
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
          .from(QUEUE)
          .shownIn("Runtime and capacity", 1)
          .alertsAt(172_800, Duration.ofMinutes(30))
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
          .taggedBy(MEAN_AND_MOST)
          .from(QUEUE)
          .shownIn("Jobs", 3)
          .alias("skypilot.jobs.recovery_count.avg", "metric:avg")
          .alias("skypilot.jobs.recovery_count.max", "metric:max");

  static final Metric GPUS =
      Metric.gauge("skypilot.resources.gpus")
          .noun("gpu")
          .says(
              "GPUs held by the rows that run, on all their nodes; absent while those of any row are not known")
          .across(SUM)
          .priority(Priority.HIGH)
          .taggedBy(GPU_TYPE)
          .from(QUEUE)
          .shownIn("Runtime and capacity", 2)
          .alias("skypilot.resources.gpus.l4_count", "type:l4")
          .alias("skypilot.resources.gpus.a10g_count", "type:a10g")
          .alias("skypilot.resources.gpus.h100_count", "type:h100")
          .alias("skypilot.resources.gpus.total_count", "type:total");

  static final Metric USERS =
      Metric.gauge("skypilot.users")
          .unit(Unit.USER)
          .says("Different users with rows that have not ended")
          .across(MAX)
          .taggedBy(ACTIVE)
          .from(QUEUE)
          .shownIn("Runtime and capacity", 6)
          .alias("skypilot.users.active_count", "status:active");

  static final Metric AVERAGE_DURATION =
      Metric.gauge("skypilot.jobs.avg_duration_minutes")
          .unit(Unit.MINUTE)
          .says("Mean time spent running by the rows that ended in the last 7 days")
          .across(NEVER)
          .window(WEEK)
          .history(History.DERIVABLE)
          .from(QUEUE)
          .shownIn("Jobs", 4);

  static final Metric CLUSTERS =
      Metric.gauge("skypilot.clusters")
          .noun("cluster")
          .says("Clusters that are up; those of managed jobs are not among them")
          .across(SUM)
          .taggedBy(ACTIVE)
          .from(CLUSTERS_SOURCE)
          .shownIn("Clusters", 1)
          .alias("skypilot.clusters.active", "status:active");

  static final Metric NODES =
      Metric.gauge("skypilot.clusters.nodes")
          .unit(Unit.NODE)
          .says("Nodes of the clusters that are up")
          .across(SUM)
          .taggedBy(ACTIVE)
          .from(CLUSTERS_SOURCE)
          .shownIn("Clusters", 2);

  static final Metric UPTIME =
      Metric.gauge("skypilot.clusters.uptime_hours")
          .unit(Unit.HOUR)
          .says("How long ago the clusters that are up were launched")
          .across(NEVER)
          .taggedBy(MEAN_AND_MOST)
          .from(CLUSTERS_SOURCE)
          .shownIn("Clusters", 3);

  static final Metric COST_DAY = cost("skypilot.compute.cost_24h", DAY, "24 hours", 1);
  static final Metric COST_WEEK = cost("skypilot.compute.cost_7d", WEEK, "7 days", 2);

  static final Metric CLUSTER_COST =
      cost("skypilot.cluster.cost_7d", WEEK, "7 days, the 20 dearest by name", 3)
          .emitted(Emitted.OPTIONAL_ON)
          .taggedBy(CLUSTER);

  static final Catalogue<SkypilotSnapshot> CATALOGUE =
      Catalogue.under("skypilot")
          .of(Stream.concat(fleet().stream(), JobMetrics.emissions().stream()).toList())
          .telling(Occurrences.of(SkypilotSnapshot::jobs, JobEvents::ended));

  private SkypilotMetrics() {}

  private static List<Emission<SkypilotSnapshot>> fleet() {
    return List.of(
        emit(JOBS).from(SkypilotSnapshot::jobs).each(SkypilotMetrics::jobs),
        emit(RUNTIME).from(SkypilotSnapshot::jobs).by(SkypilotMetrics::runtime),
        emit(RECOVERY_COUNT).from(SkypilotSnapshot::jobs).by(SkypilotMetrics::recoveries),
        emit(GPUS).from(SkypilotSnapshot::jobs).by(SkypilotMetrics::gpus),
        emit(USERS).from(SkypilotSnapshot::jobs).by(SkypilotMetrics::users),
        emit(AVERAGE_DURATION).from(SkypilotSnapshot::jobs).by(SkypilotMetrics::averageDuration),
        emit(CLUSTERS).from(SkypilotSnapshot::clusters).each(SkypilotMetrics::clusters),
        emit(NODES).from(SkypilotSnapshot::clusters).by(SkypilotMetrics::nodes),
        emit(UPTIME).from(SkypilotSnapshot::clusters).by(SkypilotMetrics::uptime),
        emit(COST_DAY)
            .from(SkypilotSnapshot::costs)
            .by((costs, asOf) -> cost(costs, Window.ending(asOf, DAY))),
        emit(COST_WEEK)
            .from(SkypilotSnapshot::costs)
            .by((costs, asOf) -> cost(costs, Window.ending(asOf, WEEK))),
        emit(CLUSTER_COST).from(SkypilotSnapshot::costs).by(SkypilotMetrics::clusterCosts));
  }

  /// All rows by status; those that ended within the week once more, apart; those that run by four
  /// further views.
  static List<Sample> jobs(JobQueue queue, Instant asOf) {
    List<Sample> samples = new ArrayList<>(byStatus(queue.states(), STATUS, Tags.none()));
    Stream<TaskState> week =
        queue.endings().within(Window.ending(asOf, WEEK)).map(Endings.Ending::state);
    samples.addAll(byStatus(week, ENDED, Tags.of("timeframe", "7d")));
    Tally buckets = Tally.by(BUCKET);
    Tally pricing = Tally.by(PRICING);
    Tally regions = Tally.by(regions(queue));
    Tally recovered = Tally.by(RECOVERIES);
    queue
        .running()
        .forEach(task -> {
          task.ranHours().map(SkypilotMetrics::bucket).ifPresent(buckets::count);
          pricing.count(task.pricing().word());
          regions.count(region(task, queue));
          task.recoveries().ifPresent(times -> recovered.add("true", times > 0 ? 1 : 0));
        });
    Stream.of(buckets, pricing, regions, recovered).map(Tally::samples).forEach(samples::addAll);
    return samples;
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

  private static String region(Task task, JobQueue queue) {
    return task.region().isEmpty()
        ? "unknown"
        : queue.namedRegions().contains(task.region()) ? word(task.region()) : "other";
  }

  /// Those that this installation names start at 0. A region that it does not name is counted as
  /// `other`, so a 0 of its own would be false.
  private static TagKey regions(JobQueue queue) {
    return TagKey.bounded(
        REGION.key(),
        Stream.concat(
                queue.namedRegions().stream().sorted().map(SkypilotMetrics::word),
                Stream.of("other", "unknown"))
            .toArray(String[]::new));
  }

  private static String word(String region) {
    return region.replace('-', '_');
  }

  static Outcome runtime(JobQueue queue, Instant asOf) {
    return Summary.of(known(queue.running().map(Task::ranSeconds)))
        .map(spread ->
            Outcome.samples(
                List.of(
                    Sample.of("metric", "min", spread.minimum()),
                    Sample.of("metric", "max", spread.maximum()),
                    Sample.of("metric", "avg", spread.mean()),
                    Sample.of("metric", "p50", spread.percentile(0.5)),
                    Sample.of("metric", "p90", spread.percentile(0.9)),
                    Sample.of("metric", "p99", spread.percentile(0.99))),
                "no job is running"))
        .orElseGet(() ->
            new Outcome.Absent(
                queue.running().findAny().isEmpty()
                    ? "no job is running"
                    : "the server does not say how long the running jobs have run"));
  }

  private static DoubleStream known(Stream<Optional<Double>> numbers) {
    return numbers.flatMap(Optional::stream).mapToDouble(Double::doubleValue);
  }

  static Outcome recoveries(JobQueue queue, Instant asOf) {
    return meanAndMost(
        known(queue.running().map(task -> task.recoveries().map(Integer::doubleValue))),
        "no job with known recoveries is running");
  }

  /// A number that leaves out a row would be no number of the fleet's.
  static Outcome gpus(JobQueue queue, Instant asOf) {
    long unknown = queue.running().filter(task -> task.gpus() instanceof Gpus.Unknown).count();
    if (unknown > 0) {
      return new Outcome.Absent(
          "the server does not say which GPUs " + unknown + " running rows hold");
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
    return Outcome.samples(types.samples(), "no job is running");
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
            "no row has not ended");
  }

  static Outcome averageDuration(JobQueue queue, Instant asOf) {
    return Outcome.number(
        queue
            .endings()
            .within(Window.ending(asOf, WEEK))
            .map(Endings.Ending::ranMinutes)
            .flatMapToDouble(OptionalDouble::stream)
            .average(),
        "no job with a known runtime ended in the last 7 days");
  }

  static List<Sample> clusters(List<Cluster> clusters, Instant asOf) {
    return List.of(
        Sample.of("status", "active", (double) clusters.stream().filter(Cluster::isUp).count()));
  }

  /// A sum that leaves out a cluster would be no sum.
  static Outcome nodes(List<Cluster> clusters, Instant asOf) {
    List<OptionalInt> nodes = clusters.stream().filter(Cluster::isUp).map(Cluster::nodes).toList();
    long unknown = nodes.stream().filter(OptionalInt::isEmpty).count();
    return unknown > 0
        ? new Outcome.Absent("the server does not say how many nodes " + unknown + " clusters have")
        : Outcome.samples(
            List.of(
                Sample.of(
                    "status", "active", nodes.stream().flatMapToInt(OptionalInt::stream).sum())),
            "no cluster is up");
  }

  static Outcome uptime(List<Cluster> clusters, Instant asOf) {
    List<Cluster> up = clusters.stream().filter(Cluster::isUp).toList();
    return meanAndMost(
        up.stream()
            .flatMap(cluster -> cluster.launched().stream())
            .filter(launched -> !launched.isAfter(asOf))
            .mapToDouble(launched -> Duration.between(launched, asOf).toMillis() / 3_600_000.0),
        up.isEmpty() ? "no cluster is up" : "no cluster that is up was launched by " + asOf);
  }

  /// What was in use and has no price is left out, unless that is all there was.
  static Outcome cost(CostReport costs, Window window) {
    if (!costs.covers(window)) {
      return notCovered(costs, window);
    }
    List<OptionalDouble> dollars = costs.within(window).map(row -> row.dollarsIn(window)).toList();
    return dollars.isEmpty() || dollars.stream().anyMatch(OptionalDouble::isPresent)
        ? Outcome.value(dollars.stream().mapToDouble(priced -> priced.orElse(0)).sum())
        : new Outcome.Absent("the server has no price of any cluster that was in use");
  }

  /// The dearest by name, all others as one: a list of the top by intent, and not for want of
  /// budget.
  static Outcome clusterCosts(CostReport costs, Instant asOf) {
    Window week = Window.ending(asOf, WEEK);
    if (!costs.covers(week)) {
      return notCovered(costs, week);
    }
    Map<String, Double> dollars = new TreeMap<>();
    costs
        .within(week)
        .forEach(row ->
            row.dollarsIn(week)
                .ifPresent(priced ->
                    dollars.merge(new Tag("cluster", row.cluster()).value(), priced, Double::sum)));
    List<Map.Entry<String, Double>> dearest =
        dollars.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList();
    Tally byCluster = Tally.by(CLUSTER);
    for (int i = 0; i < dearest.size(); i++) {
      byCluster.add(i < DEAREST ? dearest.get(i).getKey() : "other", dearest.get(i).getValue());
    }
    return Outcome.samples(
        byCluster.samples(), "no cluster with a known price was in use in the last 7 days");
  }

  private static Outcome notCovered(CostReport costs, Window window) {
    return new Outcome.Unsupported(
        "the server's cost report was read from "
            + costs.covered().from()
            + " until "
            + costs.covered().until()
            + ", and this needs "
            + window.from()
            + " until "
            + window.until());
  }

  private static Outcome meanAndMost(DoubleStream values, String reasonWhenNone) {
    return Summary.of(values)
        .map(summary ->
            Outcome.samples(
                List.of(
                    Sample.of("metric", "avg", summary.mean()),
                    Sample.of("metric", "max", summary.maximum())),
                reasonWhenNone))
        .orElse(new Outcome.Absent(reasonWhenNone));
  }

  private static Metric cost(String name, Duration window, String words, int order) {
    return Metric.gauge(name)
        .unit(Unit.DOLLAR)
        .says(
            "What the server reckons its clusters cost in the last "
                + words
                + ", at today's catalogue prices; those without a price are left out")
        .across(SUM)
        .window(window)
        .history(History.DERIVABLE)
        .from(COSTS)
        .shownIn("Cost", order);
  }
}
