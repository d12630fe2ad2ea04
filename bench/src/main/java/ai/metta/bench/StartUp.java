// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A dry run of a small queue, which is start-up for the most part, next to what Java costs that
/// does nothing. The commands take turns, so that whatever else the machine does hits all of them.
///
/// Arguments: the repository's root, then the address of a SkyPilot server; without one there is a
/// simulated server of 60 jobs.
public final class StartUp {
  private static final int RUNS = 21;

  private StartUp() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    if (arguments.length > 1) {
      measure(root, URI.create(arguments[1]));
      return;
    }
    InstantSource clock = InstantSource.fixed(InstantSource.system().instant());
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), clock))) {
      measure(root, server.endpoint());
    }
  }

  private static void measure(Path root, URI server) throws IOException, InterruptedException {
    String metta = root.resolve("metta").toString();
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("java -version", List.of(System.getProperty("metta.java"), "-version"));
    commands.put("./metta --version", List.of(metta, "--version"));
    commands.put(
        "./metta datadog collect skypilot -o json",
        List.of(metta, "datadog", "collect", "skypilot", "-o", "json"));
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    System.out.println(Machine.described());
    try (Scratch scratch = Scratch.create()) {
      Meter meter =
          new Meter(
              Map.of(
                  "SKYPILOT_API_SERVER_ENDPOINT",
                  server.toString(),
                  "METTA_DATA_DIR",
                  scratch.folder().toString()),
              scratch.folder());
      for (int run = 0; run <= RUNS; run++) {
        System.err.println("start-up: run " + run + " of " + RUNS);
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
          Cost cost = meter.run(command.getValue());
          if (run > 0) {
            costs.computeIfAbsent(command.getKey(), _ -> new ArrayList<>()).add(cost);
          }
        }
      }
    }
    System.out.println();
    System.out.println("| command | wall ms | CPU ms | peak MiB |");
    System.out.println("|---|---|---|---|");
    costs.forEach((command, all) -> {
      Cost median = Cost.median(all);
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %.0f | %.0f | %.0f |%n",
          command,
          median.wallSeconds() * 1000,
          median.cpuSeconds() * 1000,
          median.peakMebibytes());
    });
    System.out.println();
    System.out.println(Machine.described());
  }
}
