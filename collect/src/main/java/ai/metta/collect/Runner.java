// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpUsage;
import ai.metta.access.secret.Redactor;
import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Fetch.Deadline;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Visit.Ending;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

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
    AtomicBoolean told = new AtomicBoolean();
    for (Collector<?> collector : Order.of(collectors)) {
      CompletableFuture<?>[] earlier =
          collector.profile().after().stream()
              .flatMap(name -> Optional.ofNullable(results.get(name)).stream())
              .toArray(CompletableFuture[]::new);
      CompletableFuture<Result> result = new CompletableFuture<>();
      results.put(collector.profile().name(), result);
      Thread.ofPlatform()
          .daemon()
          .name(collector.profile().name())
          .start(() -> {
            CompletableFuture.allOf(earlier).join();
            result.complete(run(collector, plan, told));
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

  /// @param told whether another collector of the run has told of the backlog
  private <F> Result run(Collector<F> collector, Plan plan, AtomicBoolean told) {
    Profile profile = collector.profile();
    Instant began = conditions.clock().instant();
    Duration limit = plan.deadline().orElse(profile.deadline());
    Deadline deadline = new Deadline(began.plus(limit), limit);
    Tags sourceTags = Tags.of("source", profile.name() + "-collector").and(plan.baseTags());
    Redactor redactor = conditions.redactor();
    try (Http http = conditions.http().get()) {
      Fetch fetch =
          new Fetch(
              conditions, plan.asOf(), plan.since(profile), deadline, http.until(deadline.at()));
      Ending ending = new Visit<>(collector, fetch, began, plan, sourceTags).ending();
      Duration duration = Duration.between(began, conditions.clock().instant());
      boolean tells = !(ending instanceof Ending.NotConfigured) && !told.getAndSet(true);
      Plan own = tells ? plan : plan.with(plan.backlog().map(Plan.Backlog::toldByAnother));
      Attempt attempt = new Attempt(profile, own, sourceTags, duration, http.usage(), redactor);
      return switch (ending) {
        case Ending.Came(Evaluated evaluated) -> attempt.came(evaluated);
        case Ending.Failed(Failure cause) -> attempt.failed(metrics(collector), cause);
        case Ending.NotConfigured(Failure missing) -> attempt.notConfigured(missing);
      };
    } catch (RuntimeException | Error mistake) {
      // An error that got away would leave everybody waiting for this result.
      Failure bug = new Failure.Bug(profile.name() + ": " + mistake);
      Duration duration = Duration.between(began, conditions.clock().instant());
      return new Attempt(profile, plan, sourceTags, duration, HttpUsage.NONE, redactor)
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
}
