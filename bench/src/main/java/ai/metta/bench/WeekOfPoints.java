// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A week of points of ten metrics, one every 15 minutes, as whole numbers that go up and down with
/// the day; the same in every run.
///
/// @param series in all, a multiple of 10
/// @param until the last point's second
record WeekOfPoints(int series, long until) {
  static final int METRICS = 10;
  private static final int TICKS = 7 * 24 * 4;
  private static final int SECONDS = 900;
  private static final List<String> STATUSES = List.of("queued", "running", "done", "failed");
  private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");
  private static final List<String> REGIONS =
      List.of("us-east", "us-west", "eu-north", "eu-west", "ap-south");

  long points() {
    return (long) series * TICKS;
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
    return until - (long) (TICKS - 1 - tick) * SECONDS;
  }

  /// What a collector would send: a request a tick with a point of every series, compressed.
  List<byte[]> bodies() {
    List<byte[]> bodies = new ArrayList<>();
    for (int tick = 0; tick < TICKS; tick++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (Writer body =
          new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
        body.write("{\"series\":[");
        for (int number = 0; number < series; number++) {
          body.write(number == 0 ? "" : ",");
          body.write(json(number, tick));
        }
        body.write("]}");
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      bodies.add(bytes.toByteArray());
    }
    return bodies;
  }

  private String json(int number, int tick) {
    StringBuilder tags = new StringBuilder();
    List<String> all = tags(number);
    for (int i = 0; i < all.size(); i += 2) {
      tags.append(i == 0 ? "" : ",").append('"').append(all.get(i)).append(':');
      tags.append(all.get(i + 1)).append('"');
    }
    return "{\"metric\":\""
        + metric(number)
        + "\",\"type\":\"gauge\",\"points\":[["
        + second(tick)
        + ","
        + value(number, tick)
        + "]],\"tags\":["
        + tags
        + "]}";
  }

  /// The same as OpenMetrics text.
  void write(Path file) throws IOException {
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
          for (int tick = 0; tick < TICKS; tick++) {
            text.write(name + value(number, tick) + " " + second(tick) + "\n");
          }
        }
      }
      text.write("# EOF\n");
    }
  }
}
