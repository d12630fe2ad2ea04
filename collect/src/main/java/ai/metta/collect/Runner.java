// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpUsage;
import ai.metta.collect.Fetch.Deadline;
import ai.metta.collect.Run.Result;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Metric;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs collectors: side by side where nothing orders them, each within its deadline, each to a
/// [Result] whatever its service does.
public final class Runner {
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
            attempt.came(
                new Evaluation<>(profile, collector.catalogue(), plan, ended, sourceTags)
                    .of(snapshots));
        case Ending.Failed<F>(Failure cause) -> attempt.failed(metrics(collector), cause);
        case Ending.NotConfigured<F>(Failure missing) -> attempt.notConfigured(missing);
      };
    } catch (RuntimeException | Error mistake) {
      // An error that got away would leave everybody waiting for this result.
      Failure bug =
          new Failure.Bug(
              profile.name() + ": " + conditions.redactor().redact(String.valueOf(mistake)));
      Duration duration = Duration.between(started, conditions.clock().instant());
      return new Attempt(profile, plan, sourceTags, duration, HttpUsage.NONE)
          .failed(metrics(collector), bug);
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
}
