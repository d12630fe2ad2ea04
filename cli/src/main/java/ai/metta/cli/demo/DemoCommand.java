// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.access.SystemReason;
import ai.metta.access.http.Http;
import ai.metta.access.secret.Secret;
import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.collect.CollectCommand;
import ai.metta.cli.collect.Round;
import ai.metta.cli.collect.RunPrinter;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.query.AnswerTable;
import ai.metta.cli.simulation.Simulation;
import ai.metta.collect.Collector;
import ai.metta.collect.Plan;
import ai.metta.datadog.Historical;
import ai.metta.datadog.RemoteQueries;
import ai.metta.metric.Window;
import ai.metta.server.LocalDatadog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta demo`: the whole way from services to dashboards, without an account.
@Command(
    name = "demo",
    description = {
      "Show a living organisation's dashboards, without an account.",
      "",
      "Starts the services of a simulated one and a Datadog on this machine, fills in",
      "30 days of history with an incident to find, and goes on collecting. Prints an",
      "address to open and the health grid, and ends with Ctrl-C.",
      "",
      "Nothing is left behind; with --data-dir, its data are, and the next start of the",
      "same demo goes on with them.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta demo",
      "  metta demo --seed 11 --port 0 --data-dir demo",
      "  metta demo --once skypilot github",
      "  metta demo -o json eval"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String KEY = "local";
  private static final String QUERY = "sum:skypilot.jobs{!timeframe:7d,status:*} by {status}";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ParentCommand private @Nullable Invocation parent;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      completionCandidates = Candidates.Collectors.class,
      description = "Collectors by name (default: all)")
  private List<String> names = List.of();

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Which fleet, and which organisation (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--jobs",
      defaultValue = "600",
      description = "Jobs in the fleet's history, 60 to 200000 (default: ${DEFAULT-VALUE})")
  private int jobs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "Once, as ${COMPLETION-CANDIDATES} (default with --once: table)")
  private CollectCommand.@Nullable Form form;

  @Option(
      names = "--verbose",
      description =
          "Say where each service listens and what each run comes to; once, show every series")
  private boolean verbose;

  @Option(names = "--once", description = "Collect once, show what came of it, and end")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of the server; 0 for a free one (default: 7700, or a free one)")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = {
        "Address that the server listens on (default: ${DEFAULT-VALUE});",
        "one that others reach needs a token, which is in the address that is printed"
      })
  private String host = "127.0.0.1";

  @Override
  public Integer call() {
    Invocation top = Objects.requireNonNull(parent);
    Simulation.requireJobs(jobs);
    Simulation.chosen(names);
    Optional<Path> place = Optional.ofNullable(top.options().flags().get("data_dir")).map(Path::of);
    if (once || form != null) {
      return once(top, place).code();
    }
    DemoServer server = DemoServer.at(host, Optional.ofNullable(port));
    LivingDemo.Wish wish = new LivingDemo.Wish(seed, jobs, names, server, place, detail());
    return LivingDemo.live(top, wish).code();
  }

  private CollectCommand.Form form() {
    return Objects.requireNonNullElse(form, CollectCommand.Form.table);
  }

  private RunPrinter.Detail detail() {
    return verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED;
  }

  private Exit once(Invocation top, Optional<Path> place) {
    Surroundings around = top.surroundings();
    Log log = top.log();
    // A later demo may find other services on the same ports: what is kept of these is of no use.
    try (Scratch scratch = Scratch.in(place);
        Simulation simulation =
            Simulation.start(seed, jobs, around.clock(), scratch.folder(), names);
        LocalDatadog datadog = datadog(scratch, around)) {
      simulation.announcements().forEach(log::say);
      log.say("A local Datadog listens on " + datadog.url());
      Map<String, String> flags = new HashMap<>(simulation.settings());
      flags.put("datadog.url", datadog.url().toString());
      flags.put("environment", "demo");
      flags.put("data_dir", scratch.folder().toString());
      Map<String, String> secrets = new HashMap<>(simulation.environment());
      secrets.put("DD_API_KEY", KEY);
      // No file, token, key or endpoint of the user's is used: the demo knows its own servers only.
      Surroundings alone = around.aloneIn(scratch.folder(), secrets);
      Workbench bench = Workbench.open(alone, new GlobalOptions(Optional.empty(), flags));
      return collect(bench, simulation.collectors(), log);
    }
  }

  private static LocalDatadog datadog(Scratch scratch, Surroundings around) {
    try {
      return LocalDatadog.start(
          LocalDatadog.Options.in(scratch.folder().resolve("server")), around.clock());
    } catch (IOException refused) {
      throw new ExitException(
          Exit.FAILED, "the local Datadog cannot listen: " + SystemReason.of(refused));
    }
  }

  private Exit collect(Workbench bench, List<String> simulated, Log log) {
    Instant now = bench.surroundings().clock().instant();
    Plan plan = Plan.standard("demo", now.truncatedTo(ChronoUnit.MINUTES), bench.baseTags());
    List<Collector<?>> collectors = simulated.stream().<Collector<?>>map(bench::collector).toList();
    Round round =
        new Round(
            bench,
            collectors,
            log,
            new Round.Manner(
                Exit.Asked.BY_NAME, Exit.Strictness.USUAL, Historical.EXPIRED, form(), detail()));
    Exit exit = round.push(plan);
    if (form() == CollectCommand.Form.table && simulated.contains("skypilot")) {
      ask(bench, now);
    }
    return exit;
  }

  /// What was pushed, asked back.
  private static void ask(Workbench bench, Instant now) {
    Surroundings around = bench.surroundings();
    around.out().println();
    around.out().println("Asked back from the local Datadog: " + QUERY);
    try (Http http = bench.http()) {
      AnswerTable.print(
          new RemoteQueries(http.until(now.plus(LIMIT)), bench.destination(), Secret.of(KEY))
              .query(QUERY, Window.ending(now.plusSeconds(1), Duration.ofHours(1))),
          around);
    }
  }
}
