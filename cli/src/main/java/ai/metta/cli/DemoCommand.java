// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Collector;
import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.organisation.Organisation;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta demo`: the whole way from services to numbers, without an account.
@Command(
    name = "demo",
    description =
        "Start a simulated SkyPilot server and a simulated GitHub, collect from both, and print the result")
final class DemoCommand implements Callable<Integer> {
  private static final List<String> COLLECTORS = List.of("skypilot", "github");

  @ParentCommand private @Nullable MettaCommand parent;

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
    Organisation organisation = Organisation.of(seed, around.clock().instant());
    GithubOptions github = GithubOptions.of(organisation, around.clock());
    Optional<Path> place =
        Optional.ofNullable(parent.options().flags().get("data_dir")).map(Path::of);
    Log log = new Log(around, LogForm.text);
    // A later demo may find other services on the same ports: what is kept of these is of no use.
    try (Scratch scratch = Scratch.in(place);
        SkypilotServer fleetServer =
            SkypilotServer.start(SkypilotOptions.of(Fleet.of(seed, jobs), around.clock()));
        GithubServer githubServer = GithubServer.start(github)) {
      log.say(
          "A simulated SkyPilot server with "
              + jobs
              + " jobs listens on "
              + fleetServer.endpoint());
      log.say(
          "A simulated GitHub with "
              + organisation.repositories().size()
              + " repositories listens on "
              + githubServer.endpoint());
      Map<String, String> flags =
          Map.of(
              "skypilot.endpoint", fleetServer.endpoint().toString(),
              "github.api_url", githubServer.endpoint().toString(),
              "github.organisation", organisation.login(),
              "github.deployments", "environment:production",
              "environment", "demo",
              "data_dir", scratch.folder().toString());
      // No file, token, key or endpoint of the user's is used: the demo knows its own servers only.
      Surroundings alone = around.aloneIn(scratch.folder(), Map.of("GITHUB_TOKEN", github.token()));
      return collect(Workbench.demo(alone, flags), log).code();
    }
  }

  private Exit collect(Workbench bench, Log log) {
    Plan plan =
        Plan.standard(
            "demo",
            bench.surroundings().clock().instant().truncatedTo(ChronoUnit.MINUTES),
            bench.baseTags());
    List<Collector<?>> collectors =
        COLLECTORS.stream().<Collector<?>>map(bench::collector).toList();
    Run run =
        ProgressLine.during(
            bench.surroundings(),
            COLLECTORS,
            () -> new Runner(bench.conditions()).run(collectors, plan));
    run.results().forEach(log::result);
    new RunPrinter(bench, verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED)
        .print(run, form, RunPrinter.Pushed.NO);
    return Exit.of(run, Exit.Asked.BY_NAME, Exit.Strictness.USUAL);
  }
}
