// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long one contender's answers took.
///
/// @param millis of each question, one a round
record Latency(String name, List<List<Double>> millis) {
  private static final int ROUNDS = 30;
  private static final int LEAST_ROUNDS = 5;
  private static final Duration LONGEST = Duration.ofMinutes(6);

  /// What a dashboard shows.
  ///
  /// @param step seconds of a bucket, as Datadog chooses it
  record Window(String name, long seconds, long step) {}

  private static Latency of(String name) {
    List<List<Double>> millis = new ArrayList<>();
    Question.DASHBOARD.forEach(_ -> millis.add(new ArrayList<>()));
    return new Latency(name, millis);
  }

  /// All take turns at each question, after each was asked once to warm up. The windows end at
  /// another bucket each time, so that no answer is a kept one. Fewer rounds where they take long.
  static List<Latency> measured(Window window, List<Contender> contenders, long hour)
      throws IOException, InterruptedException {
    List<Latency> all = contenders.stream().map(one -> of(one.name())).toList();
    Progress progress = new Progress("asked over " + window.name(), ROUNDS + 1);
    long began = System.nanoTime();
    for (int round = 0; round <= ROUNDS; round++) {
      if (round > LEAST_ROUNDS && System.nanoTime() - began > LONGEST.toNanos()) {
        break;
      }
      round(window, contenders, hour - round * window.step(), all);
      if (round == 0) {
        all.forEach(one -> one.millis().forEach(List::clear));
      }
      progress.done();
    }
    return all;
  }

  private static void round(
      Window window, List<Contender> contenders, long until, List<Latency> all)
      throws IOException, InterruptedException {
    for (int number = 0; number < Question.DASHBOARD.size(); number++) {
      Question question = Question.DASHBOARD.get(number);
      int lines = -1;
      for (int contender = 0; contender < contenders.size(); contender++) {
        long began = System.nanoTime();
        int own =
            contenders.get(contender).ask(question, until - window.seconds(), until, window.step());
        all.get(contender).millis().get(number).add((System.nanoTime() - began) / 1e6);
        if (own == 0 || (lines >= 0 && own != lines)) {
          throw new IllegalStateException(question + ": " + own + " lines, not " + lines);
        }
        lines = own;
      }
    }
  }

  static void print(Window window, List<Latency> all) {
    System.out.printf("%n| %s, ms |", window.name());
    all.forEach(one ->
        System.out.printf(" %s p50 | p99 of %d |", one.name(), one.millis().getFirst().size()));
    System.out.printf("%n|---|%s%n", "---|---|".repeat(all.size()));
    for (int number = 0; number < Question.DASHBOARD.size(); number++) {
      int question = number;
      System.out.printf("| `%s` |", Question.DASHBOARD.get(question).datadog());
      all.forEach(one -> print(one.millis().get(question)));
      System.out.println();
    }
    System.out.print("| all |");
    all.forEach(one -> print(one.millis().stream().flatMap(List::stream).toList()));
    System.out.println();
  }

  private static void print(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        " %.1f | %.1f |",
        sorted[sorted.length / 2],
        sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
  }
}
