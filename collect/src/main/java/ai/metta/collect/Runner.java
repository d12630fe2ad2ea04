// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpUsage;
import ai.metta.collect.Evaluation.Asked;
import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Fetch.Deadline;
import ai.metta.collect.Guard.Ending;
import ai.metta.collect.Run.Result;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Runs collectors: side by side where nothing orders them, each within its deadline, each to a
/// [Result] whatever its service does.
public final class Runner {
  private final Conditions conditions;

  public Runner(Conditions conditions) {
    this.conditions = conditions;
  }

  /// One run of each. A thread that is interrupted meanwhile gets an end all the same, and soon:
  /// whatever was under way has failed as interrupted.
  ///
  /// @throws FailureException of kind configuration where collectors wait for one another in a
  ///   circle
  public Run run(List<? extends Collector<?>> collectors, Plan plan) {
    Asked asked = new Asked(conditions.clock().instant(), plan.asOf());
    Map<String, CompletableFuture<Ended>> ends = new LinkedHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (Collector<?> collector : Order.of(collectors)) {
      List<CompletableFuture<Ended>> earlier =
          ends.entrySet().stream()
              .filter(end -> collector.profile().comesAfter(end.getKey()))
              .map(Map.Entry::getValue)
              .toList();
      CompletableFuture<Ended> end = new CompletableFuture<>();
      ends.put(collector.profile().name(), end);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name(collector.profile().name())
              .start(() ->
                  end.complete(
                      visit(
                          collector,
                          plan,
                          asked,
                          earlier.stream().map(CompletableFuture::join).toList()))));
    }
    List<Ended> inOrder =
        collectors.stream()
            .flatMap(
                collector -> Optional.ofNullable(ends.get(collector.profile().name())).stream())
            .map(end -> awaited(end, threads))
            .toList();
    List<Result> results = new ArrayList<>();
    Plan telling = plan;
    for (Ended ended : inOrder) {
      results.add(result(ended, telling));
      if (!(ended.how() instanceof Ending.NotConfigured<Evaluated>)) {
        telling = plan.with(Optional.empty());
      }
    }
    return new Run(plan.invocation(), plan.asOf(), results);
  }

  private static Ended awaited(CompletableFuture<Ended> end, List<Thread> threads) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return end.get();
        } catch (InterruptedException told) {
          interrupted = true;
          threads.forEach(Thread::interrupt);
        } catch (ExecutionException never) {
          throw new IllegalStateException(never);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A collector that has ended, and what it took.
  private record Ended(
      Collector<?> collector,
      Asked asked,
      Ending<Evaluated> how,
      Duration duration,
      HttpUsage usage) {}

  /// @param earlier those it comes after
  private <F> Ended visit(Collector<F> collector, Plan plan, Asked asked, List<Ended> earlier) {
    Profile profile = collector.profile();
    Instant began = conditions.clock().instant();
    Duration limit = plan.deadline().orElse(profile.deadline());
    Deadline deadline = new Deadline(began.plus(limit), limit);
    try (Http http = conditions.http().get()) {
      Fetch fetch =
          new Fetch(
              conditions,
              plan.asOf(),
              new Fetch.Turn(plan.since(profile), plan.before(profile)),
              deadline,
              http.until(deadline.at()),
              earlier.stream().map(one -> result(one, plan.with(Optional.empty()))).toList());
      Ending<Evaluated> how =
          new Visit<>(collector, fetch, asked, plan, sourceTags(profile, plan), conditions.rows())
              .ending();
      return new Ended(collector, asked, how, since(began), http.usage());
    } catch (RuntimeException | Error mistake) {
      // An error that got away would leave everybody waiting for this end.
      return new Ended(collector, asked, bug(profile, mistake), since(began), HttpUsage.NONE);
    }
  }

  private Result result(Ended ended, Plan plan) {
    Profile profile = ended.collector().profile();
    Attempt attempt =
        new Attempt(
            profile,
            plan,
            sourceTags(profile, plan),
            ended.asked(),
            ended.duration(),
            ended.usage(),
            conditions.redactor(),
            CostSettings.prices(conditions.settings()));
    try {
      return switch (ended.how()) {
        case Ending.Came<Evaluated>(Evaluated evaluated) -> attempt.came(evaluated);
        case Ending.Failed<Evaluated>(Failure cause) -> failed(attempt, ended.collector(), cause);
        case Ending.NotConfigured<Evaluated>(Failure missing) -> attempt.notConfigured(missing);
      };
    } catch (RuntimeException mistake) {
      return failed(attempt, ended.collector(), bug(profile, mistake).cause());
    }
  }

  private Result failed(Attempt attempt, Collector<?> collector, Failure cause) {
    List<Metric> metrics = metrics(collector);
    return attempt.failed(metrics, rows(collector, metrics), cause);
  }

  private List<HealthRow> rows(Collector<?> collector, List<Metric> metrics) {
    Profile profile = collector.profile();
    return conditions
        .rows()
        .of(new HealthRows.Source(profile.name(), profile.schedule(), () -> metrics));
  }

  private static Tags sourceTags(Profile profile, Plan plan) {
    return Tags.of("source", profile.name() + "-collector").and(plan.baseTags());
  }

  private Duration since(Instant began) {
    return Duration.between(began, conditions.clock().instant());
  }

  private static Ending.Failed<Evaluated> bug(Profile profile, Throwable mistake) {
    return new Ending.Failed<>(new Failure.Bug(profile.name() + ": " + mistake));
  }

  /// None where the catalogue itself is the mistake.
  private static List<Metric> metrics(Collector<?> collector) {
    try {
      return collector.catalogue().metrics();
    } catch (RuntimeException | Error invalid) {
      return List.of();
    }
  }
}
