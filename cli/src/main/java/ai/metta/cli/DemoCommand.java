// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.SystemReason;
import ai.metta.access.http.Http;
import ai.metta.access.secret.Secret;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta demo`: the whole way from services to numbers, without an account.
@Command(
    name = "demo",
    description =
        "Start the services of a simulated organisation and a local Datadog, collect from the first, push into the second, and print the result")
final class DemoCommand implements Callable<Integer> {
  private static final String KEY = "local";
  private static final String QUERY = "sum:skypilot.jobs{!timeframe:7d,status:*} by {status}";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ParentCommand private @Nullable MettaCommand parent;

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
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private CollectCommand.Form form = CollectCommand.Form.table;

  @Option(names = "--verbose", description = "Show every series")
  private boolean verbose;

  @Override
  public Integer call() {
    if (parent == null) {
      throw new IllegalStateException("not yet parsed");
    }
    if (jobs < 60 || jobs > 200_000) {
      throw new ExitException(Exit.USAGE, "--jobs: " + jobs + " is not between 60 and 200000");
    }
    Surroundings around = parent.surroundings();
    Optional<Path> place =
        Optional.ofNullable(parent.options().flags().get("data_dir")).map(Path::of);
    Log log = parent.log();
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
      return collect(bench, simulation.collectors(), log).code();
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
                Exit.Asked.BY_NAME,
                Exit.Strictness.USUAL,
                Historical.EXPIRED,
                form,
                verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED));
    Exit exit = round.push(plan);
    if (form == CollectCommand.Form.table && simulated.contains("skypilot")) {
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
