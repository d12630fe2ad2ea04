// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.datadog.FakeIntake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Thirty days of [GithubWeek]'s repository, filled in by a process that knows nothing of it and
/// pushes them: a step a day, and a step an hour. Both read the same, once; what the hours cost
/// more is evaluation and delivery.
///
/// Arguments: the repository's root, then the folder that the judge and its data lie in.
public final class BackfillMonth {
  private static final int LATENCY = 50;

  private BackfillMonth() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Path shared = Judge.shared(arguments);
    String java = System.getenv().getOrDefault("METTA_JAVA_OPTS", "-Xmx256m");
    System.out.println(Machine.described() + "; " + java);
    System.out.println();
    System.out.println(
        "| step | requests | of them attempts, files | points | points/s | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    try (Judge judge = Judge.start(shared, GithubWeek.BUSY, LATENCY)) {
      for (String step : List.of("1d", "1h")) {
        measure(root, judge, step, java);
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void measure(Path root, Judge judge, String step, String java)
      throws IOException, InterruptedException {
    System.err.println("backfill, a step each " + step);
    try (Scratch scratch = Scratch.create();
        FakeIntake intake = FakeIntake.start().keepingHistory()) {
      Map<String, String> environment =
          new HashMap<>(
              judge.environment(judge.address(), "acme/metta", scratch.folder().resolve("data")));
      environment.put("DD_URL", intake.url().toString());
      environment.put("DD_API_KEY", FakeIntake.KEY);
      environment.put("METTA_JAVA_OPTS", java);
      judge.reset();
      Cost cost =
          new Meter(environment, scratch.folder())
              .run(
                  List.of(
                      root.resolve("metta").toString(),
                      "datadog",
                      "backfill",
                      "github",
                      "--since",
                      "30d",
                      "--until",
                      judge.now(),
                      "--step",
                      step,
                      "--push",
                      "--historical"));
      Judge.Usage usage = judge.usage();
      int points = intake.points().size();
      if (intake.points().stream().anyMatch(point -> point.received() != 1)) {
        throw new IllegalStateException("a point came twice");
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %d | %.0f | %.2f | %.2f | %.0f |%n",
          step,
          usage.requests(),
          usage.once(),
          points,
          points / cost.wallSeconds(),
          cost.wallSeconds(),
          cost.cpuSeconds(),
          cost.peakMebibytes());
    }
  }
}
