// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.json.Json;
import ai.metta.metric.Alias;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What Datadog shows of a metric beside its values. What is not said is the empty text.
public record MetricMetadata(
    String type, String unit, String perUnit, String description, String shortName) {
  static final Set<String> FIELDS =
      Set.of("type", "unit", "per_unit", "description", "short_name", "statsd_interval");

  private static final String DISTRIBUTION = MetricType.DISTRIBUTION.word();

  /// That of a declaration.
  public static MetricMetadata of(Metric metric) {
    return new MetricMetadata(
        metric.type().word(),
        metric.unit().map(Unit::name).orElse(""),
        metric.unit().flatMap(Unit::per).orElse(""),
        metric.description(),
        metric.shortName());
  }

  /// That of another name, which may be several metrics': their unit only where all have it.
  ///
  /// @param metrics at least one
  public static MetricMetadata of(Alias alias, List<Metric> metrics) {
    Metric first = metrics.getFirst();
    boolean same = metrics.stream().map(Metric::unit).distinct().count() == 1;
    Optional<Unit> unit = same ? first.unit() : Optional.empty();
    String names = metrics.stream().map(Metric::name).distinct().collect(Collectors.joining(", "));
    String where = metrics.size() == 1 && !alias.where().isEmpty() ? "{" + alias.where() + "}" : "";
    return new MetricMetadata(
        first.type().word(),
        unit.map(Unit::name).orElse(""),
        unit.flatMap(Unit::per).orElse(""),
        "Another name of " + names + where,
        Metric.gauge(alias.name()).shortName());
  }

  static MetricMetadata of(Json answer) {
    return new MetricMetadata(
        text(answer, "type"),
        text(answer, "unit"),
        text(answer, "per_unit"),
        text(answer, "description"),
        text(answer, "short_name"));
  }

  private static String text(Json answer, String field) {
    return answer.at(field).text().orElse("");
  }

  /// A field that is not as declared.
  ///
  /// @param before in Datadog
  /// @param after as declared
  public record Change(String field, String before, String after) {}

  /// What has to change so that these become the declared ones.
  List<Change> changesTo(MetricMetadata declared) {
    List<Change> changes = new ArrayList<>();
    add(changes, "type", type, declared.type);
    add(changes, "unit", unit, declared.unit);
    add(changes, "per_unit", perUnit, declared.perUnit);
    add(changes, "description", description, declared.description);
    add(changes, "short_name", shortName, declared.shortName);
    return changes;
  }

  private static void add(List<Change> changes, String field, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new Change(field, before, after));
    }
  }

  boolean isOfDistribution() {
    return type.equals(DISTRIBUTION);
  }
}
