// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.configuration.Durations;
import ai.metta.collect.Collector;
import ai.metta.collect.Registry;
import ai.metta.collect.SelfMetrics;
import ai.metta.metric.Alias;
import ai.metta.metric.Emitted;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A metric as the list commands show it.
record MetricRow(String collector, Metric metric) {
  static List<MetricRow> of(Collector<?> collector) {
    String name = collector.profile().name();
    return collector.catalogue().metrics().stream()
        .map(metric -> new MetricRow(name, metric))
        .toList();
  }

  /// Every metric that can be emitted: the collectors', then the runner's own.
  static List<MetricRow> all(Registry registry) {
    return Stream.concat(
            registry.all().stream().flatMap(collector -> of(collector).stream()),
            SelfMetrics.catalogue(registry.names()).stream()
                .map(metric -> new MetricRow("runner", metric)))
        .toList();
  }

  Map<String, Object> json() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", metric.name());
    row.put("collector", collector);
    row.put("type", metric.type().word());
    row.put("unit", metric.unit().map(Unit::text));
    row.put("noun", metric.noun());
    row.put("description", metric.description());
    row.put("tags", metric.tagKeys());
    row.put("window", metric.window().map(Durations::print));
    row.put("optional", optional());
    row.put("target", metric.target().map(Target::text));
    row.put("fom", metric.fom().map(MetricRow::fom));
    row.put("aliases", metric.aliases().stream().map(Alias::name).toList());
    return row;
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
