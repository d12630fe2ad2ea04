// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.StoredPoint;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Queue rows → points → intake, for queues of several sizes. What a run pushed is checked, so that
/// nothing is fast that is wrong: every row is in a point, and every point came once.
///
/// Arguments: the repository's root, then how many jobs; each size is run once to warm up and five
/// times to be counted, every run against an intake of its own.
public final class SkypilotScale {
  private static final int RUNS = 5;
  private static final List<String> SIZES = List.of("10000", "30000", "100000");

  private SkypilotScale() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    List<String> sizes = Arrays.asList(arguments).subList(1, arguments.length);
    String java = System.getenv().getOrDefault("METTA_JAVA_OPTS", "-Xmx128m");
    System.out.println(Machine.described() + "; " + java);
    System.out.println();
    System.out.println("| jobs | rows | points | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|");
    for (String jobs : sizes.isEmpty() ? SIZES : sizes) {
      measure(root, Integer.parseInt(jobs), java);
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void measure(Path root, int jobs, String java)
      throws IOException, InterruptedException {
    Instant now = Instant.now();
    try (SkypilotServer server =
            SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, jobs), InstantSource.fixed(now)));
        Scratch scratch = Scratch.create()) {
      int rows = server.truth(now).tasks();
      int points = 0;
      List<Cost> costs = new ArrayList<>();
      for (int run = 0; run <= RUNS; run++) {
        System.err.println("scale: " + jobs + " jobs, run " + run + " of " + RUNS);
        try (FakeIntake intake = FakeIntake.start()) {
          Meter meter =
              new Meter(
                  Map.of(
                      "SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString(),
                      "DD_URL", intake.url().toString(),
                      "DD_API_KEY", FakeIntake.KEY,
                      "METTA_DATA_DIR", scratch.folder().toString(),
                      "METTA_JAVA_OPTS", java),
                  scratch.folder());
          Cost cost =
              meter.run(
                  List.of(
                      root.resolve("metta").toString(),
                      "datadog",
                      "collect",
                      "skypilot",
                      "--push",
                      "-o",
                      "jsonl"));
          points = check(intake, Files.readAllLines(meter.output()), rows);
          if (run > 0) {
            costs.add(cost);
          }
        }
      }
      Cost median = Cost.median(costs);
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %d | %.2f | %.2f | %.0f |%n",
          jobs,
          rows,
          points,
          median.wallSeconds(),
          median.cpuSeconds(),
          median.peakMebibytes());
    }
  }

  /// How many points came.
  ///
  /// @param printed a line for each series of the run, which has one point
  private static int check(FakeIntake intake, List<String> printed, int rows) {
    List<StoredPoint> points = intake.points();
    require(points.stream().allMatch(point -> point.received() == 1), "a point came twice");
    require(intake.droppedPoints() == 0, "a point came too late");
    require(
        points.size() == printed.size(),
        points.size() + " points came of " + printed.size() + " that were printed");
    double counted =
        points.stream()
            .filter(point -> point.metric().equals("skypilot.jobs"))
            .filter(point -> point.tags().stream().anyMatch(tag -> tag.startsWith("status:")))
            .filter(point -> point.tags().stream().noneMatch(tag -> tag.startsWith("timeframe:")))
            .mapToDouble(StoredPoint::value)
            .sum();
    require(counted == rows, counted + " rows were counted of " + rows);
    return points.size();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
