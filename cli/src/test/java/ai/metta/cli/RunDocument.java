// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Holds a document of `collect -o json` to its published form: every field, its type and what it
/// has to agree with, and nothing beside.
public final class RunDocument {
  private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
  private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9_]*:\\S+");

  private RunDocument() {}

  /// The document's collectors, by name, once all of it has been checked.
  public static List<Map<?, ?>> check(String text) {
    Map<?, ?> document = object(Json.read(text));
    fields(document, Set.of("version", "invocation", "as_of", "pushed", "collectors"), Set.of());
    assertThat(document.get("version")).isEqualTo(1.0);
    assertThat(document.get("invocation")).asString().isNotBlank();
    Instant asOf = Instant.parse(text(document.get("as_of")));
    assertThat(document.get("pushed")).isInstanceOf(Boolean.class);
    List<Map<?, ?>> collectors = objects(document.get("collectors"));
    assertThat(collectors).isNotEmpty().allSatisfy(one -> collector(one, asOf));
    return collectors;
  }

  private static void collector(Map<?, ?> one, Instant asOf) {
    fields(
        one,
        Set.of(
            "name",
            "status",
            "duration_seconds",
            "metric_count",
            "series_count",
            "error_count",
            "outcomes",
            "series"),
        Set.of("reason", "rows"));
    String status = text(one.get("status"));
    assertThat(status).isIn("ok", "partial", "failed", "not_configured");
    assertThat(one.containsKey("reason"))
        .as("a reason with %s", status)
        .isEqualTo(Set.of("failed", "not_configured").contains(status));
    assertThat(number(one.get("duration_seconds"))).isNotNegative();
    List<Map<?, ?>> series = objects(one.get("series"));
    List<Map<?, ?>> outcomes = objects(one.get("outcomes"));
    assertThat(series).allSatisfy(each -> series(each, asOf, text(one.get("name"))));
    assertThat(outcomes).allSatisfy(RunDocument::outcome);
    assertThat(whole(one.get("series_count"))).isEqualTo(series.size());
    assertThat(whole(one.get("error_count")))
        .isEqualTo(outcomes.stream().filter(each -> each.get("outcome").equals("failed")).count());
    Set<Object> names = new HashSet<>();
    series.stream()
        .map(each -> each.get("metric"))
        .filter(name -> !text(name).startsWith("collector."))
        .forEach(names::add);
    assertThat(whole(one.get("metric_count"))).isEqualTo(names.size());
    switch (status) {
      case "ok" -> assertThat(whole(one.get("error_count"))).isZero();
      case "partial" -> {
        assertThat(whole(one.get("error_count"))).isPositive();
        assertThat(names).isNotEmpty();
      }
      case "failed" -> {
        assertThat(whole(one.get("error_count"))).isPositive();
        assertThat(names).isEmpty();
        assertThat(series).isNotEmpty();
      }
      default -> {
        assertThat(series).isEmpty();
        assertThat(outcomes).isEmpty();
      }
    }
  }

  private static void outcome(Map<?, ?> one) {
    fields(one, Set.of("metric", "tags", "outcome", "reason"), Set.of());
    assertThat(text(one.get("metric"))).matches(METRIC);
    tags(one.get("tags"));
    assertThat(text(one.get("outcome"))).isIn("absent", "unsupported", "failed");
    assertThat(text(one.get("reason"))).isNotBlank();
  }

  private static void series(Map<?, ?> one, Instant asOf, String collector) {
    fields(one, Set.of("metric", "type", "unit", "tags", "points"), Set.of());
    assertThat(text(one.get("metric"))).matches(METRIC);
    assertThat(text(one.get("type"))).isIn("gauge", "count", "rate", "distribution");
    assertThat(one.get("unit"))
        .satisfiesAnyOf(
            unit -> assertThat(unit).isSameAs(Json.NULL),
            unit -> assertThat(text(unit)).isNotBlank());
    assertThat(tags(one.get("tags")))
        .contains("source:" + collector + "-collector")
        .anyMatch(tag -> tag.startsWith("env:"));
    List<?> points = (List<?>) one.get("points");
    assertThat(points)
        .singleElement()
        .satisfies(point -> {
          List<?> pair = (List<?>) point;
          assertThat(pair).hasSize(2);
          assertThat(whole(pair.getFirst())).isEqualTo(asOf.getEpochSecond());
          assertThat(number(pair.getLast())).isFinite();
        });
  }

  private static List<String> tags(Object value) {
    List<String> tags = ((List<?>) value).stream().map(RunDocument::text).toList();
    assertThat(tags).isSorted().doesNotHaveDuplicates().allMatch(TAG.asMatchPredicate());
    return tags;
  }

  private static void fields(Map<?, ?> object, Set<String> needed, Set<String> allowed) {
    assertThat(object.keySet().stream().map(RunDocument::text))
        .containsAll(needed)
        .allMatch(field -> needed.contains(field) || allowed.contains(field));
  }

  private static Map<?, ?> object(Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<?, ?>) value;
  }

  private static List<Map<?, ?>> objects(Object value) {
    assertThat(value).isInstanceOf(List.class);
    return ((List<?>) value).stream().<Map<?, ?>>map(RunDocument::object).toList();
  }

  private static String text(Object value) {
    assertThat(value).isInstanceOf(String.class);
    return (String) value;
  }

  private static double number(Object value) {
    assertThat(value).isInstanceOf(Double.class);
    return (Double) value;
  }

  private static long whole(Object value) {
    assertThat(number(value)).isEqualTo(Math.rint(number(value)));
    return (long) number(value);
  }
}
