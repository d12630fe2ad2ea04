// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.bench.Latency.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `metta serve` beside Prometheus, and VictoriaMetrics where there is one: what taking a week of
/// points costs, how large they are on disk, and how long a dashboard's queries take.
///
/// Arguments: the repository's root, then how many series, 5000 unless said, and of how many days,
/// 7 unless said.
public final class Queries {
  private static final long HOUR = 3600;
  private static final List<Window> WINDOWS =
      List.of(new Window("24 h", 24 * HOUR, 300), new Window("7 d", 7 * 24 * HOUR, HOUR));

  /// What Prometheus merges its blocks to that it keeps for 15 days, its default.
  private static final Duration BLOCK = Duration.ofHours(18);

  private Queries() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    int series = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5000;
    int days = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
    long hour = InstantSource.system().instant().getEpochSecond() / HOUR * HOUR;
    WeekOfPoints week = new WeekOfPoints(series, days, hour - 900);
    System.out.println(Machine.described());
    System.out.printf(
        Locale.ROOT, "%n%,d series, %d days, %,d points%n", series, days, week.points());
    try (Scratch scratch = Scratch.create()) {
      measure(root, scratch.folder(), week, hour);
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void measure(Path root, Path folder, WeekOfPoints week, long hour)
      throws Exception {
    List<List<Latency>> latencies = new ArrayList<>();
    List<Contender> contenders = new ArrayList<>();
    try {
      List<Path> requests = week.requests(folder.resolve("requests"));
      System.out.println(
          "\n| | points/s through HTTP | CPU µs a point | bytes a point on disk | peak MiB |");
      System.out.println("|---|---|---|---|---|");
      contenders.add(Contender.metta(root, folder.resolve("metta"), "metta serve, as they came"));
      fed(contenders.getLast(), requests, week);
      for (Window window : WINDOWS) {
        latencies.add(new ArrayList<>(Latency.measured(window, contenders, hour)));
      }
      contenders.addLast(contenders.removeLast().arranged(root));
      taken(contenders.getLast(), week, "", "");
      if (isThere("victoria-metrics")) {
        contenders.add(Contender.victoria(folder.resolve("victoria")));
        fed(contenders.getLast(), requests, week);
      }
      for (Path request : requests) {
        Files.delete(request);
      }
      contenders.add(prometheus(folder, week));
      for (int window = 0; window < WINDOWS.size(); window++) {
        latencies.get(window).addAll(Latency.measured(WINDOWS.get(window), contenders, hour));
        Latency.print(WINDOWS.get(window), latencies.get(window));
      }
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static void fed(Contender contender, List<Path> requests, WeekOfPoints week)
      throws Exception {
    Duration before = contender.cpu();
    double seconds = contender.feed(requests);
    contender.flush();
    double micros = contender.cpu().minus(before).toNanos() / 1e3;
    taken(
        contender,
        week,
        String.format(Locale.ROOT, "%,.0f", week.points() / seconds),
        String.format(Locale.ROOT, "%.1f", micros / week.points()));
  }

  /// One text and block after another.
  private static Contender prometheus(Path folder, WeekOfPoints week) throws Exception {
    Path text = folder.resolve("block.txt");
    Path blocks = folder.resolve("prometheus");
    Meter meter = new Meter(Map.of(), folder);
    long length = BLOCK.toSeconds();
    long first = week.from() / length;
    long last = week.until() / length;
    Progress progress = new Progress("blocks made", (int) (last - first + 1));
    double cpuSeconds = 0;
    for (long block = first; block <= last; block++) {
      week.write(text, block * length, (block + 1) * length);
      cpuSeconds +=
          meter
              .run(
                  List.of(
                      "promtool",
                      "tsdb",
                      "create-blocks-from",
                      "openmetrics",
                      "-q",
                      "--max-block-duration=" + BLOCK.toHours() + "h",
                      text.toString(),
                      blocks.toString()))
              .cpuSeconds();
      Files.delete(text);
      progress.done();
    }
    Contender prometheus = Contender.prometheus(blocks);
    String micros = String.format(Locale.ROOT, "%.1f", cpuSeconds * 1e6 / week.points());
    taken(prometheus, week, "by promtool", micros);
    return prometheus;
  }

  private static void taken(Contender contender, WeekOfPoints week, String rate, String micros)
      throws IOException {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.0f |%n",
        contender.name(),
        rate,
        micros,
        contender.bytes() / (double) week.points(),
        contender.peakMebibytes());
  }

  private static boolean isThere(String command) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
