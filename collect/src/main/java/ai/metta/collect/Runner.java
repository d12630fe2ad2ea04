// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpUsage;
import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Fetch.Deadline;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.SelfMetrics.Kind;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Scope;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Runs collectors: side by side where nothing orders them, each within its deadline, each to a
/// [Result] whatever its service does.
public final class Runner {
  private static final int MAXIMUM_EVENTS = 50;

  private final Conditions conditions;

  public Runner(Conditions conditions) {
    this.conditions = conditions;
  }

  /// One run of each.
  ///
  /// @throws FailureException of kind configuration where collectors wait for one another in a
  ///   circle
  public Run run(List<? extends Collector<?>> collectors, Plan plan) {
    Map<String, CompletableFuture<Result>> results = new HashMap<>();
    for (Collector<?> collector : Order.of(collectors)) {
      CompletableFuture<?>[] earlier =
          collector.profile().after().stream()
              .flatMap(name -> Optional.ofNullable(results.get(name)).stream())
              .toArray(CompletableFuture[]::new);
      CompletableFuture<Result> result = new CompletableFuture<>();
      results.put(collector.profile().name(), result);
      Thread.ofVirtual()
          .name(collector.profile().name())
          .start(() -> {
            CompletableFuture.allOf(earlier).join();
            result.complete(run(collector, plan));
          });
    }
    List<Result> inOrder =
        collectors.stream()
            .flatMap(
                collector -> Optional.ofNullable(results.get(collector.profile().name())).stream())
            .map(CompletableFuture::join)
            .toList();
    return new Run(plan.invocation(), plan.asOf(), inOrder);
  }

  private <F> Result run(Collector<F> collector, Plan plan) {
    Profile profile = collector.profile();
    Instant started = conditions.clock().instant();
    Duration limit = plan.deadline().orElse(profile.deadline());
    Deadline deadline = new Deadline(started.plus(limit), limit);
    Tags sourceTags = Tags.of("source", profile.name() + "-collector").and(plan.baseTags());
    try (Http http = conditions.http().get()) {
      Fetch fetch = new Fetch(conditions, plan.asOf(), deadline, http.until(deadline.at()));
      Ending<F> ending = fetch(collector, fetch, plan);
      fetch.end();
      Instant ended = conditions.clock().instant();
      Attempt attempt =
          new Attempt(profile, plan, sourceTags, Duration.between(started, ended), http.usage());
      return switch (ending) {
        case Ending.Snapshots<F>(Map<Scope, F> snapshots) ->
            result(
                attempt,
                new Evaluation<>(profile, collector.catalogue(), plan, ended, sourceTags)
                    .of(snapshots));
        case Ending.Failed<F>(Failure cause) -> failed(attempt, metrics(collector), cause);
        case Ending.NotConfigured<F>(Failure missing) ->
            new Result(
                profile.name(),
                Status.NOT_CONFIGURED,
                Optional.of(missing),
                attempt.duration(),
                List.of(),
                0,
                List.of(),
                List.of());
      };
    } catch (RuntimeException | Error mistake) {
      // An error that got away would leave everybody waiting for this result.
      Failure bug =
          new Failure.Bug(
              profile.name() + ": " + conditions.redactor().redact(String.valueOf(mistake)));
      return failed(
          new Attempt(
              profile,
              plan,
              sourceTags,
              Duration.between(started, conditions.clock().instant()),
              HttpUsage.NONE),
          metrics(collector),
          bug);
    }
  }

  /// None where the catalogue itself is the mistake.
  private static List<Metric> metrics(Collector<?> collector) {
    try {
      return collector.catalogue().metrics();
    } catch (RuntimeException | Error invalid) {
      return List.of();
    }
  }

  /// How fetching ended.
  private sealed interface Ending<F> {
    record Snapshots<F>(Map<Scope, F> snapshots) implements Ending<F> {}

    record Failed<F>(Failure cause) implements Ending<F> {}

    record NotConfigured<F>(Failure missing) implements Ending<F> {}
  }

