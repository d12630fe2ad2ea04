// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A busy week of one repository, read by a process that knows nothing of it, and again when
/// nothing has changed. The repository is served by an outside judge, since its requests are to be
/// counted by somebody else.
///
/// Arguments: the repository's root, then the folder that the judge and its data lie in.
public final class GithubWeek {
  private static final int RUNS = 5;
  static final Judge.Scale BUSY = new Judge.Scale(500, 300, 2000, 1159);

  private GithubWeek() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Path shared = Judge.shared(arguments);
    System.out.println(Machine.described());
    System.out.println();
    System.out.println(
        "| latency | repository | requests | not 304 | attempts, files | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int latency : new int[] {0, 50}) {
      try (Judge judge = Judge.start(shared, BUSY, latency)) {
        measure(root, judge, latency);
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void measure(Path root, Judge judge, int latency)
      throws IOException, InterruptedException {
    List<Cost> fresh = new ArrayList<>();
    List<Cost> unchanged = new ArrayList<>();
    Judge.Usage cold = new Judge.Usage(0, 0, 0);
    Judge.Usage warm = cold;
    for (int run = 0; run <= RUNS; run++) {
      System.err.println("github, " + latency + " ms: run " + run + " of " + RUNS);
      try (Scratch scratch = Scratch.create()) {
        Meter meter =
            new Meter(
                judge.environment(judge.address(), "acme/metta", scratch.folder().resolve("data")),
                scratch.folder());
        List<String> command =
            List.of(
                root.resolve("metta").toString(),
                "datadog",
                "collect",
                "github",
                "-o",
                "json",
                "--as-of",
                judge.now());
        judge.reset();
        Cost first = meter.run(command);
        cold = judge.usage();
        judge.reset();
        Cost second = meter.run(command);
        warm = judge.usage();
        if (run > 0) {
          fresh.add(first);
          unchanged.add(second);
        }
      }
    }
    print(latency, "never seen", cold, Cost.median(fresh));
    print(latency, "unchanged", warm, Cost.median(unchanged));
  }

  private static void print(int latency, String what, Judge.Usage usage, Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "| %d ms | %s | %d | %d | %d | %.2f | %.2f | %.0f |%n",
        latency,
        what,
        usage.requests(),
        usage.requests() - usage.unchanged(),
        usage.once(),
        cost.wallSeconds(),
        cost.cpuSeconds(),
        cost.peakMebibytes());
  }
}
