// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.configuration.Durations;
import ai.metta.access.configuration.GlobalSettings;
import ai.metta.cli.Exit.Asked;
import ai.metta.cli.Exit.Strictness;
import ai.metta.collect.Collector;
import ai.metta.collect.Lease;
import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.datadog.Historical;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog collect`: one run. A dry run unless told to push.
@Command(name = "collect", description = "Run collectors once; a dry run unless --push")
final class CollectCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DatadogCommand parent;

  @Parameters(arity = "1..*", paramLabel = "NAME|all", description = "Collectors, or all")
  private List<String> names = List.of();

  @Option(names = "--push", description = "Send to Datadog what was collected")
  private boolean push;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table, json, jsonl or prom")
  private Form form = Form.table;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "Evaluate at this instant, 2026-01-02T03:04:05Z")
  private @Nullable String asOf;

  @Option(
      names = "--metric",
      paramLabel = "GLOB",
      description = "Only metrics whose name matches, * for any text")
  private @Nullable String glob;

  @Option(
      names = "--deadline",
      paramLabel = "D",
      description = "End each collector after this long, for instance 90s")
  private @Nullable String deadline;

  @Option(names = "--verbose", description = "Show every series")
  private boolean verbose;

  @Option(names = "--strict", description = "End with 3 when anything is absent or unsupported")
  private boolean strict;

  @Option(
      names = "--historical",
      description = "Datadog takes old points of these metrics: do not hold them to one hour")
  private boolean historical;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description = "How progress is written on standard error")
  private LogForm logForm = LogForm.text;

  /// How a run is printed. Lower case, since that is what people type.
  enum Form {
    table,
    json,
    jsonl,
    prom
  }

  @Override
  public Integer call() {
    if (parent == null) {
      throw new IllegalStateException("not yet parsed");
    }
    Workbench bench = parent.workbench();
    return collect(bench).code();
  }

  private Exit collect(Workbench bench) {
    Asked asked = names.equals(List.of("all")) ? Asked.ALL : Asked.BY_NAME;
    List<Collector<?>> collectors =
        asked == Asked.ALL
            ? bench.registry().all()
            : names.stream().distinct().<Collector<?>>map(bench::collector).toList();
    Log log = new Log(bench.surroundings(), logForm);
    Plan plan = plan(bench);
    if (!push) {
      Run run = run(bench, collectors, plan, log);
      new RunPrinter(bench, verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED)
          .print(run, form, RunPrinter.Pushed.NO);
      return Exit.of(run, asked, strictness());
    }
    return push(bench, collectors, plan, log, asked);
  }

  private Exit push(
      Workbench bench, List<Collector<?>> collectors, Plan plan, Log log, Asked asked) {
    Delivery delivery =
        Delivery.to(
            bench, bench.destination(), historical ? Historical.ALLOWED : Historical.EXPIRED);
    List<Lease> leases = leases(bench, collectors, log);
    try {
      Run run = run(bench, collectors, plan.with(delivery.backlog()), log);
      Delivery.Report report = delivery.push(run);
      new RunPrinter(bench, verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED)
          .print(run, form, RunPrinter.Pushed.YES);
      report.lines().forEach(log::say);
      Exit collected = Exit.of(run, asked, strictness());
      return report.failure().map(Exit::of).filter(_ -> collected == Exit.OK).orElse(collected);
    } finally {
      leases.forEach(Lease::close);
    }
  }

  private Run run(Workbench bench, List<Collector<?>> collectors, Plan plan, Log log) {
    collectors.forEach(
        collector -> log.say("Running " + collector.profile().name() + " collector"));
    Run run = new Runner(bench.conditions()).run(collectors, plan);
    run.results().forEach(log::result);
    return run;
  }

  /// @throws ExitException where another run holds one of them
  private List<Lease> leases(Workbench bench, List<Collector<?>> collectors, Log log) {
    List<Lease> leases = new ArrayList<>();
    for (Collector<?> collector : collectors) {
      String name = collector.profile().name();
      Optional<Lease> lease;
      try {
        lease = Lease.take(bench.dataDirectory(), name);
      } catch (ai.metta.metric.FailureException unwritable) {
        log.say(unwritable.failure().message() + "; going on without it");
        continue;
      }
      if (lease.isEmpty()) {
        leases.forEach(Lease::close);
        throw new ExitException(
            Exit.LEASED, "another run of " + name + " is pushing; try again when it has ended");
      }
      leases.add(lease.get());
    }
    return leases;
  }

  private Plan plan(Workbench bench) {
    Plan plan =
        Plan.standard(UUID.randomUUID().toString(), instant(bench), bench.baseTags())
            .only(matching())
            .with(
                bench.settings().get(GlobalSettings.ALIASES) ? Plan.Aliases.ON : Plan.Aliases.OFF);
    return Optional.ofNullable(deadline)
        .map(CollectCommand::duration)
        .map(plan::within)
        .orElse(plan);
  }

  private java.util.function.Predicate<String> matching() {
    if (glob == null) {
      return _ -> true;
    }
    Pattern pattern = Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    return name -> pattern.matcher(name).matches();
  }

  /// The instant asked for, to the second; else this minute.
  private Instant instant(Workbench bench) {
    if (asOf == null) {
      return bench.surroundings().clock().instant().truncatedTo(ChronoUnit.MINUTES);
    }
    try {
      return Instant.parse(asOf).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException notOne) {
      throw new ExitException(
          Exit.USAGE, "--as-of: \"" + asOf + "\" is not an instant such as 2026-01-02T03:04:05Z");
    }
  }

  private static Duration duration(String text) {
    return Durations.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(() ->
            new ExitException(
                Exit.USAGE, "--deadline: \"" + text + "\" is not a duration such as 90s or 5m"));
  }

  private Strictness strictness() {
    return strict ? Strictness.STRICT : Strictness.USUAL;
  }
}
