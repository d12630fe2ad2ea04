// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Backfill.Step;
import ai.metta.collect.Backfill.Task;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether a backfill says of an instant what a run as of that instant does: the same series with
/// the same values, and of what has none the same kind of outcome.
public record PastAgreement(Collector<?> collector, Conditions conditions, Plan plan) {

  /// Fails where they differ at any of the instants.
  ///
  /// @return how many values were compared, so that a test can ask for enough
  public long at(Steps steps, Instant... instants) {
    Map<Instant, Backfill.Part> filled = filled(steps);
    long compared = 0;
    for (Instant instant : instants) {
      Backfill.Part part = filled.get(instant);
      assertThat(part).as("the step %s", instant).isNotNull();
      compared += compare(part, collected(instant), instant);
    }
    return compared;
  }

  /// What each step came to.
  public Map<Instant, Backfill.Part> filled(Steps steps) {
    Map<Instant, Backfill.Part> filled = new TreeMap<>();
    List<Backfill.Result> results = new ArrayList<>();
    results.addAll(
        new Backfill(conditions)
            .run(
                List.of(new Task(collector, steps)),
                plan,
                new Backfill.Listener() {
                  @Override
                  public void fetched(long count) {
                    assertThat(count).isEqualTo(steps.count());
                  }

                  @Override
                  public void came(Step step) {
                    step.parts().forEach(part -> filled.put(step.at(), part));
                  }
                }));
    assertThat(results.getFirst().reason()).isEmpty();
    return filled;
  }

  private Run.Result collected(Instant instant) {
    return new Runner(conditions).run(List.of(collector), plan.at(instant)).results().getFirst();
  }

  private long compare(Backfill.Part part, Run.Result result, Instant at) {
    Set<String> derivable =
        collector.catalogue().metrics().stream()
            .filter(metric -> metric.history() == History.DERIVABLE)
            .map(Metric::name)
            .collect(Collectors.toSet());
    Map<String, Double> filled = values(part.series(), derivable);
    Map<String, Double> collected = values(result.series(), derivable);
    assertThat(filled.keySet()).as("series at %s", at).isEqualTo(collected.keySet());
    filled.forEach((series, value) ->
        assertThat(value)
            .as("%s at %s", series, at)
            .isCloseTo(
                collected.getOrDefault(series, Double.NaN),
                within(1e-9 * Math.max(1, Math.abs(value)))));
    assertThat(lacking(part.outcomes(), derivable))
        .as("without a value at %s", at)
        .containsAllEntriesOf(lacking(result.outcomes(), derivable));
    assertThat(part.series()).allSatisfy(series -> assertThat(series.points()).hasSize(1));
    return filled.size();
  }

  private static Map<String, Double> values(List<Series> all, Set<String> derivable) {
    Map<String, Double> values = new TreeMap<>();
    all.stream()
        .filter(series -> derivable.contains(series.metric()))
        .forEach(series ->
            values.put(
                series.metric() + "{" + series.tags() + "}", series.points().getFirst().value()));
    return values;
  }

  private static Map<String, String> lacking(List<MetricOutcome> all, Set<String> derivable) {
    Map<String, String> lacking = new TreeMap<>();
    all.stream()
        .filter(one -> !one.hasValue() && derivable.contains(one.metric()))
        .forEach(one -> lacking.put(one.metric() + "{" + one.scope() + "}", one.outcome().word()));
    return lacking;
  }
}
