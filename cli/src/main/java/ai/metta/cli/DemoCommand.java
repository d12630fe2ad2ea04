// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
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

/// `metta demo`: the whole way from a service to numbers, without an account.
@Command(
    name = "demo",
    description = "Start a simulated SkyPilot server, collect from it, and print the result")
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private @Nullable MettaCommand parent;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Which fleet (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--jobs",
      defaultValue = "600",
      description = "Jobs in its history, 60 to 200000 (default: ${DEFAULT-VALUE})")
  private int jobs;

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
    Path folder =
        Optional.ofNullable(parent.options().flags().get("data_dir"))
            .map(Path::of)
            .orElse(parent.surroundings().home().resolve(".local/share/metta/demo"));
    // No file, token, key or endpoint of the user's is used: the demo knows its own server only.
    Surroundings alone = parent.surroundings().aloneIn(folder);
    try (SkypilotServer server =
        SkypilotServer.start(SkypilotOptions.of(Fleet.of(seed, jobs), alone.clock()))) {
      Workbench bench =
          Workbench.demo(
              alone,
              Map.of(
                  "skypilot.endpoint",
                  server.endpoint().toString(),
                  "environment",
                  "demo",
                  "data_dir",
                  folder.toString()));
      Log log = new Log(alone, LogForm.text);
      log.say("A simulated SkyPilot server with " + jobs + " jobs listens on " + server.endpoint());
      Plan plan =
          Plan.standard(
              "demo", alone.clock().instant().truncatedTo(ChronoUnit.MINUTES), bench.baseTags());
      Run run =
          ProgressLine.during(
              alone,
              List.of("skypilot"),
              () -> new Runner(bench.conditions()).run(List.of(bench.collector("skypilot")), plan));
      run.results().forEach(log::result);
      new RunPrinter(bench, verbose ? RunPrinter.Detail.EVERY_SERIES : RunPrinter.Detail.FOLDED)
          .print(run, CollectCommand.Form.table, RunPrinter.Pushed.NO);
      return Exit.of(run, Exit.Asked.BY_NAME, Exit.Strictness.USUAL).code();
    }
  }
}
