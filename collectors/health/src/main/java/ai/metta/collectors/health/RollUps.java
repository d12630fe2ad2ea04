// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static ai.metta.metric.Emission.emit;

import ai.metta.collect.health.Colour;
import ai.metta.collect.health.Grid;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Across;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.MonitorHint;
import ai.metta.metric.Orientation;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How healthy the areas are, and how much of that is known.
///
/// A score is a lower bound: unknown rows earn nothing. So that nobody takes ignorance for illness,
/// the score of what is known and the share that is known stand beside it.
final class RollUps {
  static final String OVERALL = "overall";
  private static final TagKey COLLECTOR = TagKey.open("collector", 50, Overflow.DROP);

  static final Metric KNOWN =
      Metric.gauge("health.known")
          .noun("row")
          .says("1 where a row of the health grid is known, 0 where it is not; of every row")
          .across(Across.SUM)
          .taggedBy(HealthMetrics.AREA, HealthMetrics.CHECK)
          .history(History.DERIVABLE);

  static final Metric LAST_SUCCESS =
      Metric.gauge("collector.last_success_age_seconds")
          .unit(Unit.SECOND)
          .says("How long ago a collector's run last ended well (whole or partial)")
          .across(Across.MAX)
          .taggedBy(COLLECTOR)
          .orientation(Orientation.LOWER_IS_BETTER);

  static final Catalogue<HealthSnapshot> CATALOGUE =
      Catalogue.under("health", "collector").of(emissions());

  private RollUps() {}

  /// What is rolled up of rows that somebody is to measure.
  private enum Kind {
    SCORE(
        "score",
        "Sum of the known figures of merit by the number of rows that count: a lower bound"),
    SCORE_OF_KNOWN("score_of_known", "Mean of the figures of merit that are known"),
    COVERAGE("coverage", "Share of the rows that count which are known");

    private final String word;
    private final String says;

    Kind(String word, String says) {
      this.word = word;
      this.says = says;
    }

    /// @param standings of enabled rows, at least one
    Outcome of(List<Standing> standings) {
      List<Double> known =
          standings.stream()
              .flatMap(one ->
                  one instanceof Standing.Known(HealthRow _, double fom)
                      ? Stream.of(fom)
                      : Stream.empty())
              .toList();
      double sum = known.stream().mapToDouble(Double::doubleValue).sum();
      return switch (this) {
        case SCORE -> Outcome.value(sum / standings.size());
        case SCORE_OF_KNOWN ->
            known.isEmpty()
                ? new Outcome.Absent("no row is known")
                : Outcome.value(sum / known.size());
        case COVERAGE -> Outcome.value((double) known.size() / standings.size());
      };
    }

    Metric metric(String name) {
      Metric metric =
          Metric.gauge(name)
              .noun(this == COVERAGE ? "share" : "score")
              .across(Across.MIN)
              .orientation(Orientation.HIGHER_IS_BETTER)
              .history(History.DERIVABLE);
      return this == COVERAGE ? metric : metric.target(Target.atLeast(Colour.GREEN.from()));
    }
  }

  /// What is known of all areas calls somebody where it is red, and ignorance does by itself: a
  /// score that unknown rows pull down would take one for the other.
  private static Metric overall(Kind kind) {
    Metric metric =
        kind.metric("health." + OVERALL + "." + kind.word).says(kind.says + " (all areas)");
    return switch (kind) {
      case SCORE -> metric;
      case SCORE_OF_KNOWN ->
          metric.alerts(
              MonitorHint.beyond(Colour.YELLOW.from(), Duration.ofHours(2))
                  .warningAt(Colour.GREEN.from()));
      case COVERAGE -> metric.alerts(MonitorHint.beyond(0.5, Duration.ofHours(2)));
    };
  }

  private static List<Emission<HealthSnapshot>> emissions() {
    List<Emission<HealthSnapshot>> emissions = new ArrayList<>();
    for (String area : Grid.areas()) {
      for (Kind kind : Kind.values()) {
        Metric metric =
            kind.metric("health." + area + "." + kind.word).says(kind.says + " (" + area + ")");
        emissions.add(
            emit(metric)
                .from((HealthSnapshot facts) -> facts.rows(row -> row.fom().area().equals(area)))
                .by((rows, asOf) -> rolledUp(kind, rows.at(asOf))));
      }
    }
    for (Kind kind : Kind.values()) {
      emissions.add(
          emit(overall(kind))
              .from((HealthSnapshot facts) -> facts.rows(_ -> true))
              .by((rows, asOf) -> rolledUp(kind, rows.at(asOf))));
    }
    for (Kind kind : Kind.values()) {
      emissions.add(
          emit(kind.metric("health." + kind.word)
                  .says(kind.says + ", by area")
                  .taggedBy(HealthMetrics.AREA))
              .from((HealthSnapshot facts) -> facts.rows(_ -> true))
              .by((rows, asOf) -> byArea(kind, rows.at(asOf))));
    }
    emissions.add(
        emit(KNOWN)
            .from((HealthSnapshot facts) -> facts.rows(_ -> true))
            .by((rows, asOf) -> known(rows.at(asOf))));
    emissions.add(emit(LAST_SUCCESS).from(HealthSnapshot::successes).by(RollUps::ages));
    return emissions;
  }

  private static Outcome rolledUp(Kind kind, List<Standing> all) {
    List<Standing> enabled =
        all.stream().filter(one -> !(one instanceof Standing.Disabled)).toList();
    return enabled.isEmpty()
        ? new Outcome.Absent("no collector that measures a row of it is configured")
        : kind.of(enabled);
  }

  private static Outcome byArea(Kind kind, List<Standing> all) {
    Map<String, List<Standing>> areas =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.row().fom().area(), TreeMap::new, Collectors.toList()));
    List<Sample> samples = new ArrayList<>();
    areas.forEach((area, standings) -> {
      if (rolledUp(kind, standings) instanceof Outcome.Value(List<Sample> one)) {
        samples.add(Sample.of("area", area, one.getFirst().value()));
      }
    });
    return Outcome.samples(samples, "no area has any");
  }

  private static Outcome known(List<Standing> all) {
    return Outcome.samples(
        all.stream()
            .map(one -> new Sample(one.row().tags(), one instanceof Standing.Known ? 1 : 0))
            .toList(),
        "the grid has no row");
  }

  private static Outcome ages(Map<String, Instant> successes, Instant asOf) {
    return Outcome.samples(
        new TreeMap<>(successes)
            .entrySet().stream()
                .map(one ->
                    Sample.of(
                        "collector",
                        one.getKey(),
                        Duration.between(one.getValue(), asOf).toMillis() / 1000.0))
                .toList(),
        "no collector has reported");
  }
}
