// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.access.configuration.Durations;
import ai.metta.access.secret.SecretKey;
import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.cli.screen.Table;
import ai.metta.collect.Collector;
import ai.metta.collect.Contract;
import ai.metta.collect.Plan;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.collect.scaffold.Checkout;
import ai.metta.collect.scaffold.Scaffold;
import ai.metta.metric.FailureException;
import ai.metta.metric.Schedule;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog collector`: what collectors there are.
@Command(name = "collector", description = "List, describe, test and begin collectors")
public final class CollectorCommand implements Runnable {
  @ParentCommand private @Nullable Invocation parent;

  private Workbench bench() {
    return Objects.requireNonNull(parent).workbench();
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? list, describe, test or new");
  }

  @Command(name = "list", description = "The collectors that there are")
  void list(
      @Option(
              names = "--status",
              description = "How each stands: its last run, and when the next is due")
          boolean status,
      @Mixin ListOptions options) {
    Workbench bench = bench();
    if (status) {
      int _ = StatusCommand.show(bench, options.form);
      return;
    }
    PrintWriter out = bench.surroundings().out();
    if (options.form == ListForm.json) {
      JsonList.print(bench.registry().all().stream().map(CollectorCommand::summary).toList(), out);
      return;
    }
    Table table =
        new Table(
            bench.surroundings().screen(),
            "NAME",
            "PRIORITY",
            "SCHEDULE",
            "METRICS",
            "DESCRIPTION");
    for (Collector<?> collector : bench.registry().all()) {
      Profile profile = collector.profile();
      table.row(
          profile.name(),
          profile.priority().name().toLowerCase(Locale.ROOT),
          profile.schedule().cron(),
          Integer.toString(collector.catalogue().metrics().size()),
          profile.description());
    }
    table.print(out);
  }

  @Command(name = "describe", description = "What a collector needs and gives")
  void describe(
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Candidates.Collectors.class,
              description = "A collector, see 'collector list'")
          String name,
      @Mixin ListOptions options) {
    Workbench bench = bench();
    Collector<?> collector = bench.collector(name);
    PrintWriter out = bench.surroundings().out();
    if (options.form == ListForm.json) {
      JsonList.print(details(collector), out);
      return;
    }
    Table table = new Table(bench.surroundings().screen());
    details(collector)
        .forEach((key, value) ->
            table.row(key, value instanceof List<?> list ? joined(list) : value.toString()));
    table.print(out);
    out.println();
    MetricRow.table(MetricRow.of(collector), bench.surroundings().screen()).print(out);
  }

  @Command(
      name = "test",
      description = "Hold a collector to its contract, against the service that is configured")
  int test(
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Candidates.Collectors.class,
              description = "A collector, see 'collector list'")
          String name) {
    Workbench bench = bench();
    Plan plan =
        Plan.standard(
            "test",
            bench.surroundings().clock().instant().truncatedTo(ChronoUnit.MINUTES),
            bench.baseTags());
    List<Probe> probes = new Contract(bench.conditions(), plan).check(bench.collector(name));
    return ProbeTable.print(probes, bench.surroundings()).code();
  }

  @Command(
      name = "new",
      description =
          "Write a collector's first version: it compiles, is tested, and tells one metric")
  void begin(
      @Parameters(
              paramLabel = "NAME",
              description = "What it is called: lower-case letters and digits, such as pagerduty")
          String name,
      @Option(
              names = "--schedule",
              paramLabel = "PERIOD",
              defaultValue = "15m",
              description =
                  "How often it runs: 5m for states, 15m for usage, 1h for sums of a day, 6h for bills (default: ${DEFAULT-VALUE})")
          Duration every) {
    Workbench bench = bench();
    if (bench.registry().find(name).isPresent()) {
      throw new ExitException(Exit.USAGE, "there is a collector \"" + name + "\" already");
    }
    Scaffold scaffold;
    try {
      scaffold = new Scaffold(name, schedule(every));
    } catch (FailureException refused) {
      throw new ExitException(Exit.USAGE, refused.failure().message());
    }
    Surroundings surroundings = bench.surroundings();
    Checkout.around(surroundings.workingDirectory())
        .add(scaffold)
        .forEach(surroundings.out()::println);
    Log log = Objects.requireNonNull(parent).log();
    log.say("Build and test it with: ./mvnw -q -pl collectors/" + name + " -am verify");
    log.say("docs/guide/add-a-collector.md leads from here to your service.");
  }

  private static Schedule schedule(Duration every) {
    boolean inHour = every.toSeconds() % 60 == 0 && 3600 % every.toSeconds() == 0;
    boolean inDay = every.toSeconds() % 3600 == 0 && 86_400 % every.toSeconds() == 0;
    if (!inHour && !inDay) {
      throw new ExitException(
          Exit.USAGE,
          "--schedule: "
              + Durations.print(every)
              + " divides neither an hour nor a day into whole minutes; take 5m, 15m, 1h or 6h");
    }
    return inHour
        ? Schedule.everyMinutes((int) every.toMinutes())
        : Schedule.everyHours((int) every.toHours());
  }

  private static String joined(List<?> list) {
    return list.isEmpty() ? "none" : String.join(", ", list.stream().map(String::valueOf).toList());
  }

  private static Map<String, Object> summary(Collector<?> collector) {
    Profile profile = collector.profile();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", profile.name());
    row.put("schedule", profile.schedule().cron());
    row.put("description", profile.description());
    row.put("metric_count", collector.catalogue().metrics().size());
    row.put("priority", profile.priority().name().toLowerCase(Locale.ROOT));
    return row;
  }

  private static Map<String, Object> details(Collector<?> collector) {
    Profile profile = collector.profile();
    Map<String, Object> row = new LinkedHashMap<>(summary(collector));
    row.put("deadline", Durations.print(profile.deadline()));
    row.put("after", profile.after());
    row.put("settings", profile.settings().stream().map(setting -> setting.key()).toList());
    row.put("secrets", profile.secrets().stream().map(SecretKey::key).toList());
    return row;
  }
}
