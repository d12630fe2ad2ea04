// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// Days of points of ten metrics, one every 15 minutes, as whole numbers that go up and down with
/// the day; the same in every run. They are made as they are written: none is kept in memory.
///
/// @param series in all, a multiple of 10
/// @param days 1 to 7
/// @param until the last point's second
record WeekOfPoints(int series, int days, long until) {
  static final int METRICS = 10;

  /// A request has a tick of so many series at most; more would be more bytes than Datadog takes.
  private static final int TOGETHER = 5000;

  private static final int SECONDS = 900;
  private static final List<String> STATUSES = List.of("queued", "running", "done", "failed");
  private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
  private static final List<String> REGIONS =
      List.of("us-east", "us-west", "eu-north", "eu-west", "ap-south");

  WeekOfPoints {
    if (series < METRICS || series % METRICS != 0 || days < 1 || days > 7) {
      throw new IllegalArgumentException(
          series + " series over " + days + " days: a multiple of 10, over 1 to 7");
    }
  }

  long points() {
    return (long) series * ticks();
  }

  private int ticks() {
    return days * 24 * 4;
  }

  /// The first point's second.
  long from() {
    return second(0);
  }

  private static String metric(int number) {
    return "bench_m" + number % METRICS;
  }

  /// Keys and values in turn.
  private static List<String> tags(int number) {
    int own = number / METRICS;
    return List.of(
        "node", "n" + own / STATUSES.size(),
        "status", STATUSES.get(own % STATUSES.size()),
        "env", ENVIRONMENTS.get(own / STATUSES.size() % ENVIRONMENTS.size()),
        "region", REGIONS.get(own / STATUSES.size() % REGIONS.size()));
  }

  private static long value(int number, int tick) {
    long mixed = (number * 0x9E3779B97F4A7C15L ^ tick * 0xC2B2AE3D27D4EB4FL) >>> 40;
    return Math.round(100 + 80 * Math.sin(tick * Math.PI / 48 + number)) + mixed % 10;
  }

  private long second(int tick) {
    return until - (long) (ticks() - 1 - tick) * SECONDS;
  }

  /// What a collector would send: requests with a point of every series a tick, compressed.
  ///
  /// @param folder made anew
  /// @return a file for each request, in the order of their ticks
  List<Path> requests(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> heads = IntStream.range(0, series).mapToObj(WeekOfPoints::head).toList();
    Progress progress = new Progress("requests made", ticks());
    return IntStream.range(0, ticks())
        .parallel()
        .mapToObj(tick -> {
          List<Path> own = tick(folder, heads, tick);
          progress.done();
          return own;
        })
        .flatMap(List::stream)
        .toList();
  }

  private List<Path> tick(Path folder, List<String> heads, int tick) {
    List<Path> files = new ArrayList<>();
    for (int first = 0; first < series; first += TOGETHER) {
      Path file = folder.resolve(tick + "-" + first + ".gz");
      try (Writer body =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8)) {
        for (int number = first; number < Math.min(series, first + TOGETHER); number++) {
          body.write(number == first ? "{\"series\":[" : ",");
          body.write(heads.get(number));
          body.write(",\"points\":[[" + second(tick) + "," + value(number, tick) + "]]}");
        }
        body.write("]}");
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
      files.add(file);
    }
    return files;
  }

  /// A series of a request, up to its points.
  private static String head(int number) {
    StringBuilder head = new StringBuilder("{\"metric\":\"" + metric(number));
    head.append("\",\"type\":\"gauge\",\"tags\":[");
    List<String> all = tags(number);
    for (int i = 0; i < all.size(); i += 2) {
      head.append(i == 0 ? "" : ",").append('"').append(all.get(i)).append(':');
      head.append(all.get(i + 1)).append('"');
    }
    return head.append(']').toString();
  }

  /// The same as OpenMetrics text.
  ///
  /// @param from the first second
  /// @param before the second after the last
  void write(Path file, long from, long before) throws IOException {
    try (Writer text = Files.newBufferedWriter(file)) {
      for (int metric = 0; metric < METRICS; metric++) {
        for (int number = metric; number < series; number += METRICS) {
          StringBuilder labels = new StringBuilder();
          List<String> all = tags(number);
          for (int i = 0; i < all.size(); i += 2) {
            labels.append(i == 0 ? "" : ",").append(all.get(i)).append("=\"");
            labels.append(all.get(i + 1)).append('"');
          }
          String name = metric(number) + "{" + labels + "} ";
          for (int tick = 0; tick < ticks(); tick++) {
            if (second(tick) >= from && second(tick) < before) {
              text.write(name + value(number, tick) + " " + second(tick) + "\n");
            }
          }
        }
      }
      text.write("# EOF\n");
    }
  }
}
