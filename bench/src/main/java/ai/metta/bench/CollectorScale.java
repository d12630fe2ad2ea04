// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.access.secret.Secret;
import ai.metta.datadog.Destination;
import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.StoredPoint;
import ai.metta.sandbox.truth.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Services of ten times a large organisation's size → points → intake. What a run pushed is held
/// against the service's own truth, so that nothing is fast that is wrong.
///
/// Arguments: the repository's root, then what is measured, all unless said. Each is run once to
/// warm up and three times to be counted, every run against a service and an intake of its own.
/// What waits most of the time is run once.
public final class CollectorScale {
  private static final int RUNS = 3;
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final double ROUNDING = 1e-9;

  /// @param often how many runs are counted; 1 without one to warm up
  private record Measured(String name, String what, int often, Service.Opening opening) {}

  private static final List<Measured> ALL =
      List.of(
          new Measured(
              "wandb",
              "wandb, no pause",
              RUNS,
              (now, scratch) -> Services.wandb(now, scratch).with("wandb.page_pause", "0s")),
          new Measured("wandb-pausing", "wandb", 1, Services::wandb),
          new Measured("ec2", "ec2", RUNS, Services::ec2),
          new Measured("ec2-due", "ec2, all due", RUNS, Services::ec2Due),
          new Measured(
              "asana",
              "asana, 1500 a minute",
              RUNS,
              (now, scratch) ->
                  Services.asana(now, scratch).with("asana.requests_per_minute", "1500")),
          new Measured("asana-free", "asana, 120 a minute", 1, Services::asana),
          new Measured("kubernetes", "kubernetes", RUNS, Services::kubernetes),
          new Measured("documents", "training and eval, HTTP", RUNS, Services::documents),
          new Measured("files", "training and eval, files", RUNS, Services::files));

  private CollectorScale() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    List<String> names = Arrays.asList(arguments).subList(1, arguments.length);
    List<String> known = ALL.stream().map(Measured::name).toList();
    if (!known.containsAll(names)) {
      System.err.println("bench: to be measured are " + String.join(", ", known));
      System.exit(2);
    }
    String java = System.getenv().getOrDefault("METTA_JAVA_OPTS", "-Xmx256m");
    System.out.println(Machine.described() + "; " + java);
    System.out.println();
    System.out.println("| what | holds | requests | points | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Measured measured : ALL) {
      if (names.isEmpty() || names.contains(measured.name())) {
        measure(root, measured, java);
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  /// @param points that came
  private record Outcome(String holds, int requests, int points, Cost cost) {}

  private static void measure(Path root, Measured measured, String java)
      throws IOException, InterruptedException {
    int warmUps = measured.often() == 1 ? 0 : 1;
    List<Outcome> outcomes = new ArrayList<>();
    for (int run = 0; run < warmUps + measured.often(); run++) {
      System.err.println(measured.what() + ": run " + (run + 1 - warmUps));
      outcomes.add(run(root, measured.opening(), java));
    }
    Outcome last = outcomes.getLast();
    Cost median =
        Cost.median(
            outcomes.subList(warmUps, outcomes.size()).stream().map(Outcome::cost).toList());
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %d | %.2f | %.2f | %.0f |%n",
        measured.what(),
        last.holds(),
        last.requests(),
        last.points(),
        median.wallSeconds(),
        median.cpuSeconds(),
        median.peakMebibytes());
  }

  private static Outcome run(Path root, Service.Opening opening, String java)
      throws IOException, InterruptedException {
    Instant now = Instant.now();
    try (Scratch scratch = Scratch.create();
        Service service = opening.open(now, scratch.folder());
        Distance way = Distance.to(service.endpoint(), LATENCY);
        FakeIntake intake = FakeIntake.start()) {
      Path data = Files.createDirectory(scratch.folder().resolve("data"));
      remember(data, intake, service, now);
      Map<String, String> environment = new TreeMap<>(service.environment());
      environment.put("DD_URL", intake.url().toString());
      environment.put("DD_API_KEY", FakeIntake.KEY);
      environment.put("METTA_DATA_DIR", data.toString());
      environment.put("METTA_JAVA_OPTS", java);
      Meter meter = new Meter(environment, scratch.folder());
      List<String> command = new ArrayList<>();
      command.addAll(List.of(root.resolve("metta").toString(), "datadog", "collect"));
      command.addAll(service.collectors());
      command.addAll(List.of("--push", "-o", "jsonl"));
      service
          .settings()
          .apply(way.address())
          .forEach((setting, value) -> command.addAll(List.of("--set", setting + "=" + value)));
      int before = service.requests().getAsInt();
      Cost cost = meter.run(command);
      int requests = service.requests().getAsInt() - before;
      check(intake, Files.readAllLines(meter.output()).size(), service);
      return new Outcome(service.holds(), requests, intake.points().size(), cost);
    }
  }

  /// The run before, as the product remembers it.
  private static void remember(Path data, FakeIntake intake, Service service, Instant now)
      throws IOException {
    Destination destination = new Destination(intake.url(), Secret.of(FakeIntake.KEY));
    Path folder = data.resolve("last-runs").resolve(destination.folderName());
    Files.createDirectories(folder);
    for (String collector : service.collectors()) {
      Files.writeString(folder.resolve(collector), now.minus(service.lastRun()).toString());
    }
  }

  /// @param printed a line for each series of the run, which has one point
  private static void check(FakeIntake intake, int printed, Service service) {
    List<StoredPoint> points = intake.points();
    require(points.stream().allMatch(point -> point.received() == 1), "a point came twice");
    require(intake.droppedPoints() == 0, "a point came too late");
    require(
        points.size() == printed,
        points.size() + " points came of " + printed + " that were printed");
    Instant asOf = points.getFirst().at();
    service
        .truth()
        .apply(asOf)
        .forEach((series, expected) -> {
          double sum = sum(points, series);
          require(
              Math.abs(sum - expected) <= ROUNDING * expected,
              series + " is " + sum + " and not " + expected);
        });
  }

  private static double sum(List<StoredPoint> points, Series series) {
    List<String> tags =
        series.tags().entrySet().stream().map(tag -> tag.getKey() + ":" + tag.getValue()).toList();
    return points.stream()
        .filter(point -> point.metric().equals(series.metric()) && point.tags().containsAll(tags))
        .mapToDouble(StoredPoint::value)
        .sum();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
