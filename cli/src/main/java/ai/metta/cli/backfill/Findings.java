// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.cli.invocation.Log;
import ai.metta.cli.screen.Paint;
import ai.metta.collect.Backfill;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.metric.Counted;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a backfill has come to so far, by collector. The points themselves are held only where they
/// are to be printed.
final class Findings {
  private final Map<String, Found> byCollector = new LinkedHashMap<>();
  private final Course.Detail detail;

  Findings(BackfillCommand.Form form) {
    this.detail =
        form == BackfillCommand.Form.table ? Course.Detail.EXTREMES : Course.Detail.EVERY_POINT;
  }

  /// What makes points one series.
  record SeriesKey(
      String metric, MetricType type, Optional<Unit> unit, Duration interval, Tags tags) {
    static SeriesKey of(Series series) {
      return new SeriesKey(
          series.metric(), series.type(), series.unit(), series.interval(), series.tags());
    }

    Series series(List<Point> points) {
      return new Series(metric, type, unit, interval, tags, points);
    }
  }

  /// A metric without a value, in one scope and in one way.
  record Lacking(String metric, Tags scope, String word) {}

  /// Of one collector.
  static final class Found {
    private static final int MOST_REASONS = 5;
    private static final String OTHERS = "for other reasons, such as: ";

    private final Map<SeriesKey, Course> courses = new LinkedHashMap<>();
    private final Map<Lacking, Map<String, Long>> lacking = new LinkedHashMap<>();
    private final Set<String> failed = new HashSet<>();
    private long steps;

    Map<SeriesKey, Course> courses() {
      return courses;
    }

    /// At how many steps each has no value, by reason.
    Map<Lacking, Map<String, Long>> lacking() {
      return lacking;
    }

    long steps() {
      return steps;
    }

    long metrics() {
      return courses.keySet().stream().map(SeriesKey::metric).distinct().count();
    }

    long points() {
      return courses.values().stream().mapToLong(Course::count).sum();
    }

    /// Metrics that failed at any step, counted per scope.
    long errors() {
      return failed.size();
    }

    /// Says in one line what the collector's backfill came to.
    void tell(Backfill.Result result, Log log) {
      Paint paint = log.paint();
      String came =
          "Filled in "
              + Counted.of(points(), "point")
              + " of "
              + Counted.of(metrics(), "metric")
              + " at "
              + Counted.of(steps, "step");
      String why = result.reason().map(reason -> ": " + reason.message()).orElse("");
      String said =
          switch (result.status()) {
            case NOT_CONFIGURED -> paint.bad("not configured") + why;
            case FAILED -> paint.bad("failed") + why;
            case OK -> paint.good(came);
            case PARTIAL -> paint.doubtful(came) + ", " + errors() + " failed" + why;
          };
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("collector", result.collector());
      fields.put("status", result.status().word());
      fields.put("duration_seconds", result.duration().toMillis() / 1000.0);
      fields.put("metric_count", metrics());
      fields.put("point_count", points());
      fields.put("error_count", errors());
      log.summary(result.status(), result.collector() + " backfill: " + said, fields);
    }

    private void add(Instant at, Backfill.Part part, Course.Detail detail) {
      steps++;
      for (Series series : part.series()) {
        Course course = courses.computeIfAbsent(SeriesKey.of(series), _ -> new Course(detail));
        series.points().forEach(point -> course.add(at, point.value()));
      }
      part.outcomes().stream().filter(one -> !one.hasValue()).forEach(this::lacks);
    }

    /// A reason may name the instant, so that there are as many as steps.
    private void lacks(MetricOutcome one) {
      if (one.failed()) {
        failed.add(one.metric() + "{" + one.scope() + "}");
      }
      Map<String, Long> reasons =
          lacking.computeIfAbsent(
              new Lacking(one.metric(), one.scope(), one.outcome().word()),
              _ -> new LinkedHashMap<>());
      String reason = one.reason().orElse("");
      String first = reasons.keySet().stream().findFirst().orElse(reason);
      boolean isOneMore = reasons.size() >= MOST_REASONS && !reasons.containsKey(reason);
      reasons.merge(isOneMore ? OTHERS + first : reason, 1L, Long::sum);
    }
  }

  void add(Backfill.Step step) {
    step.parts()
        .forEach(part ->
            byCollector
                .computeIfAbsent(part.collector(), _ -> new Found())
                .add(step.at(), part, detail));
  }

  /// Of a collector, nothing where it came to nothing.
  Found of(String collector) {
    return byCollector.getOrDefault(collector, new Found());
  }

  List<Series> series() {
    List<Series> all = new ArrayList<>();
    byCollector
        .values()
        .forEach(found ->
            found.courses().forEach((key, course) -> all.add(key.series(course.points()))));
    return all;
  }
}
