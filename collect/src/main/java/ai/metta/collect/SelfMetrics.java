// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Across;
import ai.metta.metric.Catalogue;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.Orientation;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What every run says about itself, whatever else happened; one for some metrics only (`--metric`)
/// is no turn of its collector, and says of these what is asked for.
///
/// Each is emitted under its published name, `collector.<name>.duration_seconds`, and – so that one
/// table can show all collectors – as `collector.duration_seconds{collector:<name>}`.
public final class SelfMetrics {
  private static final TagKey COLLECTOR = TagKey.open("collector", 50, Overflow.DROP);
  private static final TagKey STATUS = TagKey.bounded("status", "ok", "partial", "failed");
  private static final TagKey OUTCOME =
      TagKey.bounded("outcome", "value", "absent", "unsupported", "failed");
  private static final TagKey REASON =
      TagKey.bounded(
              "reason_kind",
              "configuration",
              "credentials",
              "rate_limit",
              "service",
              "malformed",
              "bug")
          .sometimes();

  private SelfMetrics() {}

  /// One self-metric.
  public enum Kind {
    DURATION_SECONDS("How long the run took"),
    METRIC_COUNT("Metric names that came to a value"),
    ERROR_COUNT("Metrics that failed, counted per scope"),
    FAILED("1 when no metric came to a value because of a failure, else 0"),
    RUNS("Runs, by how they ended"),
    SERIES_COUNT("Series that the run sends, its own included"),
    SERIES_DROPPED("Series that went past a tag budget and were left out"),
    PROJECTED_COST_USD(
        "What the run's series would cost in a month at the configured price for a hundred"),
    API_REQUESTS("Requests sent to the service"),
    API_CACHE_HITS("Requests that the service answered with not modified"),
    RATE_LIMIT_REMAINING("Requests that the service still allows in its window"),
    POINTS_EXPIRED(
        "Points of earlier runs that grew too old for Datadog to take; told by a run's first collector"),
    OUTBOX_POINTS(
        "Points of earlier runs that wait to be delivered; told by a run's first collector"),
    FILES_QUARANTINED(
        "Files set aside because they could not be read; the outbox's are told by a run's first collector");

    private final String says;

    Kind(String says) {
      this.says = says;
    }

    /// The metric for all collectors, each tagged by its name.
    public Metric metric() {
      Metric shared = shared(this);
      return this == RUNS ? shared.taggedBy(COLLECTOR, STATUS) : shared.taggedBy(COLLECTOR);
    }

    String suffix() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Whether a metric is about a collector, be it the runner's or one that the collector adds.
  static boolean isOne(String metric) {
    return metric.startsWith("collector.");
  }

  /// Whether a metric tells that its collector had a turn.
  static boolean isTurn(String metric) {
    return isOne(metric) && metric.endsWith("." + Kind.RUNS.suffix());
  }

  /// Whether a metric tells of the outbox, which is the run's and no collector's.
  static boolean isOfOutbox(String metric) {
    return Stream.of(Kind.POINTS_EXPIRED, Kind.OUTBOX_POINTS, Kind.FILES_QUARANTINED)
        .anyMatch(kind -> isOne(metric) && metric.endsWith("." + kind.suffix()));
  }

  /// The declarations for these collectors, in the order they are emitted.
  public static List<Metric> catalogue(List<String> collectors) {
    List<Metric> metrics = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      metrics.add(kind.metric());
      for (String collector : collectors) {
        Metric own = declare(kind, "collector." + collector + "." + kind.suffix());
        metrics.add(kind == Kind.RUNS ? own.taggedBy(STATUS) : own);
      }
    }
    metrics.add(outcomes());
    return Catalogue.validated(Set.of("collector"), metrics);
  }

  /// The declarations of what any run may be asked to say of itself: one for some metrics is no run
  /// of its collector, and is never counted as one.
  public static List<Metric> ofAnyRun(List<String> collectors) {
    return catalogue(collectors).stream()
        .filter(metric -> !metric.name().endsWith("." + Kind.RUNS.suffix()))
        .toList();
  }

