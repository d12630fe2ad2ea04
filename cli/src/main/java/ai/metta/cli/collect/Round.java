// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Exit.Asked;
import ai.metta.cli.invocation.Exit.Strictness;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.ProgressLine;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Collector;
import ai.metta.collect.CostSettings;
import ai.metta.collect.LastRuns;
import ai.metta.collect.Plan;
import ai.metta.collect.Profile;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.datadog.Destination;
import ai.metta.datadog.Historical;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One run from collecting to its exit code, as often as it is repeated.
public record Round(Workbench bench, List<Collector<?>> collectors, Log log, Manner manner) {

  /// How runs are judged, delivered and printed.
  public record Manner(
      Asked asked,
      Strictness strictness,
      Historical historical,
      CollectCommand.Form form,
      RunPrinter.Detail detail) {}

  /// Collects and prints what a push would send; sends nothing.
  Exit show(Plan plan) {
    Run run = run(plan.after(told()));
    print(run, RunPrinter.Pushed.NO);
    return exit(run);
  }

  /// Collects, sends and prints.
  ///
  /// @throws ai.metta.cli.invocation.ExitException where another run of one of the collectors is
  ///   pushing
  public Exit push(Plan plan) {
    return deliver(plan, this::run, this::told);
  }

  /// The same of a run of all metrics, which can be compared with the one before: says what series
  /// that are new would cost.
  ///
  /// @throws ai.metta.cli.invocation.ExitException where another run of one of the collectors is
  ///   pushing
  Exit pushWhole(Plan plan) {
    return deliver(
        plan,
        this::run,
        (run, report) -> {
          Exit exit = told(run, report);
          if (report.complete()) {
            tellGrowth(run);
          }
          return exit;
        });
  }

  private void tellGrowth(Run run) {
    Path folder =
        bench.dataDirectory().resolve("series-counts").resolve(bench.destination().folderName());
    try {
      new SeriesMemory(folder)
          .grown(
              run, SeriesCount.schedules(bench.registry()), CostSettings.prices(bench.settings()))
          .forEach(log::say);
    } catch (IOException unwritable) {
      log.trouble(
          "How many series there were cannot be remembered in "
              + folder
              + "; the next run will not say whether they grew");
    }
  }

  /// Collects and sends.
  ///
  /// @param runs how it is collected
  /// @param telling what is made of both, before another run may begin
  /// @throws ai.metta.cli.invocation.ExitException where another run of one of the collectors is
  ///   pushing
  public <T> T deliver(
      Plan plan, Function<Plan, Run> runs, BiFunction<Run, Push.Report, T> telling) {
    Push push = Push.to(bench, bench.destination(), manner.historical());
    LastRuns lastRuns = lastRuns(push.destination());
    try (Leases _ = Leases.of(collectors, Leases.Purpose.run, bench.dataDirectory(), log)) {
      Run run = runs.apply(plan.with(push.backlog()).after(lastRuns.known()));
      Push.Report report = push.send(run, plan.deadline());
      if (report.safe()) {
        remember(lastRuns, run);
      }
      return telling.apply(run, report);
    }
  }

  private Exit exit(Run run) {
    Set<String> summaries =
        collectors.stream()
            .map(Collector::profile)
            .filter(Profile::sumsUp)
            .map(Profile::name)
            .collect(Collectors.toSet());
    return Exit.of(run, summaries, manner.asked(), manner.strictness());
  }

  private Exit told(Run run, Push.Report report) {
    print(run, report.complete() ? RunPrinter.Pushed.YES : RunPrinter.Pushed.LATER);
    report.tell(log);
    return exit(run).and(report.failure());
  }

  /// What was told before; nothing where there is no key to say whom.
  private Map<String, Instant> told() {
    return bench
        .secrets()
        .find(Workbench.API_KEY)
        .map(_ -> lastRuns(bench.destination()).known())
        .orElse(Map.of());
  }

  private LastRuns lastRuns(Destination destination) {
    return new LastRuns(
        bench.dataDirectory().resolve("last-runs").resolve(destination.folderName()));
  }

  private void remember(LastRuns lastRuns, Run run) {
    try {
      lastRuns.remember(run);
    } catch (IOException unwritable) {
      log.trouble(
          "When this run was cannot be remembered in "
              + lastRuns.folder()
              + "; a late one will tell of one turn of the schedule only");
    }
  }

  private void print(Run run, RunPrinter.Pushed pushed) {
    new RunPrinter(bench, manner.detail()).print(run, manner.form(), pushed);
  }

  private Run run(Plan plan) {
    List<String> names = collectors.stream().map(collector -> collector.profile().name()).toList();
    names.forEach(name -> log.say("Running " + name + " collector"));
    Run run =
        ProgressLine.during(
            bench.surroundings(),
            names,
            () -> new Runner(bench.conditions()).run(collectors, plan));
    run.results().forEach(log::result);
    return run;
  }
}
