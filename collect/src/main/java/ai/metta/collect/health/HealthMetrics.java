// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Across;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import ai.metta.metric.MonitorHint;
import ai.metta.metric.Orientation;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the run that measured a row's metric says of the row, at the same instant.
///
/// Each figure of merit has a name of its own, and – so that one widget can hold the whole grid –
/// stands under `health.fom{area,check}` too. No figure is sent where the raw value is unknown.
public final class HealthMetrics {
  /// The area of a row.
  public static final TagKey AREA = TagKey.open("area", 20, Overflow.DROP);

  /// The row within its area.
  public static final TagKey CHECK = TagKey.open("check", 200, Overflow.DROP);

  /// Every figure of merit.
  public static final Metric FOM =
      figure("health.fom")
          .says("Figures of merit of the health grid: 0 is bad, 1 is good")
          .taggedBy(AREA, CHECK)
          .alerts(
              MonitorHint.beyond(Colour.YELLOW.from(), Duration.ofHours(1))
                  .warningAt(Colour.GREEN.from()));

  /// Every raw value.
  public static final Metric VALUE =
      Metric.gauge("health.value")
          .noun("value")
          .says("The raw values behind the figures of merit, each in its metric's unit")
          .across(Across.NEVER)
          .taggedBy(AREA, CHECK);

  private HealthMetrics() {}

  /// The declarations for these rows.
  public static List<Metric> catalogue(List<HealthRow> rows) {
    return Catalogue.validated(
        Set.of("health"),
        Stream.concat(rows.stream().map(HealthMetrics::of), Stream.of(FOM, VALUE)).toList());
  }

  /// The figure of one row under its own name.
  public static Metric of(HealthRow row) {
    return figure(row.fom().metricName())
        .says(Grid.title(row) + " as a figure of merit: " + row.raw().name())
        .history(row.raw().history());
  }

  /// The names that a row's figure is sent under.
  public static List<String> names(HealthRow row) {
    return List.of(row.fom().metricName(), FOM.name(), VALUE.name());
  }

  /// The names of what follows from a row: its figure, and the roll-ups of its area and of all.
  public static Stream<String> following(HealthRow row) {
    Stream<String> rolledUp =
        Stream.of("health.", "health." + row.fom().area() + ".", "health.overall.")
            .flatMap(
                of -> Stream.of("score", "score_of_known", "coverage", "known").map(of::concat));
    return Stream.concat(names(row).stream(), rolledUp);
  }

  /// The series of known figures.
  ///
  /// @param wanted of the names
  public static List<Series> series(
      List<Figure> figures, Predicate<String> wanted, Tags sourceTags, Instant asOf) {
    List<Series> series = new ArrayList<>();
    for (Figure figure : figures) {
      if (figure instanceof Figure.Known(HealthRow row, double raw, double fom, Tags _)) {
        series.add(series(of(row), Tags.none(), fom, sourceTags, asOf));
        series.add(series(FOM, row.tags(), fom, sourceTags, asOf));
        series.add(series(VALUE, row.tags(), raw, sourceTags, asOf));
      }
    }
    return series.stream().filter(one -> wanted.test(one.metric())).toList();
  }

  private static Series series(
      Metric metric, Tags tags, double value, Tags sourceTags, Instant asOf) {
    return new Series(
        metric.name(),
        metric.type(),
        metric.unit(),
        Duration.ZERO,
        tags.and(sourceTags),
        List.of(new Point(asOf, value)));
  }

  private static Metric figure(String name) {
    return Metric.gauge(name)
        .noun("figure of merit")
        .across(Across.MIN)
        .orientation(Orientation.HIGHER_IS_BETTER)
        .target(Target.atLeast(Colour.GREEN.from()));
  }
}
