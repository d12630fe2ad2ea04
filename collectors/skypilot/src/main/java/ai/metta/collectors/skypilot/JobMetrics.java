// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Across;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One series a job: what runs, what waits, and what ended since the last run. Newest jobs come
/// first, so that they are the ones kept where a fleet outgrows the tag budget.
final class JobMetrics {
  private static final int MOST_JOBS = 500;
  private static final TagKey JOB = TagKey.open("job_id", MOST_JOBS, Overflow.DROP);
  private static final TagKey TASK = TagKey.open("task_id", 100, Overflow.DROP).sometimes();
  private static final TagKey USER = TagKey.open("user", 500, Overflow.DROP);
  private static final TagKey REGION = TagKey.open("region", 100, Overflow.DROP);
  private static final TagKey GPU = TagKey.open("gpu_type", 100, Overflow.DROP);
  private static final TagKey PAID =
      TagKey.bounded("instance_type", "spot", "on_demand", "unknown");
  private static final TagKey STATUS =
      TagKey.bounded("status", "queued", "running", "succeeded", "cancelled", "failed");

  static final Metric RUNTIME =
      job("runtime_hours", MAX, "Time spent running by a job that runs").unit(Unit.HOUR);
  static final Metric GPU_COUNT =
      job("gpu_count", SUM, "GPUs held by a job that runs, on all its nodes").noun("gpu");
  static final Metric QUEUE_WAIT =
      job(
              "queue_wait_seconds",
              NEVER,
              "Time since a queued job was submitted, for those of the 20 newest whose events are known")
          .unit(Unit.SECOND);
  static final Metric SETUP =
      job("setup_seconds", NEVER, "Time from the controller's taking a job up to its first running")
          .unit(Unit.SECOND);
  static final Metric TOTAL_DURATION =
      job("total_duration_hours", MAX, "Time spent running by a job that ended since the last run")
          .unit(Unit.HOUR);
  static final Metric TIME_TO_FAILURE =
      job(
              "time_to_failure_hours",
              NEVER,
              "Time spent running by a job that failed since the last run")
          .unit(Unit.HOUR);
  static final Metric HOURLY_COST =
      job(
              "estimated_cost_hourly",
              SUM,
              "What the machines of a job that runs cost an hour, by the server's prices, else by those configured")
          .unit(Unit.DOLLAR.per(Unit.HOUR));
  static final Metric TOTAL_COST =
      job(
              "total_cost_usd",
              SUM,
              "What the server reckons a job cost that ended since the last run; not told of tasks of one job whose clusters have one name, nor of jobs in a pool")
          .unit(Unit.DOLLAR);
  static final Metric UNPRICED =
      Metric.gauge("skypilot.jobs.unpriced")
          .unit(Unit.JOB)
          .says("Rows that run and whose price nobody knows; they are in no cost")
          .across(SUM)
          .from(QueueMetrics.SOURCE)
          .shownIn("Cost", 5);

  private JobMetrics() {}

  static List<Emission<SkypilotSnapshot>> emissions() {
    return List.of(
        emit(RUNTIME)
            .from(SkypilotSnapshot::jobs)
            .by((queue, _) ->
                each(
                    queue,
                    queue.running(),
                    Task::ranHours,
                    "no job with a known runtime is running")),
        emit(GPU_COUNT)
            .from(SkypilotSnapshot::jobs)
            .by((queue, _) ->
                each(
                    queue,
                    queue.running(),
                    JobMetrics::gpuCount,
                    "no job with known GPUs is running")),
        emit(QUEUE_WAIT)
            .from(SkypilotSnapshot::jobs)
            .and(SkypilotSnapshot::submissions)
            .by(JobMetrics::queueWait),
        emit(SETUP).from(SkypilotSnapshot::jobs).by(JobMetrics::setUp),
        emit(TOTAL_DURATION)
            .from(SkypilotSnapshot::jobs)
            .by((queue, asOf) ->
                each(
                    queue,
                    justEnded(queue, asOf),
                    Task::ranHours,
                    "no job with a known runtime ended since the last run")),
        emit(TIME_TO_FAILURE)
            .from(SkypilotSnapshot::jobs)
            .by((queue, asOf) ->
                each(
                    queue,
                    justEnded(queue, asOf).filter(task -> task.state().hasFailed()),
                    Task::ranHours,
                    "no job with a known runtime failed since the last run")),
        emit(HOURLY_COST)
            .from(SkypilotSnapshot::jobs)
            .and(SkypilotSnapshot::prices)
            .by(JobMetrics::hourlyCost),
        emit(UNPRICED)
            .from(SkypilotSnapshot::jobs)
            .and(SkypilotSnapshot::prices)
            .by(JobMetrics::unpriced),
        emit(TOTAL_COST)
            .from(SkypilotSnapshot::jobs)
            .and(SkypilotSnapshot::jobCosts)
            .by(JobMetrics::totalCost));
  }

