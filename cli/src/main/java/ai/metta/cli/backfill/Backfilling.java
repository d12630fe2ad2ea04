// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.cli.collect.Leases;
import ai.metta.cli.collect.Push;
import ai.metta.cli.collect.RunPrinter;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Exit.Asked;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.ProgressLine;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Backfill;
import ai.metta.collect.Collector;
import ai.metta.collect.Plan;
import ai.metta.collect.SafeSteps;
import ai.metta.collect.Steps;
import ai.metta.datadog.Historical;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// One backfill from its steps to its exit code.
public record Backfilling(
    Workbench bench,
    List<Collector<?>> collectors,
    Asked asked,
    Steps steps,
    Plan plan,
    Log log,
    BackfillCommand.Form form) {

  /// What ages of points somebody says Datadog takes.
  enum Age {
    RECENT,
    ANY
  }

  /// What becomes of steps that are safe already.
  enum Start {
    BEHIND_WHAT_IS_SAFE,
    ANEW
  }

  /// A listener in two functions.
  ///
  /// @param begin takes how many steps there are to come
  /// @param each takes every step
  private record Watching(LongConsumer begin, Consumer<Backfill.Step> each)
      implements Backfill.Listener {
    @Override
    public void fetched(long steps) {
      begin.accept(steps);
    }

    @Override
    public void came(Backfill.Step step) {
      each.accept(step);
    }
  }

  /// Fills in, and prints what a push would send; sends nothing.
  Exit show() {
    List<Backfill.Task> tasks =
        collectors.stream().map(one -> new Backfill.Task(one, steps)).toList();
    Findings findings = new Findings(form);
    List<Backfill.Result> results = run(tasks, findings, Optional.empty());
    new BackfillPrinter(this).print(results, findings, RunPrinter.Pushed.NO);
    return exit(results);
  }

  /// Fills in, sends and prints.
  ///
  /// @throws ai.metta.cli.invocation.ExitException where another backfill of one of the collectors
  ///   is pushing
  Exit push(Age age, Start start) {
    Push push =
        Push.to(
            bench, bench.destination(), age == Age.ANY ? Historical.ALLOWED : Historical.EXPIRED);
    if (age == Age.ANY) {
      new HistoryNotice(this).warn(push.destination());
    }
    try (Leases _ = Leases.of(collectors, Leases.Purpose.backfill, bench.dataDirectory(), log)) {
      Map<String, SafeSteps> safe = safe(push, start);
      Findings findings = new Findings(form);
      Shipment shipment = new Shipment(push, plan.deadline(), safe, log);
      List<Backfill.Result> results = run(tasks(safe), findings, Optional.of(shipment));
      Push.Report report = shipment.end();
      new BackfillPrinter(this)
          .print(
              results,
              findings,
              report.complete() ? RunPrinter.Pushed.YES : RunPrinter.Pushed.LATER);
      report.tell(log);
      return exit(results).and(report.failure());
    }
  }

  /// Fills in and sends what Datadog takes of any age, and prints nothing.
  ///
  /// @param watching is told of steps once they are on their way
  /// @throws ai.metta.cli.invocation.ExitException where another backfill of one of the collectors
  ///   is pushing
  public Push.Report send(Backfill.Listener watching) {
    Push push = Push.to(bench, bench.destination(), Historical.ALLOWED);
    try (Leases _ = Leases.of(collectors, Leases.Purpose.backfill, bench.dataDirectory(), log)) {
      Map<String, SafeSteps> safe = safe(push, Start.BEHIND_WHAT_IS_SAFE);
      Shipment shipment = new Shipment(push, plan.deadline(), safe, log);
      Consumer<Backfill.Step> each =
          step -> {
            shipment.add(step);
            watching.came(step);
          };
      List<Backfill.Result> results =
          new Backfill(bench.conditions())
              .run(tasks(safe), plan, new Watching(watching::fetched, each));
      results.forEach(result ->
          result.reason().ifPresent(why -> log.warn(result.collector() + ": " + why.message())));
      return shipment.end();
    }
  }

  private List<Backfill.Result> run(
      List<Backfill.Task> tasks, Findings findings, Optional<Shipment> shipment) {
    List<String> names = tasks.stream().map(Backfill.Task::name).toList();
    names.forEach(name -> log.say("Filling in " + name));
    StepProgress progress = new StepProgress(names, bench.surroundings().clock());
    Consumer<Backfill.Step> each =
        step -> {
          findings.add(step);
          shipment.ifPresent(ship -> ship.add(step));
          progress.done();
        };
    List<Backfill.Result> results =
        ProgressLine.during(
            bench.surroundings(),
            progress::line,
            () ->
                new Backfill(bench.conditions(), required())
                    .run(tasks, plan, new Watching(progress::begin, each)));
    results.forEach(result -> findings.of(result.collector()).tell(result, log));
    return results;
  }

  /// Of all there are, some may not be used here; who is named is meant.
  private Set<String> required() {
    return asked == Asked.ALL
        ? Set.of()
        : collectors.stream().map(one -> one.profile().name()).collect(Collectors.toSet());
  }

  private Exit exit(List<Backfill.Result> results) {
    return results.isEmpty()
        ? Exit.OK
        : Exit.of(
            results.stream()
                .map(one -> new Exit.Ended(one.status(), one.reason(), sumsUp(one.collector())))
                .toList(),
            asked);
  }

  private boolean sumsUp(String collector) {
    return collectors.stream()
        .map(Collector::profile)
        .anyMatch(profile -> profile.sumsUp() && profile.name().equals(collector));
  }

  /// What is left to do of each, and what is said where that is not all. What another follows from
  /// is filled in with it, though it is safe: nobody else has what it came to.
  private List<Backfill.Task> tasks(Map<String, SafeSteps> safe) {
    Map<Collector<?>, Steps> left = new LinkedHashMap<>();
    for (Collector<?> collector : collectors) {
      Optional.ofNullable(safe.get(collector.profile().name()))
          .orElseThrow()
          .left(steps)
          .ifPresent(some -> left.put(collector, some));
    }
    List<Backfill.Task> tasks = new ArrayList<>();
    for (Collector<?> collector : collectors) {
      String name = collector.profile().name();
      Optional<Steps> own = Optional.ofNullable(left.get(collector));
      Optional<Collector<?>> follower =
          left.keySet().stream().filter(one -> one.profile().comesAfter(name)).findFirst();
      if (own.isPresent()) {
        tasks.add(new Backfill.Task(collector, own.get()));
        if (!own.get().equals(steps)) {
          log.say(
              name
                  + ": goes on behind an earlier backfill, with "
                  + own.get().count()
                  + " of "
                  + steps.count()
                  + " steps from "
                  + own.get().first()
                  + "; --restart begins anew");
        }
      } else if (follower.isPresent()) {
        tasks.add(new Backfill.Task(collector, Objects.requireNonNull(left.get(follower.get()))));
        log.say(
            name
                + ": all "
                + steps.count()
                + " steps are safe already, and are repeated for "
                + follower.get().profile().name()
                + ", which follows from them");
      } else {
        log.say(name + ": all " + steps.count() + " steps are safe already; --restart begins anew");
      }
    }
    return tasks;
  }

  private Map<String, SafeSteps> safe(Push push, Start start) {
    Map<String, SafeSteps> safe = new LinkedHashMap<>();
    for (Collector<?> collector : collectors) {
      SafeSteps steps = new Resumption(this, push.destination()).of(collector);
      if (start == Start.ANEW) {
        try {
          steps.forget();
        } catch (IOException unwritable) {
          throw new FailureException(
              new Failure.Configuration(steps.file() + " cannot be deleted"), unwritable);
        }
      }
      safe.put(collector.profile().name(), steps);
    }
    endOthers(push, safe);
    return safe;
  }

  /// What was remembered of values that this backfill replaces, or that follow from them.
  private void endOthers(Push push, Map<String, SafeSteps> safe) {
    List<Collector<?>> pushed =
        collectors.stream()
            .filter(collector ->
                Objects.requireNonNull(safe.get(collector.profile().name()))
                    .left(steps)
                    .isPresent())
            .toList();
    try {
      new Resumption(this, push.destination()).endOthers(pushed);
    } catch (IOException unwritable) {
      throw new FailureException(
          new Failure.Configuration(
              "what earlier backfills remember cannot be ended: " + unwritable.getMessage()),
          unwritable);
    }
  }
}
