// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.catalogue.MetricGlob;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.collect.SeriesCount;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.ProgressLine;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.collect.Collector;
import ai.metta.collect.CostSettings;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.metric.cost.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog metrics cost`: how many series there are, and what they would cost.
@Command(
    name = "cost",
    description = {
      "How many series each metric has, and what Datadog would take for them in a month.",
      "",
      "Counts the series of a dry run of the collectors; nothing is sent. With --stored",
      "those that Datadog, or the local server, has. The amounts go by the settings",
      "cost.*: contracts differ.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta datadog metrics cost skypilot",
      "  metta datadog metrics cost --metric 'skypilot.job.*' --without job_id",
      "  metta datadog metrics cost --stored -o json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok",
      "1:failed",
      "2:the command line is wrong",
      "3:partial: some series could not be counted",
      "4:credentials are missing or refused",
      "78:the configuration is wrong or lacks a setting"
    })
final class MetricCostCommand implements Callable<Integer> {
  @ParentCommand private @Nullable MetricsCommand parent;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      completionCandidates = Candidates.Collectors.class,
      description = "Collectors by name (default: all)")
  private List<String> names = List.of();

  @Option(names = "--stored", description = "Count what is stored, and run nothing")
  private boolean stored;

  @Option(
      names = "--metric",
      paramLabel = "GLOB",
      completionCandidates = Candidates.Metrics.class,
      description = "Only metrics whose name matches; * stands for any text")
  private @Nullable String glob;

  @Option(
      names = "--without",
      paramLabel = "KEY",
      split = ",",
      description = "Also say what it would be if these metrics had no such tag")
  private List<String> without = List.of();

  @Option(names = "--verbose", description = "Show every metric, and not the dearest alone")
  private boolean verbose;

  @Mixin private ListOptions options = new ListOptions();

  /// What was counted, and how the command ends.
  private record Counted(CostReport report, Exit exit) {}

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).bench();
    List<Collector<?>> collectors =
        names.isEmpty()
            ? bench.registry().all()
            : names.stream().distinct().<Collector<?>>map(bench::collector).toList();
    Instant now = bench.surroundings().clock().instant();
    Counted counted = stored ? stored(bench, collectors, now) : fromRun(bench, collectors, now);
    CostReport report = counted.report();
    if (glob != null) {
      report = report.only(new MetricGlob(glob).matching());
      if (report.lines().isEmpty()) {
        throw new ExitException(
            Exit.USAGE, "--metric: there is no series of a metric that matches \"" + glob + "\"");
      }
    }
    for (String key : without) {
      if (!report.carries(key)) {
        throw new ExitException(
            Exit.USAGE, "--without: no series that was counted has a tag \"" + key + "\"");
      }
    }
    if (options.form == ListForm.json) {
      JsonList.print(new CostJson(report, without).document(), bench.surroundings().out());
    } else {
      new CostTable(report, without).print(bench.surroundings(), verbose);
    }
    return counted.exit().code();
  }

  private Counted fromRun(Workbench bench, List<Collector<?>> collectors, Instant now) {
    Log log = Objects.requireNonNull(parent).log();
    Run run =
        ProgressLine.during(
            bench.surroundings(),
            collectors.stream().map(collector -> collector.profile().name()).toList(),
            () ->
                new Runner(bench.conditions())
                    .run(collectors, bench.plan(now.truncatedTo(ChronoUnit.MINUTES))));
    run.results().forEach(log::result);
    Set<String> summaries =
        collectors.stream()
            .map(Collector::profile)
            .filter(profile -> profile.sumsUp())
            .map(profile -> profile.name())
            .collect(Collectors.toSet());
    Exit exit =
        Exit.of(
            run,
            summaries,
            names.isEmpty() ? Exit.Asked.ALL : Exit.Asked.BY_NAME,
            Exit.Strictness.USUAL);
    List<Usage> usages = SeriesCount.of(run, SeriesCount.schedules(bench.registry()));
    return new Counted(
        report(bench, run.asOf(), CostReport.Source.RUN, usages, CostReport.unmeasured(run)), exit);
  }

  private Counted stored(Workbench bench, List<Collector<?>> collectors, Instant now) {
    Set<String> asked =
        collectors.stream().map(one -> one.profile().name()).collect(Collectors.toSet());
    List<MetricRow> rows =
        MetricRow.all(bench).stream()
            .filter(row -> names.isEmpty() || asked.contains(row.collector()))
            .toList();
    Map<String, String> unmeasured = new LinkedHashMap<>();
    Map<String, Duration> schedules = SeriesCount.schedules(bench.registry());
    List<Usage> usages = new StoredSeries(bench, schedules, unmeasured).of(rows, now);
    if (usages.isEmpty() && !unmeasured.isEmpty()) {
      throw new ExitException(
          Exit.FAILED, "nothing could be counted: " + unmeasured.values().iterator().next());
    }
    return new Counted(
        report(bench, now, CostReport.Source.STORED, usages, unmeasured),
        unmeasured.isEmpty() ? Exit.OK : Exit.PARTIAL);
  }

  private static CostReport report(
      Workbench bench,
      Instant asOf,
      CostReport.Source source,
      List<Usage> usages,
      Map<String, String> unmeasured) {
    return CostReport.of(
        asOf,
        source,
        usages,
        CostReport.declared(bench),
        CostSettings.prices(bench.settings()),
        unmeasured);
  }
}