  private static Stream<Task> justEnded(JobQueue queue, Instant asOf) {
    return queue.ended(new Window(queue.since(), asOf));
  }

  private static Optional<Double> gpuCount(Task task) {
    return switch (task.gpus()) {
      case Gpus.Known known ->
          Optional.of(known.byType().values().stream().mapToDouble(Double::doubleValue).sum());
      case Gpus.None() -> Optional.of(0.0);
      case Gpus.Unknown() -> Optional.empty();
    };
  }

  static Outcome queueWait(JobQueue queue, Submissions submissions, Instant asOf) {
    return each(
        queue,
        queue.queued(),
        task ->
            Optional.ofNullable(submissions.byJob().get(task.jobId()))
                .filter(submitted -> !submitted.isAfter(asOf))
                .map(submitted -> seconds(Duration.between(submitted, asOf))),
        "no queued job has a known time of submission");
  }

  static Outcome setUp(JobQueue queue, Instant asOf) {
    return each(
        queue,
        Stream.concat(queue.running(), justEnded(queue, asOf)),
        task -> task.setUp().map(JobMetrics::seconds),
        "no job that runs or just ended has known times");
  }

  static Outcome hourlyCost(JobQueue queue, Prices prices, Instant asOf) {
    return undecided(queue, prices)
        .or(() -> unasked(queue, prices))
        .orElseGet(() ->
            each(
                queue,
                queue.running(),
                task -> hourly(task, prices),
                "no running job has a known price"));
  }

  /// Why the server's catalogue could not be asked, where nobody else has a price either.
  private static Optional<Outcome> unasked(JobQueue queue, Prices prices) {
    boolean wanted = queue.running().findAny().isPresent();
    return wanted
            && prices.offers() instanceof Fetched.Unsupported<?>(String reason)
            && queue.running().allMatch(task -> hourly(task, prices).isEmpty())
        ? Optional.of(new Outcome.Unsupported(reason))
        : Optional.empty();
  }

  static Outcome unpriced(JobQueue queue, Prices prices, Instant asOf) {
    return undecided(queue, prices)
        .orElseGet(() ->
            Outcome.count(queue.running().filter(task -> hourly(task, prices).isEmpty()).count()));
  }

  /// The failure, where it is open what a row that runs costs.
  private static Optional<Outcome> undecided(JobQueue queue, Prices prices) {
    return queue
        .running()
        .<Outcome>mapMulti((task, failures) -> {
          if (prices.hourly(task) instanceof Fetched.Failed<?>(Failure cause)) {
            failures.accept(new Outcome.Failed(cause));
          }
        })
        .findFirst();
  }

  private static Optional<Double> hourly(Task task, Prices prices) {
    return prices.hourly(task) instanceof Fetched.Known<Optional<Double>>(Optional<Double> price)
        ? price
        : Optional.empty();
  }

  static Outcome totalCost(JobQueue queue, CostReport costs, Instant asOf) {
    return each(
        queue,
        justEnded(queue, asOf).filter(task -> !queue.sharesCluster(task)),
        task -> {
          List<CostReport.Row> lives = costs.of(task);
          double dollars = lives.stream().mapToDouble(CostReport.Row::dollars).sum();
          return lives.stream().noneMatch(CostReport.Row::isUnpriced)
              ? Optional.of(dollars).filter(sum -> sum > 0)
              : Optional.empty();
        },
        "no job with a known cost ended since the last run");
  }

  private static Outcome each(
      JobQueue queue,
      Stream<Task> tasks,
      Function<Task, Optional<Double>> value,
      String reasonWhenNone) {
    return Outcome.samples(
        tasks
            .flatMap(task ->
                value.apply(task).map(number -> new Sample(tags(task, queue), number)).stream())
            .toList(),
        reasonWhenNone);
  }

  static Tags tags(Task task, JobQueue queue) {
    Tags tags =
        Tags.of("job_id", Long.toString(task.jobId()))
            .and("user", known(task.user()))
            .and("region", known(task.region()))
            .and("gpu_type", task.gpus().typeWord())
            .and("instance_type", task.pricing().instanceType())
            .and("status", task.state().word());
    return queue.needsTaskId(task) ? tags.and("task_id", Integer.toString(task.taskId())) : tags;
  }

  private static String known(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Metric job(String name, Across across, String says) {
    return Metric.gauge("skypilot.job." + name)
        .says(says)
        .across(across)
        .emitted(Emitted.OPTIONAL_ON)
        .taggedBy(JOB, TASK, USER, REGION, GPU, PAID, STATUS)
        .from(QueueMetrics.SOURCE)
        .shownIn("Live jobs", 1);
  }
}
