// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Queue rows → points → intake, by the operating system's own accounting of the finished process
/// (GNU time).
///
/// Arguments: the repository's root, then how many jobs, each measured once warm and five times
/// counted.
public final class SkypilotScale {
  private static final int RUNS = 5;

  private SkypilotScale() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    System.out.println("| jobs | rows sent | points | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|");
    for (String jobs : Arrays.asList(arguments).subList(1, arguments.length)) {
      measure(root, Integer.parseInt(jobs));
    }
  }

  private static void measure(Path root, int jobs) throws IOException, InterruptedException {
    Instant now = Instant.now();
    Path data = Files.createTempDirectory("metta-bench");
    try (SkypilotServer server =
            SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, jobs), InstantSource.fixed(now)));
        FakeIntake intake = FakeIntake.start()) {
      List<Cost> costs = new ArrayList<>();
      for (int run = 0; run <= RUNS; run++) {
        Cost cost = run(root, data, server, intake);
        if (run > 0) {
          costs.add(cost);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %d | %.2f | %.2f | %d |%n",
          jobs,
          server.truth(now).tasks(),
          intake.points().size(),
          median(costs, Cost::wallSeconds),
          median(costs, Cost::cpuSeconds),
          (long) median(costs, Cost::peakMebibytes));
    } finally {
      delete(data);
    }
  }

  /// What one process cost.
  private record Cost(double wallSeconds, double cpuSeconds, double peakMebibytes) {}

  private static Cost run(Path root, Path data, SkypilotServer server, FakeIntake intake)
      throws IOException, InterruptedException {
    Path figures = data.resolve("figures");
    ProcessBuilder command =
        new ProcessBuilder(
            "/usr/bin/time",
            "-f",
            "%e %U %S %M",
            "-o",
            figures.toString(),
            root.resolve("metta").toString(),
            "datadog",
            "collect",
            "skypilot",
            "--push",
            "-o",
            "jsonl");
    command.environment().put("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString());
    command.environment().put("DD_URL", intake.url().toString());
    command.environment().put("DD_API_KEY", FakeIntake.KEY);
    command.environment().put("METTA_DATA_DIR", data.toString());
    command.environment().put("METTA_JAVA_OPTS", "-Xmx128m");
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(data.resolve("said").toFile());
    int code = command.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "ended with " + code + ": " + Files.readString(data.resolve("said")));
    }
    String[] parts = Files.readAllLines(figures).getLast().split(" ", -1);
    return new Cost(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]) / 1024);
  }

  private static double median(List<Cost> costs, java.util.function.ToDoubleFunction<Cost> figure) {
    double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
