// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.access.SystemReason;
import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.simulation.RunningClock;
import ai.metta.cli.simulation.Service;
import ai.metta.cli.simulation.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta sandbox`: the services of a simulated organisation, and nothing else.
@Command(
    name = "sandbox",
    description = {
      "Run the services of a simulated organisation, and nothing else.",
      "",
      "GitHub, SkyPilot, Weights & Biases, AWS, Kubernetes, Asana, and a runner's",
      "documents, each in its own wire format, until Ctrl-C. Prints where each listens,",
      "and what leads collectors there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  metta sandbox",
      "  metta sandbox github wandb --seed 11 --speed 60",
      "  metta sandbox -o env > sandbox.env"
    })
public final class SandboxCommand implements Callable<Integer> {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final double FASTEST = 100_000;

  @ParentCommand private @Nullable Invocation parent;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      completionCandidates = Candidates.Collectors.class,
      description = "Only services of these collectors (default: all)")
  private List<String> names = List.of();

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Which organisation (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--jobs",
      defaultValue = "600",
      description = "Jobs in its fleet's history, 60 to 200000 (default: ${DEFAULT-VALUE})")
  private int jobs;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When its clock begins: 2026-01-02T03:04:05Z (default: now)")
  private @Nullable Instant at;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many times faster its clock runs (default: ${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.table;

  /// How services are told. Lower case, since that is what people type.
  enum Form {
    table,
    json,
    env
  }

  @Override
  public Integer call() {
    Invocation top = Objects.requireNonNull(parent);
    Simulation.requireJobs(jobs);
    if (!(speed > 0 && speed <= FASTEST)) {
      throw new ExitException(
          Exit.USAGE, "--speed: " + speed + " is not above 0 and up to " + (long) FASTEST);
    }
    List<String> chosen = Simulation.chosen(names);
    Optional<Path> place = Optional.ofNullable(top.options().flags().get("data_dir")).map(Path::of);
    Surroundings around = top.surroundings();
    Instant now = around.clock().instant();
    RunningClock clock =
        RunningClock.from(around.clock(), Objects.requireNonNullElse(at, now), speed);
    return Lifetime.of(
            lifetime -> {
              Scratch scratch = lifetime.opened(Scratch.in(place));
              Simulation simulation =
                  lifetime.opened(Simulation.start(seed, jobs, clock, scratch.folder(), chosen));
              tell(simulation, configuration(simulation, scratch.folder()), around);
              top.log().say("Ctrl-C ends it");
              around.pause().pause(FOR_EVER);
            })
        .code();
  }

  /// A file that says all that is no secret.
  private static Path configuration(Simulation simulation, Path folder) {
    Map<String, Map<String, String>> sections = new TreeMap<>();
    simulation
        .settings()
        .forEach((key, value) -> {
          String section = key.substring(0, key.indexOf('.'));
          sections
              .computeIfAbsent(section, _ -> new LinkedHashMap<>())
              .put(key.substring(section.length() + 1), value);
        });
    StringBuilder text = new StringBuilder("environment: demo\n");
    sections.forEach((section, settings) -> {
      text.append(section).append(":\n");
      settings.forEach((key, value) ->
          text.append("  ").append(key).append(": \"").append(value).append("\"\n"));
    });
    Path file = folder.resolve("metta.yaml");
    try {
      return Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new ExitException(
          Exit.FAILED, file + " cannot be written: " + SystemReason.of(unwritable));
    }
  }

  private void tell(Simulation simulation, Path file, Surroundings around) {
    PrintWriter out = around.out();
    switch (form) {
      case table -> simulation.services().forEach(service -> tell(service, around));
      case json -> JsonList.print(simulation.services().stream().map(this::json).toList(), out);
      case env -> {
        out.println("export METTA_CONFIG='" + file + "'");
        simulation
            .environment()
            .forEach((variable, value) -> out.println("export " + variable + "='" + value + "'"));
      }
    }
    out.flush();
  }

  private static void tell(Service service, Surroundings around) {
    Paint paint = around.screen().paint(Screen.Stream.OUT);
    PrintWriter out = around.out();
    out.println(paint.good(service.what()));
    Map<String, String> all = new LinkedHashMap<>(service.settings());
    all.putAll(service.environment());
    int wide = all.keySet().stream().mapToInt(String::length).max().orElse(0);
    all.forEach(
        (key, value) -> out.println("  " + key + " ".repeat(wide + 2 - key.length()) + value));
  }

  private Map<String, Object> json(Service service) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("service", service.what());
    one.put("collectors", service.collectors());
    one.put("endpoint", service.endpoint());
    one.put("settings", service.settings());
    one.put("environment", service.environment());
    return one;
  }
}
