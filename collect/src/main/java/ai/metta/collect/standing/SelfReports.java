// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.standing;

import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What collectors' runs said about themselves, read back.
///
/// @param installation the tags that tell this installation's runs from others'
public record SelfReports(QueryEngine queries, Tags installation) {
  private static final String GROUP = "collector:";
  private static final String DURATION = "collector.duration_seconds";
  private static final String METRICS = "collector.metric_count";
  private static final String SERIES = "collector.series_count";
  private static final String ERRORS = "collector.error_count";
  private static final String FAILED = "collector.failed";

  /// What tells a run of all metrics from one that was asked for some, which is no turn.
  private static final String RUNS = "collector.runs";

  /// Each reaches further back, more coarsely: none asks for more than the 1 500 points that
  /// Datadog gives.
  private static final List<Reach> REACHES =
      List.of(
          new Reach(Duration.ofHours(4), Duration.ofMinutes(1)),
          new Reach(Duration.ofDays(2), Duration.ofMinutes(5)),
          new Reach(Duration.ofDays(30), Duration.ofHours(1)),
          new Reach(Duration.ofDays(456), Duration.ofDays(1)));

  private record Reach(Duration back, Duration step) {}

  /// The names of the metrics that are read.
  static Set<String> names() {
    return Set.of(RUNS, DURATION, METRICS, SERIES, ERRORS, FAILED);
  }

  /// The last run of each collector that ever reported. One request finds those of the last hours;
  /// each further reach is one more, and where it found somebody, one to know the minute.
  ///
  /// @throws ai.metta.metric.FailureException where nobody answers
  public Map<String, LastRun> of(Collection<String> collectors, Instant now) {
    Map<String, LastRun> found = new HashMap<>();
    Set<String> missing = new HashSet<>(collectors);
    Instant end = now.plusSeconds(1);
    for (Reach reach : REACHES) {
      if (missing.isEmpty()) {
        break;
      }
      Map<String, LastRun> runs = read(Window.ending(end, reach.back()), reach.step());
      runs.keySet().retainAll(missing);
      found.putAll(toTheMinute(runs, reach.step(), end));
      missing.removeAll(found.keySet());
    }
    return found;
  }

  /// The same runs, read by the minute where they are known more coarsely.
  private Map<String, LastRun> toTheMinute(Map<String, LastRun> runs, Duration step, Instant end) {
    Map<String, LastRun> exact = new HashMap<>(runs);
    if (step.compareTo(Duration.ofMinutes(1)) > 0) {
      Map<Instant, Set<String>> together =
          runs.entrySet().stream()
              .collect(
                  Collectors.groupingBy(
                      run -> run.getValue().at(),
                      Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
      together.forEach((begin, names) -> {
        Instant until = begin.plus(step).isBefore(end) ? begin.plus(step) : end;
        Map<String, LastRun> minutes = read(new Window(begin, until), Duration.ofMinutes(1));
        minutes.keySet().retainAll(names);
        exact.putAll(minutes);
      });
    }
    return exact;
  }

  private Map<String, LastRun> read(Window window, Duration step) {
    String all =
        Stream.of(
                count(RUNS, step),
                gauge(DURATION, step),
                gauge(METRICS, step),
                gauge(SERIES, step),
                gauge(FAILED, step),
                count(ERRORS, step))
            .collect(Collectors.joining(", "));
    Map<String, Map<String, NavigableMap<Instant, Double>>> byCollector = new HashMap<>();
    for (Answered line : queries.query(all, window)) {
      for (String tag : line.tags()) {
        if (tag.startsWith(GROUP)) {
          names().stream()
              .filter(metric -> line.expression().contains(metric + "{"))
              .forEach(metric ->
                  byCollector
                      .computeIfAbsent(tag.substring(GROUP.length()), _ -> new HashMap<>())
                      .put(metric, points(line)));
        }
      }
    }
    Map<String, LastRun> runs = new HashMap<>();
    byCollector.forEach((collector, metrics) -> {
      NavigableMap<Instant, Double> turns = metrics.getOrDefault(RUNS, new TreeMap<>());
      turns.values().removeIf(count -> count <= 0);
      if (!turns.isEmpty()) {
        runs.put(collector, run(turns.lastKey(), metrics));
      }
    });
    return runs;
  }

  private static LastRun run(Instant at, Map<String, NavigableMap<Instant, Double>> metrics) {
    return new LastRun(
        at,
        value(metrics, DURATION, at),
        value(metrics, METRICS, at),
        value(metrics, SERIES, at),
        value(metrics, ERRORS, at),
        value(metrics, FAILED, at));
  }

  private static OptionalDouble value(
      Map<String, NavigableMap<Instant, Double>> metrics, String metric, Instant at) {
    Double value = metrics.getOrDefault(metric, new TreeMap<>()).get(at);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static NavigableMap<Instant, Double> points(Answered line) {
    NavigableMap<Instant, Double> points = new TreeMap<>();
    for (Point point : line.points()) {
      points.put(point.at(), point.value());
    }
    return points;
  }

  private String gauge(String metric, Duration step) {
    return "max:" + metric + scope() + rollup("max", step);
  }

  private String count(String metric, Duration step) {
    return "sum:" + metric + scope() + ".as_count()" + rollup("sum", step);
  }

  private String scope() {
    String tags =
        installation.all().stream().map(Object::toString).collect(Collectors.joining(","));
    return "{" + (tags.isEmpty() ? "*" : tags) + "} by {collector}";
  }

  private static String rollup(String how, Duration step) {
    return ".rollup(" + how + ", " + step.toSeconds() + ").fill(null)";
  }
}
