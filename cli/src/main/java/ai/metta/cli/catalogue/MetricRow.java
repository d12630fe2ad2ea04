// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.catalogue;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Table;
import ai.metta.collect.Collector;
import ai.metta.collect.Registry;
import ai.metta.collect.SelfMetrics;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Alias;
import ai.metta.metric.Emitted;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import ai.metta.metric.TagGroup;
import ai.metta.metric.TagKey;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A metric as the list commands show it.
///
/// @param scope the keys that name the scope on each of its series
public record MetricRow(String collector, Metric metric, List<TagKey> scope) {
  public static List<MetricRow> of(Collector<?> collector) {
    String name = collector.profile().name();
    return collector.catalogue().metrics().stream()
        .map(metric -> new MetricRow(name, metric, collector.catalogue().scope()))
        .toList();
  }

  /// Every metric that an installation can emit: the collectors', the figures of merit, then the
  /// runner's own.
  public static List<MetricRow> all(Workbench bench) {
    return all(bench.registry(), bench.rows());
  }

  /// Every metric that is declared.
  public static List<MetricRow> all(Registry registry) {
    return all(registry, HealthRows.declared(registry.sources()));
  }

  private static List<MetricRow> all(Registry registry, HealthRows rows) {
    return Stream.of(
            registry.all().stream().flatMap(collector -> of(collector).stream()),
            HealthMetrics.catalogue(rows.all()).stream().map(MetricRow::ofRunner),
            SelfMetrics.catalogue(registry.names()).stream().map(MetricRow::ofRunner))
        .flatMap(some -> some)
        .toList();
  }

  private static MetricRow ofRunner(Metric metric) {
    return new MetricRow("runner", metric, List.of());
  }

  /// For people, a row each.
  public static Table table(List<MetricRow> rows, Screen screen) {
    Table table = new Table(screen, "METRIC", "TYPE", "UNIT", "DESCRIPTION");
    for (MetricRow row : rows) {
      table.row(
          row.metric().name(),
          row.metric().type().word(),
          row.unitOrNoun(),
          row.metric().description());
    }
    return table;
  }

  public Map<String, Object> json() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", metric.name());
    row.put("collector", collector);
    row.put("type", metric.type().word());
    row.put("unit", metric.unit().map(Unit::text));
    row.put("noun", metric.noun());
    row.put("description", metric.description());
    row.put("tags", tagKeys());
    row.put("window", metric.window().map(Durations::print));
    row.put("optional", optional());
    row.put("target", metric.target().map(Target::text));
    row.put("fom", metric.fom().map(MetricRow::fom));
    row.put("aliases", metric.aliases().stream().map(Alias::text).toList());
    return row;
  }

  /// All that the declaration says.
  public Map<String, Object> details() {
    Map<String, Object> row = new LinkedHashMap<>(json());
    row.put("tag_values", metric.groups().stream().map(MetricRow::values).toList());
    row.put("across", word(metric.across()));
    row.put("history", word(metric.history()));
    row.put("orientation", word(metric.orientation()));
    row.put("priority", word(metric.priority()));
    row.put("source", metric.source().map(Source::endpoint));
    row.put("permission", metric.source().flatMap(Source::permission));
    return row;
  }

  /// A group of keys as series carry it: `{status=up|down, job_id=up to 500}`.
  private static String values(TagGroup group) {
    return group.keys().stream()
        .map(key -> key.key() + "=" + values(key))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String values(TagKey key) {
    String known = String.join("|", key.declared());
    String met = key.isBounded() ? "" : "up to " + key.budget() + (known.isEmpty() ? "" : " more");
    return Stream.of(known, met).filter(part -> !part.isEmpty()).collect(Collectors.joining("|"));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private List<String> tagKeys() {
    return Stream.concat(scope.stream().map(TagKey::key), metric.tagKeys().stream()).toList();
  }

  private Optional<String> optional() {
    return switch (metric.emitted()) {
      case Emitted.ALWAYS -> Optional.empty();
      case Emitted.OPTIONAL_ON -> Optional.of("on");
      case Emitted.OPTIONAL_OFF -> Optional.of("off");
    };
  }

  private static Map<String, Object> fom(Fom fom) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("area", fom.area());
    row.put("check", fom.check());
    row.put("bad_at", fom.badAt());
    row.put("good_at", fom.goodAt());
    return row;
  }

  String unitOrNoun() {
    return metric.unit().map(Unit::text).or(metric::noun).orElse("");
  }
}