  /// Fetches on a thread of its own, so that a collector that never comes back does not take the
  /// run with it.
  private <F> Ending<F> fetch(Collector<F> collector, Fetch fetch, Plan plan) {
    Window window = Window.ending(plan.asOf(), collector.profile().window());
    FutureTask<Map<Scope, F>> task = new FutureTask<>(() -> collector.fetch(fetch, window));
    Thread thread = Thread.ofVirtual().name(collector.profile().name() + " fetch").start(task);
    try {
      // Parts end at the deadline by themselves; the grace is for the collector to gather them.
      return new Ending.Snapshots<>(
          task.get(fetch.remaining().toMillis() + 1000, TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      fetch.end();
      thread.interrupt();
      return new Ending.Failed<>(
          new Failure.Service(
              collector.profile().name() + ": did not end within its deadline",
              Failure.Service.Retry.MAY_HELP));
    } catch (InterruptedException ended) {
      fetch.end();
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new Ending.Failed<>(
          new Failure.Service(
              collector.profile().name() + ": interrupted", Failure.Service.Retry.MAY_HELP));
    } catch (ExecutionException thrown) {
      return switch (thrown.getCause()) {
        case NotConfiguredException missing -> new Ending.NotConfigured<>(missing.missing());
        case FailureException failed -> new Ending.Failed<>(failed.failure());
        case null -> new Ending.Failed<>(new Failure.Bug(String.valueOf(thrown)));
        case Throwable mistake ->
            new Ending.Failed<>(
                new Failure.Bug(
                    collector.profile().name()
                        + ": "
                        + conditions.redactor().redact(String.valueOf(mistake))));
      };
    }
  }

  /// What is known of a run before its metrics are looked at.
  private record Attempt(
      Profile profile, Plan plan, Tags sourceTags, Duration duration, HttpUsage usage) {}

  private Result failed(Attempt attempt, List<Metric> metrics, Failure cause) {
    List<MetricOutcome> outcomes =
        metrics.stream()
            .filter(metric -> attempt.plan().wanted().test(metric.name()))
            .map(metric -> new MetricOutcome(metric.name(), Tags.none(), new Outcome.Failed(cause)))
            .toList();
    return result(attempt, new Evaluated(outcomes, List.of(), List.of(), 0), Optional.of(cause));
  }

  private Result result(Attempt attempt, Evaluated evaluated) {
    return result(attempt, evaluated, Optional.empty());
  }

  /// The end of a run.
  ///
  /// @param whole what made all of it fail
  private Result result(Attempt attempt, Evaluated evaluated, Optional<Failure> whole) {
    int metricCount =
        (int)
            evaluated.outcomes().stream()
                .filter(MetricOutcome::hasValue)
                .map(MetricOutcome::metric)
                .distinct()
                .count();
    List<Failure> failures =
        evaluated.outcomes().stream()
            .flatMap(one ->
                one.outcome() instanceof Outcome.Failed(Failure cause)
                    ? Stream.of(cause)
                    : Stream.empty())
            .toList();
    Status status = whole.isPresent() ? Status.FAILED : status(failures, metricCount);
    SelfMetrics.Facts facts =
        new SelfMetrics.Facts(
            attempt.plan().asOf(), attempt.sourceTags(), status, counted(evaluated.outcomes()));
    Map<Kind, Double> values =
        values(
            attempt, evaluated, metricCount, Math.max(failures.size(), whole.isPresent() ? 1 : 0));
    values.put(Kind.FAILED, status == Status.FAILED ? 1.0 : 0.0);
    // Set first, so that its own two series are among those it counts.
    values.put(Kind.SERIES_COUNT, 0.0);
    values.put(
        Kind.SERIES_COUNT, (double) evaluated.series().size() + SelfMetrics.count(values, facts));
    List<Series> series = new ArrayList<>(evaluated.series());
    series.addAll(SelfMetrics.series(attempt.profile(), values, facts));
    return new Result(
        attempt.profile().name(),
        status,
        whole.or(() -> status == Status.FAILED ? failures.stream().findFirst() : Optional.empty()),
        attempt.duration(),
        evaluated.outcomes(),
        metricCount,
        series,
        events(attempt, evaluated));
  }

  private static Status status(List<Failure> failures, int metricCount) {
    if (failures.isEmpty()) {
      return Status.OK;
    }
    return metricCount == 0 ? Status.FAILED : Status.PARTIAL;
  }

  private static Map<Kind, Double> values(
      Attempt attempt, Evaluated evaluated, int metricCount, int errorCount) {
    HttpUsage usage = attempt.usage();
    Map<Kind, Double> values = new EnumMap<>(Kind.class);
    values.put(Kind.DURATION_SECONDS, attempt.duration().toMillis() / 1000.0);
    values.put(Kind.METRIC_COUNT, (double) metricCount);
    values.put(Kind.ERROR_COUNT, (double) errorCount);
    values.put(Kind.RUNS, 1.0);
    values.put(Kind.SERIES_DROPPED, (double) evaluated.dropped());
    values.put(Kind.API_REQUESTS, (double) usage.requests());
    values.put(Kind.API_CACHE_HITS, (double) usage.cacheHits());
    usage
        .rateLimitRemaining()
        .ifPresent(left -> values.put(Kind.RATE_LIMIT_REMAINING, (double) left));
    // A dry run does not look into the outbox, so it knows nothing of it.
    attempt
        .plan()
        .backlog()
        .ifPresent(backlog -> {
          values.put(Kind.POINTS_EXPIRED, (double) backlog.expired());
          values.put(Kind.OUTBOX_POINTS, (double) backlog.points());
        });
    long aside = attempt.plan().backlog().map(Plan.Backlog::quarantined).orElse(0L);
    values.put(Kind.FILES_QUARANTINED, (double) (usage.quarantined() + aside));
    return values;
  }

  private static Map<Tags, Integer> counted(List<MetricOutcome> outcomes) {
    Map<Tags, Integer> counts = new TreeMap<>(Comparator.comparing(Tags::toString));
    for (MetricOutcome one : outcomes) {
      Tags tags = Tags.of("outcome", one.outcome().word());
      if (one.outcome() instanceof Outcome.Failed(Failure cause)) {
        tags = tags.and("reason_kind", cause.kind());
      }
      counts.merge(tags, 1, Integer::sum);
    }
    return counts;
  }

  /// The newest of what happened, and one event for each reason that cost metrics.
  private static List<Event> events(Attempt attempt, Evaluated evaluated) {
    Map<String, List<String>> costs = new LinkedHashMap<>();
    for (MetricOutcome one : evaluated.outcomes()) {
      if (one.outcome() instanceof Outcome.Failed(Failure cause)) {
        costs.computeIfAbsent(cause.message(), _ -> new ArrayList<>()).add(one.metric());
      }
    }
    List<Event> events = new ArrayList<>();
    String name = attempt.profile().name();
    costs.forEach((reason, metrics) ->
        events.add(
            new Event(
                "collector_error",
                name + ":" + Integer.toHexString(reason.hashCode()),
                name + ": " + metrics.size() + " metrics failed",
                reason
                    + "\n\nNot collected: "
                    + String.join(", ", metrics.stream().distinct().toList()),
                Event.Level.ERROR,
                Tags.of("collector", name).and(attempt.sourceTags()),
                attempt.plan().asOf())));
    events.addAll(evaluated.events());
    return atMost(MAXIMUM_EVENTS, events, attempt);
  }

  /// The first ones, and one more that says how many there were besides.
  private static List<Event> atMost(int most, List<Event> events, Attempt attempt) {
    if (events.size() <= most) {
      return events;
    }
    int left = events.size() - most + 1;
    String name = attempt.profile().name();
    Event overflow =
        new Event(
            "collector_overflow",
            name + ":" + attempt.plan().asOf(),
            name + ": " + left + " more events are not shown",
            "A run sends at most " + most + " events; the newest were kept.",
            Event.Level.WARNING,
            Tags.of("collector", name).and(attempt.sourceTags()),
            attempt.plan().asOf());
    return Stream.concat(events.stream().limit(most - 1), Stream.of(overflow)).toList();
  }
}