  /// The series of one run.
  ///
  /// @param values what is known; a kind without a value is not emitted
  static List<Series> series(Profile profile, Map<Kind, Double> values, Facts facts) {
    List<Series> series = new ArrayList<>();
    new TreeMap<>(values)
        .forEach((kind, value) -> {
          Tags tags = kind == Kind.RUNS ? Tags.of("status", facts.status().word()) : Tags.none();
          Metric own = declare(kind, "collector." + profile.name() + "." + kind.suffix());
          series.add(series(own, tags, value, profile, facts));
          series.add(
              series(shared(kind), tags.and("collector", profile.name()), value, profile, facts));
        });
    facts
        .outcomes()
        .forEach((tags, count) ->
            series.add(
                series(outcomes(), tags.and("collector", profile.name()), count, profile, facts)));
    return series;
  }

  /// What the self-metrics are about.
  ///
  /// @param outcomes how many of each outcome and reason there were
  record Facts(Instant asOf, Tags sourceTags, Run.Status status, Map<Tags, Integer> outcomes) {}

  private static Series series(
      Metric metric, Tags tags, double value, Profile profile, Facts facts) {
    Duration interval =
        metric.type() == MetricType.GAUGE ? Duration.ZERO : profile.schedule().every();
    return new Series(
        metric.name(),
        metric.type(),
        metric.unit(),
        interval,
        tags.and(facts.sourceTags()),
        List.of(new Point(facts.asOf(), value)));
  }

  private static Metric shared(Kind kind) {
    return declare(kind, "collector." + kind.suffix());
  }

  /// What the metrics of all runs came to.
  public static Metric outcomes() {
    return Metric.count("collector.outcomes")
        .noun("outcome")
        .says("What the run's metrics came to, by outcome and, for failures, by who is to blame")
        .across(Across.SUM)
        .taggedBy(COLLECTOR, OUTCOME, REASON);
  }

  private static Metric declare(Kind kind, String name) {
    Metric metric =
        switch (kind) {
          case DURATION_SECONDS ->
              Metric.gauge(name)
                  .unit(Unit.SECOND)
                  .across(Across.MAX)
                  .orientation(Orientation.LOWER_IS_BETTER)
                  .target(Target.below(30));
          case METRIC_COUNT -> Metric.gauge(name).noun("metric").across(Across.SUM);
          case ERROR_COUNT ->
              Metric.count(name)
                  .unit(Unit.of("error"))
                  .across(Across.SUM)
                  .orientation(Orientation.LOWER_IS_BETTER)
                  .target(Target.atMost(3).warningAt(1));
          case FAILED ->
              Metric.gauge(name)
                  .noun("failed run")
                  .flag()
                  .across(Across.MAX)
                  .orientation(Orientation.LOWER_IS_BETTER)
                  .target(Target.exactly(0));
          case RUNS -> Metric.count(name).noun("run").across(Across.SUM);
          case SERIES_COUNT -> Metric.gauge(name).noun("series").across(Across.SUM);
          case SERIES_DROPPED -> Metric.count(name).noun("series").across(Across.SUM);
          case PROJECTED_COST_USD ->
              Metric.gauge(name)
                  .unit(Unit.DOLLAR)
                  .across(Across.SUM)
                  .orientation(Orientation.LOWER_IS_BETTER);
          case API_REQUESTS -> Metric.count(name).unit(Unit.of("request")).across(Across.SUM);
          case API_CACHE_HITS -> Metric.count(name).unit(Unit.of("hit")).across(Across.SUM);
          case RATE_LIMIT_REMAINING ->
              Metric.gauge(name).unit(Unit.of("request")).across(Across.MIN);
          case POINTS_EXPIRED -> Metric.count(name).noun("point").across(Across.SUM);
          case OUTBOX_POINTS -> Metric.gauge(name).noun("point").across(Across.SUM);
          case FILES_QUARANTINED -> Metric.count(name).unit(Unit.of("file")).across(Across.SUM);
        };
    return metric.says(kind.says).history(History.NOW_ONLY);
  }
}
