// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Status;
import ai.metta.collect.health.Figure;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Fills in the past: each collector's service is read once, over all the time that any step looks
/// back on, and every metric that can be known for the past is evaluated at every step.
///
/// What a run says of itself and the events that it tells of have no past, and are left out. A step
/// is evaluated for all collectors before the next one, a collector behind those that it comes
/// after. Where a figure of one of those failed, or one that is required is not configured, it
/// comes to nothing at that step: what it would say were no truth of the past, and nobody would
/// ever set it right.
public final class Backfill {
  private final Conditions conditions;
  private final Set<String> required;

  /// None of the collectors is required: one that is not configured is not there.
  public Backfill(Conditions conditions) {
    this(conditions, Set.of());
  }

  /// @param required names of collectors that nothing is to be said of the past without
  public Backfill(Conditions conditions, Set<String> required) {
    this.conditions = conditions;
    this.required = Set.copyOf(required);
  }

  /// What a collector is to fill in.
  public record Task(Collector<?> collector, Steps steps) {
    public String name() {
      return collector.profile().name();
    }
  }

  /// Whom the steps are told to, from the earliest to the latest, on the thread that asked.
  public interface Listener {
    /// Everything has been read, well or not.
    ///
    /// @param steps that are to come at most
    void fetched(long steps);

    void came(Step step);
  }

  /// What all collectors came to at an instant; those that have no such step, or failed, are not
  /// among them.
  public record Step(Instant at, List<Part> parts) {
    public Step {
      parts = List.copyOf(parts);
    }
  }

  /// What one collector came to at a step.
  ///
  /// @param outcomes of every derivable metric and scope, and failures of those that figures follow
  ///   from
  /// @param figures of the rows of the health grid that it measures; one whose metric cannot be
  ///   known for the past is unknown
  public record Part(
      String collector, List<MetricOutcome> outcomes, List<Figure> figures, List<Series> series) {
    public Part {
      outcomes = List.copyOf(outcomes);
      figures = List.copyOf(figures);
      series = List.copyOf(series);
    }

    /// Whether nothing failed: what is merely absent will not be there later either.
    public boolean isWhole() {
      return failure().isEmpty();
    }

    /// Why the first metric failed of those that did.
    Optional<Failure> failure() {
      return outcomes.stream()
          .flatMap(one ->
              one.outcome() instanceof Outcome.Failed(Failure cause)
                  ? Stream.of(cause)
                  : Stream.empty())
          .findFirst();
    }
  }

  /// What became of a collector.
  ///
  /// @param reason why steps are missing; empty where none are, and where single metrics failed
  /// @param duration of reading the service
  /// @param metrics that were to be evaluated, by name
  /// @param nowOnly those that cannot be known for the past, by name
  /// @param missing steps that were not evaluated
  public record Result(
      String collector,
      Status status,
      Optional<Failure> reason,
      Duration duration,
      List<String> metrics,
      List<String> nowOnly,
      long missing) {
    public Result {
      metrics = List.copyOf(metrics);
      nowOnly = List.copyOf(nowOnly);
    }
  }

  /// Reads all services side by side, those that use others' results behind them, and then tells of
  /// one step after the other.
  ///
  /// @param tasks with steps of one length
  /// @param plan its instant does not matter
  /// @return a result for each task, in the order given
  /// @throws FailureException of kind configuration where collectors wait for one another in a
  ///   circle
  public List<Result> run(List<Task> tasks, Plan plan, Listener listener) {
    List<Filling<?>> inOrder = new ArrayList<>();
    List<String> names = tasks.stream().map(Task::name).toList();
    for (Task task : ordered(tasks)) {
      inOrder.add(Filling.of(task, new Company(names, required), plan, conditions));
    }
    fetch(inOrder.stream().filter(filling -> !filling.usesOthers()).toList());
    inOrder.stream()
        .filter(Filling::usesOthers)
        .forEach(filling -> filling.fetch(told(filling, inOrder)));
    Optional<Steps> all = inOrder.stream().map(Filling::steps).reduce(Steps::and);
    listener.fetched(
        inOrder.stream().anyMatch(Filling::goesOn) ? all.map(Steps::count).orElse(0L) : 0);
    all.stream()
        .flatMap(Steps::all)
        .takeWhile(_ -> inOrder.stream().anyMatch(Filling::goesOn))
        .map(step -> at(step, inOrder))
        .forEach(listener::came);
    Map<String, Result> results = new HashMap<>();
    inOrder.forEach(filling -> results.put(filling.name(), filling.result()));
    return tasks.stream()
        .flatMap(task -> Optional.ofNullable(results.get(task.name())).stream())
        .toList();
  }

  /// A collector that uses the results of others is given those of the same step.
  private static Step at(Instant step, List<Filling<?>> inOrder) {
    List<Part> parts = new ArrayList<>();
    Map<String, Run.Result> told = new LinkedHashMap<>();
    for (Filling<?> filling : inOrder) {
      List<Run.Result> earlier =
          told.values().stream()
              .filter(one -> filling.profile().comesAfter(one.collector()))
              .toList();
      filling.at(step, earlier).ifPresent(parts::add);
      if (inOrder.stream().anyMatch(other -> other.profile().comesAfter(filling.name()))) {
        told.put(filling.name(), filling.told());
      }
    }
    return new Step(step, parts);
  }

  /// Whether those that a collector uses can be had.
  private static List<Run.Result> told(Filling<?> user, List<Filling<?>> all) {
    return all.stream()
        .filter(one -> user.profile().comesAfter(one.name()))
        .map(Filling::told)
        .toList();
  }

  private static void fetch(List<Filling<?>> all) {
    List<CompletableFuture<Boolean>> ends = new ArrayList<>();
    for (Filling<?> filling : all) {
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      ends.add(end);
      Thread.ofPlatform()
          .daemon()
          .name(filling.name())
          .start(() -> {
            filling.fetch(List.of());
            end.complete(true);
          });
    }
    ends.forEach(CompletableFuture::join);
  }

  /// Each behind those that it comes after; those begin where it does, so that it finds them there
  /// at each of its steps.
  private static List<Task> ordered(List<Task> tasks) {
    Map<String, Steps> steps = new HashMap<>();
    tasks.forEach(task -> steps.put(task.name(), task.steps()));
    List<Collector<?>> inOrder =
        Order.of(tasks.stream().<Collector<?>>map(Task::collector).toList());
    for (Collector<?> collector : inOrder.reversed()) {
      Steps own = steps.get(collector.profile().name());
      if (own != null) {
        steps.replaceAll(
            (name, others) -> collector.profile().comesAfter(name) ? others.and(own) : others);
      }
    }
    List<Task> ordered = new ArrayList<>();
    for (Collector<?> collector : inOrder) {
      Optional.ofNullable(steps.get(collector.profile().name()))
          .ifPresent(own -> ordered.add(new Task(collector, own)));
    }
    return ordered;
  }

  /// How long a collector may take where nobody says: its own deadline, as often as its window goes
  /// into the time that is read.
  static Duration limit(Profile profile, Duration read) {
    long windows =
        Math.max(1, read.plus(profile.window()).minusNanos(1).dividedBy(profile.window()));
    return profile.deadline().multipliedBy(windows);
  }
}
