// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.access.configuration.Setting;
import ai.metta.metric.Tags;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an installation says of one row: of one that is declared, or of one of its own.
///
/// @param only tags that the row's series are narrowed to; none for all
record RowChange(
    Optional<Double> badAt,
    Optional<Double> goodAt,
    Optional<String> raw,
    Tags only,
    boolean enabled) {
  static final RowChange NONE =
      new RowChange(Optional.empty(), Optional.empty(), Optional.empty(), Tags.none(), true);

  /// `health.rows`: changes by row.
  static final Setting<Map<String, RowChange>> ROWS =
      new Setting<Map<String, RowChange>>(
          "health.rows",
          List.of(),
          Optional.of(Map.of()),
          "Rows of the health grid that differ from the declared ones, and a team's own",
          "a row's good_at, bad_at, enabled, raw or only, such as ci.hotfix_count: {good_at: 0, bad_at: 10}",
          Setting.Shape.TREE,
          RowChange::all);

  private static final String ROW = "[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*";

  private static Optional<Map<String, RowChange>> all(String text) {
    Map<String, RowChange> changes = new LinkedHashMap<>();
    Set<String> said = new HashSet<>();
    for (String part : Arrays.stream(text.split(",")).filter(one -> !one.isBlank()).toList()) {
      int equals = part.indexOf('=');
      int dot = part.lastIndexOf('.', Math.max(equals, 0));
      if (dot < 1) {
        return Optional.empty();
      }
      String row = part.substring(0, dot).strip();
      Optional<RowChange> changed =
          changes
              .getOrDefault(row, NONE)
              .with(part.substring(dot + 1, equals).strip(), part.substring(equals + 1).strip());
      if (!row.matches(ROW) || changed.isEmpty() || !said.add(part.substring(0, equals).strip())) {
        return Optional.empty();
      }
      changes.put(row, changed.get());
    }
    return Optional.of(changes);
  }

  /// The same with one more thing said; empty where that is nothing that can be said.
  private Optional<RowChange> with(String field, String value) {
    return switch (field) {
      case "bad_at" ->
          number(value).map(at -> new RowChange(Optional.of(at), goodAt, raw, only, enabled));
      case "good_at" ->
          number(value).map(at -> new RowChange(badAt, Optional.of(at), raw, only, enabled));
      case "raw" -> Optional.of(new RowChange(badAt, goodAt, Optional.of(value), only, enabled));
      case "only" -> tags(value).map(to -> new RowChange(badAt, goodAt, raw, to, enabled));
      case "enabled" ->
          value.matches("true|false")
              ? Optional.of(new RowChange(badAt, goodAt, raw, only, value.equals("true")))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(number -> Double.isFinite(number));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Tags> tags(String text) {
    try {
      return Optional.of(Tags.parse(List.of(text.split("\\s+"))));
    } catch (IllegalArgumentException notTags) {
      return Optional.empty();
    }
  }
}
