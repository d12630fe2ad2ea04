// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Durations;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpUsage;
import ai.metta.collect.Evaluation.Asked;
import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Fetch.Deadline;
import ai.metta.collect.Guard.Ending;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Status;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Failure;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One collector's part of a backfill: its facts, read once, and what they come to at each step.
/// One that uses what others come to is given that at each step.
///
/// @param <F> the snapshot
final class Filling<F> {
  private final Backfill.Task task;
  private final Collector<F> collector;
  private final Plan plan;
  private final Conditions conditions;
  private final Company company;
  private final boolean usesOthers;
  private final Window window;
  private final Deadline deadline;
  private final Instant began;

  /// Of the metrics that can be known for the past, and of those that rows of the health grid
  /// follow from; without events.
  private Optional<Catalogue<F>> past = Optional.empty();

  private List<String> nowOnly = List.of();
  private Map<Scope, F> facts = Map.of();
  private Optional<Failure> reason = Optional.empty();
  private Status status = Status.OK;
  private Duration duration = Duration.ZERO;
  private long evaluated;
  private boolean hasValue;
  private Optional<Failure> firstFailure = Optional.empty();

  /// What it came to last.
  private Optional<Evaluated> last = Optional.empty();

  private Filling(
      Backfill.Task task,
      Collector<F> collector,
      Company company,
      Plan plan,
      Conditions conditions) {
    Steps steps = task.steps();
    this.task = task;
    this.collector = collector;
    this.plan = plan.at(steps.last());
    this.company = company;
    this.usesOthers = company.isUsedBy(profile());
    this.conditions = conditions;
    this.window = new Window(steps.first().minus(profile().window()), steps.last());
    this.began = conditions.clock().instant();
    Duration limit =
        plan.deadline()
            .orElseGet(
                () -> Backfill.limit(profile(), Duration.between(window.from(), window.until())));
    this.deadline = new Deadline(began.plus(limit), limit);
  }

  static Filling<?> of(Backfill.Task task, Company company, Plan plan, Conditions conditions) {
    return of(task, task.collector(), company, plan, conditions);
  }

  private static <F> Filling<F> of(
      Backfill.Task task,
      Collector<F> collector,
      Company company,
      Plan plan,
      Conditions conditions) {
    return new Filling<>(task, collector, company, plan, conditions);
  }

  Profile profile() {
    return task.collector().profile();
  }

  String name() {
    return task.name();
  }

  Steps steps() {
    return task.steps();
  }

  /// Whether there is anything to evaluate at the steps that are left.
  boolean goesOn() {
    return reason.isEmpty()
        && past.filter(all -> !all.emissions().isEmpty()).isPresent()
        && evaluated < steps().count();
  }

  /// Whether it uses what others come to.
  boolean usesOthers() {
    return usesOthers;
  }

  /// Reads the service, where any metric is to be had of it. Never throws.
  ///
  /// @param earlier what those came to that it uses, before any step: whether they can be had
  void fetch(List<Run.Result> earlier) {
    try {
      Catalogue<F> all = collector.catalogue();
      nowOnly = names(all, History.NOW_ONLY);
      past = Optional.of(past(all));
      if (goesOn()) {
        read(earlier);
      }
    } catch (RuntimeException | Error mistake) {
      end(Status.FAILED, new Failure.Bug(name() + ": " + mistake));
    }
    duration = Duration.between(began, conditions.clock().instant());
  }

  private void read(List<Run.Result> earlier) {
    try (Http http = conditions.http().get()) {
      Fetch fetch = fetch(http, earlier);
      try {
        ended(guard().ending("visit", () -> collector.fetch(fetch, window)))
            .ifPresent(read -> facts = read);
      } finally {
        fetch.end();
      }
    }
  }

  private Guard guard() {
    return new Guard(name(), deadline, conditions.clock());
  }

  /// What came of guarded work; nothing where that was the collector's end.
  private <T> Optional<T> ended(Ending<T> ending) {
    return switch (ending) {
      case Ending.Came<T>(T what) -> Optional.of(what);
      case Ending.Failed<T>(Failure cause) -> {
        end(Status.FAILED, cause);
        yield Optional.empty();
      }
      case Ending.NotConfigured<T>(Failure missing) -> {
        end(Status.NOT_CONFIGURED, missing);
        yield Optional.empty();
      }
    };
  }

  private Fetch fetch(Http http, List<Run.Result> earlier) {
    return new Fetch(
        conditions,
        plan.asOf(),
        new Fetch.Turn(plan.since(profile()), plan.before(profile())),
        deadline,
        http.until(deadline.at()),
        earlier);
  }

  /// A row whose metric cannot be known for the past is one of those that count: a run of then
  /// would say the same of it.
  private Catalogue<F> past(Catalogue<F> all) {
    List<Emission<F>> emissions =
        all.emissions().stream()
            .filter(emission ->
                isRaw(emission.metric())
                    || (emission.metric().history() == History.DERIVABLE
                        && plan.evaluates(emission.metric())))
            .toList();
    return new Catalogue<>(all.prefixes(), emissions, List.of(), all.scope());
  }

