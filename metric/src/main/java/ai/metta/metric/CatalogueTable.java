// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A catalogue as Markdown tables, for documents that are made from it and cannot differ from it.
public final class CatalogueTable {
  private static final String NOTHING = "";

  private CatalogueTable() {}

  /// A row a metric, in the order given. A line of the tags is a group: keys that stand together on
  /// a series; a key in brackets is on some of them.
  public static String metrics(List<Metric> metrics) {
    return table(
        List.of(
            "Metric", "Type", "Unit", "Tags", "Window", "Meaning", "History", "Optional", "Target"),
        metrics.stream()
            .map(metric ->
                List.of(
                    code(metric.name()),
                    metric.type().word(),
                    unit(metric),
                    metric.groups().stream()
                        .map(CatalogueTable::group)
                        .collect(Collectors.joining("<br>")),
                    metric.window().map(CatalogueTable::length).orElse(NOTHING),
                    metric.description(),
                    history(metric.history()),
                    optional(metric.emitted()),
                    metric.target().map(Target::text).orElse(NOTHING))));
  }

  /// A row for each other name: what it stands for.
  public static String aliases(List<Metric> metrics) {
    return table(
        List.of("Other name", "Stands for"),
        metrics.stream()
            .flatMap(metric ->
                metric.aliases().stream()
                    .map(
                        alias -> List.of(code(alias.text()), code(named(metric, alias.where()))))));
  }

  private static String named(Metric metric, Tags where) {
    return where.isEmpty() ? metric.name() : metric.name() + "{" + where + "}";
  }

  private static String table(List<String> heads, Stream<List<String>> rows) {
    Stream<String> head = Stream.of(row(heads), "|---".repeat(heads.size()) + "|");
    return Stream.concat(head, rows.map(CatalogueTable::row))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /// The unit, or in italics the noun of what is counted.
  private static String unit(Metric metric) {
    return metric
        .unit()
        .map(Unit::text)
        .or(() -> metric.noun().map(noun -> "*" + noun + "*"))
        .orElse(NOTHING);
  }

  private static String group(TagGroup group) {
    return group.keys().stream().map(CatalogueTable::key).collect(Collectors.joining("; "));
  }

  private static String key(TagKey key) {
    String values =
        Stream.concat(
                key.declared().stream(),
                key.isBounded() ? Stream.empty() : Stream.of("≤ " + key.budget() + others(key)))
            .collect(Collectors.joining(", ", " ", ""));
    String text = code(key.key()) + values;
    return key.presence() == TagKey.Presence.SOMETIMES ? "(" + text + ")" : text;
  }

  private static String others(TagKey key) {
    return key.declared().isEmpty() ? " values" : " others";
  }

  private static String history(History history) {
    return switch (history) {
      case DERIVABLE -> "derivable";
      case NOW_ONLY -> "now only";
    };
  }

  private static String optional(Emitted emitted) {
    return switch (emitted) {
      case ALWAYS -> NOTHING;
      case OPTIONAL_ON -> "on";
      case OPTIONAL_OFF -> "off";
    };
  }

  /// Whole days from two on as days, as names of metrics have it: `7d`, `24h`.
  private static String length(Duration window) {
    return window.toDays() > 1 && window.equals(Duration.ofDays(window.toDays()))
        ? window.toDays() + "d"
        : window.toHours() > 0 && window.equals(Duration.ofHours(window.toHours()))
            ? window.toHours() + "h"
            : window.toMinutes() + "m";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
