// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `metta serve` beside Prometheus, and VictoriaMetrics where there is one: what taking a week of
/// points costs, how large they are on disk, and how long a dashboard's queries take.
///
/// Arguments: the repository's root, then how many series; 5000 unless said.
public final class Queries {
  private static final int ROUNDS = 30;
  private static final long HOUR = 3600;
  private static final List<Window> WINDOWS =
      List.of(new Window("24 h", 24 * HOUR, 300), new Window("7 d", 7 * 24 * HOUR, HOUR));

  /// @param step seconds of a bucket, as Datadog chooses it
  private record Window(String name, long seconds, long step) {}

  private Queries() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    int series = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5000;
    long hour = InstantSource.system().instant().getEpochSecond() / HOUR * HOUR;
    WeekOfPoints week = new WeekOfPoints(series, hour - 900);
    System.out.println(Machine.described());
    System.out.printf(Locale.ROOT, "%n%,d series, %,d points%n", series, week.points());
    try (Scratch scratch = Scratch.create()) {
      List<Contender> contenders = new ArrayList<>();
      try {
        intake(root, scratch.folder(), week, contenders);
        for (Window window : WINDOWS) {
          latency(window, contenders, hour);
        }
      } finally {
        contenders.forEach(Contender::close);
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void intake(Path root, Path folder, WeekOfPoints week, List<Contender> contenders)
      throws Exception {
    List<byte[]> bodies = week.bodies();
    System.out.println("\n| | points/s through HTTP | bytes a point on disk |");
    System.out.println("|---|---|---|");
    contenders.add(Contender.metta(root, folder.resolve("metta")));
    double seconds = contenders.getLast().feed(bodies);
    taken(contenders.getLast(), week, String.format(Locale.ROOT, "%,.0f", week.points() / seconds));
    contenders.addLast(contenders.removeLast().arranged(root));
    if (isThere("victoria-metrics")) {
      contenders.add(Contender.victoria(folder.resolve("victoria")));
      seconds = contenders.getLast().feed(bodies);
      contenders.getLast().get("/internal/force_flush");
      taken(
          contenders.getLast(), week, String.format(Locale.ROOT, "%,.0f", week.points() / seconds));
    }
    Path text = folder.resolve("week.txt");
    week.write(text);
    Path blocks = folder.resolve("prometheus");
    new Meter(java.util.Map.of(), folder)
        .run(
            List.of(
                "promtool",
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                "-q",
                text.toString(),
                blocks.toString()));
    Files.delete(text);
    contenders.add(Contender.prometheus(blocks));
    taken(contenders.getLast(), week, "by promtool");
  }

  private static void taken(Contender contender, WeekOfPoints week, String rate)
      throws IOException {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f |%n",
        contender.name(),
        rate,
        contender.bytes() / (double) week.points());
  }

  private static boolean isThere(String command) {
    return java.util.Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /// All contenders take turns at each question, after each was asked once to warm up. The windows
  /// end at another bucket each time, so that no answer is a kept one.
  private static void latency(Window window, List<Contender> contenders, long hour)
      throws IOException, InterruptedException {
    int questions = Question.DASHBOARD.size();
    double[][][] millis = new double[contenders.size()][questions][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      long until = hour - (round + 1) * window.step();
      for (int question = 0; question < questions; question++) {
        int lines = -1;
        for (int contender = 0; contender < contenders.size(); contender++) {
          long began = System.nanoTime();
          int own =
              contenders
                  .get(contender)
                  .ask(
                      Question.DASHBOARD.get(question),
                      until - window.seconds(),
                      until,
                      window.step());
          if (own == 0 || (lines >= 0 && own != lines)) {
            throw new IllegalStateException(
                Question.DASHBOARD.get(question) + ": " + own + " lines, not " + lines);
          }
          lines = own;
          if (round >= 0) {
            millis[contender][question][round] = (System.nanoTime() - began) / 1e6;
          }
        }
      }
    }
    System.out.printf("%n| %s, ms |", window.name());
    contenders.forEach(one -> System.out.printf(" %s p50 | p99 |", one.name()));
    System.out.printf("%n|---|%s%n", "---|---|".repeat(contenders.size()));
    for (int question = 0; question < questions; question++) {
      System.out.printf("| `%s` |", Question.DASHBOARD.get(question).datadog());
      for (double[][] own : millis) {
        print(own[question]);
      }
      System.out.println();
    }
    System.out.print("| all |");
    for (double[][] own : millis) {
      print(java.util.Arrays.stream(own).flatMapToDouble(java.util.Arrays::stream).toArray());
    }
    System.out.println();
  }

  private static void print(double[] millis) {
    double[] sorted = millis.clone();
    java.util.Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        " %.1f | %.1f |",
        sorted[sorted.length / 2],
        sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
  }
}