  /// Whether a row of the health grid is measured by it of which anything that follows is asked
  /// for.
  private boolean isRaw(Metric metric) {
    return plan.isBehind(metric, rows(List.of(metric)));
  }

  private List<HealthRow> rows(List<Metric> metrics) {
    return conditions
        .rows()
        .of(new HealthRows.Source(name(), profile().schedule(), () -> metrics))
        .stream()
        .filter(row -> metrics.stream().anyMatch(one -> one.name().equals(row.raw().name())))
        .toList();
  }

  private List<String> names(Catalogue<F> all, History history) {
    return all.metrics().stream()
        .filter(metric -> metric.history() == history && plan.evaluates(metric))
        .map(Metric::name)
        .toList();
  }

  /// All that is evaluated, but for figures of merit.
  private List<Metric> metrics() {
    return past.map(Catalogue::metrics).orElse(List.of());
  }

  /// What the facts come to at an instant; empty where that is none of its steps, and where it has
  /// ended before.
  ///
  /// @param earlier what those came to at the same instant that it uses
  Optional<Backfill.Part> at(Instant step, List<Run.Result> earlier) {
    last = Optional.empty();
    if (!goesOn() || !steps().contains(step)) {
      return Optional.empty();
    }
    return evaluatedAt(step, earlier)
        .map(part -> {
          evaluated++;
          hasValue |= !part.series().isEmpty();
          firstFailure = firstFailure.or(part::failure);
          return part;
        });
  }

  private Optional<Backfill.Part> evaluatedAt(Instant step, List<Run.Result> earlier) {
    if (!conditions.clock().instant().isBefore(deadline.at())) {
      end(Status.FAILED, overdue());
      return Optional.empty();
    }
    last =
        company
            .failed(earlier)
            .map(cause -> Optional.of(leftOut(cause)))
            .orElseGet(
                () -> ended(guard().ending("step", () -> evaluation(plan.at(step), earlier))))
            .map(came -> came.redacted(conditions.redactor()));
    return last.map(
        said -> new Backfill.Part(name(), said.outcomes(), said.figures(), said.series()));
  }

  private Evaluated leftOut(Failure cause) {
    List<MetricOutcome> outcomes =
        metrics().stream()
            .filter(plan::evaluates)
            .map(metric -> new MetricOutcome(metric.name(), Tags.none(), new Outcome.Failed(cause)))
            .toList();
    return new Evaluated(outcomes, List.of(), List.of(), List.of(), 0, false);
  }

  /// Metrics that know only the present are there for their rows, and not for themselves.
  private Evaluated evaluation(Plan at, List<Run.Result> earlier) {
    Plan known = at.only(name -> at.wanted().test(name) && !nowOnly.contains(name));
    return new Evaluation<>(
            profile(), past.orElseThrow(), known, asked(), sourceTags(), rows(metrics()))
        .of(usesOthers ? factsBeside(earlier) : facts);
  }

  private Map<Scope, F> factsBeside(List<Run.Result> earlier) {
    Map<Scope, F> all = new LinkedHashMap<>();
    facts.forEach((scope, one) -> all.put(scope, collector.ofThePast(one, earlier)));
    return all;
  }

  private Asked asked() {
    return new Asked(began, plan.asOf());
  }

  private Tags sourceTags() {
    return Tags.of("source", name() + "-collector").and(plan.baseTags());
  }

  /// What it came to last, as a run of that instant would tell those who use it.
  Run.Result told() {
    Attempt attempt =
        new Attempt(
            profile(),
            plan,
            sourceTags(),
            asked(),
            duration,
            HttpUsage.NONE,
            conditions.redactor(),
            CostSettings.prices(conditions.settings()));
    if (last.isPresent()) {
      return attempt.came(last.get());
    }
    return reason
        .map(cause ->
            status == Status.NOT_CONFIGURED
                ? attempt.notConfigured(cause)
                : attempt.failed(metrics(), rows(metrics()), cause))
        .orElseGet(() ->
            attempt.came(new Evaluated(List.of(), List.of(), List.of(), List.of(), 0, false)));
  }

  private Failure overdue() {
    return new Failure.Service(
        name()
            + ": "
            + evaluated
            + " of "
            + steps().count()
            + " steps were evaluated within its deadline of "
            + Durations.print(deadline.limit())
            + "; --deadline gives it longer",
        Failure.Service.Retry.MAY_HELP);
  }

  private void end(Status how, Failure why) {
    status = how;
    reason = Optional.of(conditions.redactor().redact(why));
  }

  Backfill.Result result() {
    List<String> metrics =
        metrics().stream()
            .filter(metric -> metric.history() == History.DERIVABLE)
            .map(Metric::name)
            .toList();
    boolean isIdle = reason.isEmpty() && metrics.isEmpty();
    Status how = whole();
    return new Backfill.Result(
        name(),
        how,
        reason.or(() -> how == Status.FAILED ? firstFailure : Optional.empty()),
        duration,
        metrics,
        nowOnly,
        isIdle ? 0 : steps().count() - evaluated);
  }

  private Status whole() {
    boolean isBroken = status == Status.FAILED || firstFailure.isPresent();
    return isBroken ? hasValue ? Status.PARTIAL : Status.FAILED : status;
  }
}
