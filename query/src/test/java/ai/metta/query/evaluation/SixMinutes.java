// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.Span.Shape;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.Variables;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Six minutes of a few series, and how lines of them are written: a dash is a bucket without a
/// value.
final class SixMinutes {
  static final long START = 1_700_000_400L / 3600 * 3600;
  private static final double NONE = Double.NaN;

  private SixMinutes() {}

  static Points points() {
    return new Points()
        // Up and down, with a gap.
        .put("g", "host:a,env:prod", START, 60, 1, 2, NONE, 4, 5, 6)
        .put("g", "host:b,env:prod", START, 60, 10, 20, 30, 40, 50, 60)
        .put("g", "host:c,env:test", START, 60, -3, NONE, NONE, NONE, NONE, 3)
        .put("g", "env:dev", START, 60, 0, 0, 0, 0, 0, 0)
        // Far from zero, and near to one another.
        .put("large", "host:a", START, 60, 1e9 + 1, -1e12, 1e15, 1e9 + 0.25, 1e9)
        .put("large", "host:b", START, 60, 1e9 + 3, -1e12 + 2000, 1e15 + 1, 1e9 + 1.25)
        .put("large", "host:c", START + 120, 60, 1e15 + 2)
        // Two values a bucket.
        .put("fine", "", START, 30, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23)
        .type("c", MetricType.COUNT)
        .put("c", "k:x", START, 60, 6, NONE, 12, 0, 18, 6)
        .put("c", "k:y", START, 60, NONE, 60, NONE, NONE, NONE, NONE)
        .type("r", MetricType.RATE)
        .put("r", "", START, 60, 1, 2, 3, 4, 5, 6)
        .put("reset", "", START, 60, 5, 9, 2, 3, NONE, 7)
        .put("zero", "", START, 60, 0, 0, 0, 0, 0, 0)
        .type("d", MetricType.DISTRIBUTION)
        .put("d", "k:x", START, 10, IntStream.rangeClosed(1, 18).asDoubleStream().toArray())
        .put("d", "k:y", START, 60, 100, 200, 300)
        // Counts of a distribution: five values, ten, then one after a gap.
        .type("calls", MetricType.DISTRIBUTION)
        .put("calls", "k:x", START, 12, 2, 2, 2, 2, 2)
        .put("calls", "k:y", START + 60, 6, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)
        .put("calls", "k:x", START + 240, 60, 8)
        .put("before", "", START - 360, 60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
        .put("yesterday", "", START - 86_400, 60, 1, 2, 3, 4, 5, 6);
  }

  /// Over points that lie in the past.
  static Evaluator evaluator(Points points) {
    return new Evaluator(points, InstantSource.system());
  }

  static Expression parsed(String text) {
    return QueryParser.parse(text, Variables.NONE);
  }

  static Span span() {
    return new Span(START, START + 360, OptionalLong.of(60), Shape.LINE, 0);
  }

  static String shown(Frame frame) {
    String lines =
        frame.lines().stream()
            .map(line -> {
              String group =
                  new TreeMap<>(line.group())
                      .entrySet().stream()
                          .map(entry -> entry.getKey() + ":" + entry.getValue())
                          .collect(Collectors.joining(","));
              return (group.isEmpty() ? "*" : group)
                  + IntStream.range(0, line.size())
                      .mapToObj(i -> " " + number(line.value(i)))
                      .collect(Collectors.joining());
            })
            .collect(Collectors.joining("; "));
    return lines.isEmpty() ? "none" : lines;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double rounded = Math.round(value * 10_000) / 10_000.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
