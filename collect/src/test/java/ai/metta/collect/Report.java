// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import ai.metta.metric.Tag;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a trial came to, asked in a test's words. The tags of the run itself are left out.
public record Report(Run.Result result) {
  private static final Set<String> OF_THE_RUN = Set.of("env", "source");

  /// What the runner measures of itself differs from run to run.
  private static final String OWN =
      "collector\\.(\\w+\\.)?(%s)"
          .formatted(
              "duration_seconds|metric_count|error_count|failed|series_count|runs|api_requests"
                  + "|api_cache_hits|rate_limit_remaining|points_expired|outbox_points|outcomes"
                  + "|series_dropped|files_quarantined|projected_cost_usd");

  /// Every value by `metric{tags}`, but for the runner's own and figures of merit.
  public Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    own().forEach(series -> values.put(name(series), series.points().getFirst().value()));
    return values;
  }

  /// The value of the one series with just these `key:value` tags.
  public double value(String metric, String... tags) {
    String name = metric + "{" + Tags.parse(Arrays.asList(tags)) + "}";
    assertThat(values()).as(() -> metric + ": " + reasons(metric)).containsKey(name);
    return values().get(name);
  }

  /// Metrics that failed in some scope.
  public Set<String> failed() {
    return result.outcomes().stream()
        .filter(MetricOutcome::failed)
        .map(MetricOutcome::metric)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Why a metric has no value, by scope.
  public List<String> reasons(String metric) {
    return result.outcomes().stream()
        .filter(one -> one.metric().equals(metric) && !one.hasValue())
        .map(one -> one.outcome().word() + ": " + one.reason().orElse(""))
        .distinct()
        .toList();
  }

  /// How many metrics each failure cost, by its blame and message.
  public Map<String, Long> failures() {
    return result.outcomes().stream()
        .filter(MetricOutcome::failed)
        .collect(
            Collectors.groupingBy(
                one ->
                    one.outcome() instanceof Outcome.Failed(var cause)
                        ? cause.kind() + ": " + cause.message()
                        : "",
                TreeMap::new,
                Collectors.counting()));
  }

  /// Everything that was said of what has no value.
  public String said() {
    return Stream.concat(
            result.reason().stream().map(failure -> failure.message()),
            result.outcomes().stream()
                .filter(one -> !one.hasValue())
                .map(one -> one.metric() + " " + one.reason().orElse("")))
        .collect(Collectors.joining("\n"));
  }

  /// A line for each series, with its unit and type, and one for each metric without a value.
  public String lines() {
    Stream<String> series =
        own()
            .map(one ->
                name(one)
                    + " "
                    + one.type().word()
                    + one.unit().map(Unit::text).map(unit -> " in " + unit).orElse("")
                    + " "
                    + one.points().getFirst().value())
            .sorted();
    Stream<String> without =
        result.outcomes().stream()
            .filter(one -> !one.hasValue())
            .map(one ->
                one.metric() + " " + one.outcome().word() + ": " + one.reason().orElseThrow())
            .sorted();
    return Stream.concat(series, without).collect(Collectors.joining("\n", "", "\n"));
  }

  /// Figures of merit follow from what the collector measured, and are the runner's too; the health
  /// collector's own are not.
  private Stream<Series> own() {
    return result.series().stream()
        .filter(series -> !series.metric().matches(OWN))
        .filter(series ->
            result.collector().equals("health") || !series.metric().startsWith("health."));
  }

  private static String name(Series series) {
    List<Tag> tags =
        series.tags().all().stream().filter(tag -> !OF_THE_RUN.contains(tag.key())).toList();
    return series.metric() + "{" + new Tags(tags) + "}";
  }
}
