// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.access.configuration.Nearest;
import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Schedule;
import ai.metta.metric.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The rows of the health grid: those that metrics declare, as the installation changes them, and
/// its own.
public final class HealthRows {
  /// Empty finds out by itself.
  private static final Setting<List<String>> COLLECTORS =
      Setting.texts("health.collectors")
          .env("METTA_HEALTH_COLLECTORS")
          .fallback(List.of())
          .says(
              "Collectors whose rows count; by default those that ran, or ever reported in this environment");

  private final List<Source> sources;
  private final Map<String, RowChange> changes;
  private final List<String> counted;

  private HealthRows(List<Source> sources, Map<String, RowChange> changes, List<String> counted) {
    this.sources = List.copyOf(sources);
    this.changes = changes;
    this.counted = counted;
  }

  /// Metrics of one collector.
  ///
  /// @param metrics loaded only when needed
  public record Source(String collector, Schedule schedule, Supplier<List<Metric>> metrics) {}

  /// The settings that say how rows differ, and which count.
  public static List<Setting<?>> settings() {
    return List.of(RowChange.ROWS, COLLECTORS);
  }

  /// Just what is declared, by whichever collectors there are.
  public static HealthRows declared(List<Source> sources) {
    return new HealthRows(sources, Map.of(), List.of());
  }

  /// What is declared, as the settings change it. Loads the declarations of all collectors where
  /// they do.
  ///
  /// @throws FailureException of kind configuration with everything that is wrong, a line each
  public static HealthRows of(List<Source> sources, Settings settings) {
    HealthRows rows =
        new HealthRows(
            sources,
            settings.find(RowChange.ROWS).orElse(Map.of()),
            settings.find(COLLECTORS).orElse(List.of()));
    List<String> problems = rows.strangers();
    if (!rows.changes.isEmpty()) {
      rows.changed(problems);
    }
    if (!problems.isEmpty()) {
      throw new FailureException(
          new Failure.Configuration(String.join(System.lineSeparator(), problems)));
    }
    return rows;
  }

  /// A line for each collector that is said to count, and that there is not.
  private List<String> strangers() {
    List<String> names = sources.stream().map(Source::collector).toList();
    List<String> problems = new ArrayList<>();
    for (String name : counted) {
      if (!names.contains(name)) {
        problems.add(
            COLLECTORS.key()
                + ": there is no collector \""
                + name
                + "\"; "
                + Nearest.to(name, names)
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("there are " + String.join(", ", names)));
      }
    }
    return problems;
  }

  /// Whether somebody is to measure a collector's rows: as the installation says.
  ///
  /// @param otherwise where it does not say
  public boolean counts(String collector, boolean otherwise) {
    return counted.isEmpty() ? otherwise : counted.contains(collector);
  }

  /// Every row that is enabled, in the grid's order.
  public List<HealthRow> all() {
    return changed(new ArrayList<>()).stream().sorted(Grid.ORDER).toList();
  }

  /// Whether the installation switches a row off, by its name: `ci.stale_prs`.
  public boolean isSwitchedOff(String id) {
    return Optional.ofNullable(changes.get(id)).filter(change -> !change.enabled()).isPresent();
  }

  /// The rows that one collector's runs measure.
  public List<HealthRow> of(Source source) {
    return changes.isEmpty()
        ? declared(source)
        : all().stream().filter(row -> row.collector().equals(source.collector())).toList();
  }

  private List<HealthRow> changed(List<String> problems) {
    Map<String, HealthRow> rows = new LinkedHashMap<>();
    for (Source source : sources) {
      declared(source).forEach(row -> rows.put(row.id(), row));
    }
    changes.forEach((id, change) -> {
      Optional<HealthRow> before = Optional.ofNullable(rows.remove(id));
      try {
        HealthRow after = changed(id, before, change, rows.keySet().stream().toList());
        if (change.enabled()) {
          rows.put(id, after);
        }
      } catch (IllegalArgumentException wrong) {
        problems.add(RowChange.ROWS.key() + "." + id + ": " + wrong.getMessage());
      }
    });
    return List.copyOf(rows.values());
  }

  private HealthRow changed(
      String id, Optional<HealthRow> before, RowChange change, List<String> others) {
    int dot = id.indexOf('.');
    if (before.isEmpty() && change.raw().isEmpty()) {
      throw new IllegalArgumentException(
          "there is no such row"
              + Nearest.to(id, others).map(near -> "; did you mean \"" + near + "\"?").orElse("")
              + " A row of your own needs raw (a metric), bad_at and good_at");
    }
    Fom fom =
        new Fom(
            id.substring(0, dot),
            id.substring(dot + 1),
            anchor("bad_at", change.badAt(), before.map(row -> row.fom().badAt())),
            anchor("good_at", change.goodAt(), before.map(row -> row.fom().goodAt())));
    HealthRow row =
        change
            .raw()
            .map(name -> measuring(name, fom))
            .or(() ->
                before.map(was ->
                    new HealthRow(fom, was.raw(), was.collector(), was.freshness(), was.only())))
            .orElseThrow();
    if (row.raw().orientation() != Orientation.NEUTRAL
        && row.raw().orientation() != fom.orientation()) {
      throw new IllegalArgumentException(
          "of "
              + row.raw().name()
              + (fom.orientation() == Orientation.LOWER_IS_BETTER ? " higher" : " lower")
              + " is better, and bad_at and good_at say the opposite");
    }
    return new HealthRow(fom, row.raw(), row.collector(), row.freshness(), change.only());
  }

  private static double anchor(String name, Optional<Double> said, Optional<Double> declared) {
    return said.or(() -> declared)
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private HealthRow measuring(String metric, Fom fom) {
    List<String> names = new ArrayList<>();
    for (Source source : sources) {
      for (Metric one : source.metrics().get()) {
        if (one.name().equals(metric)) {
          return row(fom, one, source);
        }
        names.add(one.name());
      }
    }
    throw new IllegalArgumentException(
        "raw: no collector has a metric \""
            + metric
            + "\""
            + Nearest.to(metric, names).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
  }

  private static List<HealthRow> declared(Source source) {
    return source.metrics().get().stream()
        .flatMap(metric -> metric.fom().map(fom -> row(fom, metric, source)).stream())
        .toList();
  }

  private static HealthRow row(Fom fom, Metric metric, Source source) {
    return new HealthRow(
        fom, metric, source.collector(), metric.freshness(source.schedule()), Tags.none());
  }
}
